"""How long something takes, as it is measured again and again: recent mean and 95th percentile, and a histogram."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

BOUNDS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Upper bounds of the histogram's buckets, seconds: a detector's tenth of a second to a minute of outage."""
RECENT = 300
"""How many measurements the mean and the percentile are over: a minute at 5 a second. Fewer jump about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LagNumbers:
    """What was measured. `counts` has one number per bound and one for what took longer; they only grow."""

    counts: tuple[int, ...]
    sum_seconds: float
    mean_seconds: float
    """Of the last `RECENT` measurements, like the next."""
    p95_seconds: float


class Lag:
    """Collects measurements in seconds; negative ones (a clock was set) count as 0."""

    def __init__(self) -> None:
        self._counts = [0] * (len(BOUNDS) + 1)
        self._sum = 0.0
        self._recent: deque[float] = deque(maxlen=RECENT)

    def add(self, seconds: float) -> None:
        """One more measurement."""
        seconds = max(0.0, seconds)
        self._counts[bucket_of(seconds)] += 1
        self._sum += seconds
        self._recent.append(seconds)

    def numbers(self) -> LagNumbers | None:
        """What was measured so far, None when nothing was."""
        recent = sorted(self._recent)
        if not recent:
            return None
        return LagNumbers(
            counts=tuple(self._counts),
            sum_seconds=round(self._sum, 6),
            mean_seconds=round(sum(recent) / len(recent), 4),
            p95_seconds=round(recent[min(len(recent) - 1, int(len(recent) * 0.95))], 4),
        )


def bucket_of(seconds: float, bounds: Sequence[float] = BOUNDS) -> int:
    """The first bucket whose bound is not exceeded; `len(bounds)` when all are."""
    return next((index for index, bound in enumerate(bounds) if seconds <= bound), len(bounds))
