"""What the inference server did in the last seconds, in a few numbers."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

WINDOW_SECONDS = 10.0
"""The stretch that is summed up. Shorter jumps about; longer tells of a change late."""
MOST_TURNS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Numbers of the last seconds. Milliseconds are null when nothing was looked at."""

    pictures_per_second: float = 0.0
    """First looks."""
    second_looks_per_second: float = 0.0
    """Pictures whose people in doubt were looked at again."""
    milliseconds_mean: float | None = None
    """Of one first look, from its pixels to its answer."""
    milliseconds_p95: float | None = None
    waiting_ms_mean: float | None = None
    """Between a worker's asking and its turn, first and second looks."""
    waiting_ms_p95: float | None = None
    queue: float = 0.0
    """How many cameras waited at a turn, on average."""
    busy: float = 0.0
    """Share of the time, 0 to 1."""
    cameras: int = 0
    """Cameras that were served."""
    stale: int = 0
    """Requests since the start that came too late for their turn and were passed over."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One look. Times are seconds; `waited` is None when it cannot be known."""

    at: float
    took: float
    waited: float | None
    camera_id: int
    second: bool
    queue: int


class LoadWindow:
    """Takes turns down and sums them up. Not thread-safe."""

    def __init__(self, began: float) -> None:
        """`began`: now, on the clock of the turns."""
        self._began = began
        self._turns: deque[Turn] = deque(maxlen=MOST_TURNS)
        self._stale = 0

    def add(self, turn: Turn) -> None:
        """A look ended at `turn.at`."""
        self._turns.append(turn)

    def passed_over(self) -> None:
        """A request was too old for its turn."""
        self._stale += 1

    def load(self, now: float) -> Load:
        """The last seconds."""
        while self._turns and self._turns[0].at <= now - WINDOW_SECONDS:
            self._turns.popleft()
        seconds = max(min(WINDOW_SECONDS, now - self._began), 1e-3)
        turns = list(self._turns)
        took = [1000 * turn.took for turn in turns if not turn.second]
        waited = [1000 * turn.waited for turn in turns if turn.waited is not None]
        return Load(
            pictures_per_second=round(len(took) / seconds, 2),
            second_looks_per_second=round((len(turns) - len(took)) / seconds, 2),
            milliseconds_mean=_mean(took),
            milliseconds_p95=_p95(took),
            waiting_ms_mean=_mean(waited),
            waiting_ms_p95=_p95(waited),
            queue=_mean([turn.queue for turn in turns]) or 0.0,
            busy=round(min(1.0, sum(turn.took for turn in turns) / seconds), 3),
            cameras=len({turn.camera_id for turn in turns}),
            stale=self._stale,
        )


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None


def _p95(values: Sequence[float]) -> float | None:
    return round(sorted(values)[ceil(0.95 * len(values)) - 1], 1) if values else None
