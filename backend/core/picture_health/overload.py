"""Detects an overloaded worker: how old its pictures are and how many due frames it dropped."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from backend.core.picture_health.debounce import Debounce


@dataclass(frozen=True, slots=True)
class OverloadOptions:
    """Thresholds for a worker that falls behind."""

    old_seconds: float = 5.0
    """Age of a picture from which on it is old. Lower: an ordinary stall of the network is reported. Higher: violations
    are reported late."""
    fresh_seconds: float = 2.0
    """Age below which a picture is fresh again."""
    dropped_share: float = 0.5
    """Share of due frames dropped from which on too few are assessed. Lower: a busy minute is reported. Higher: a
    machine that is too small is not noticed."""
    kept_share: float = 0.3
    """Share of due frames dropped below which the overload is over."""
    window_seconds: float = 20.0
    """Window over which that share is taken."""
    least_due: int = 20
    """Fewer due frames than this give no share."""
    begin_seconds: float = 10.0
    """How long the overload must hold before it is reported."""
    end_seconds: float = 20.0
    """How long it must be absent before it is over."""


class OverloadDetector:
    """Follows one worker. Times are seconds; not thread-safe."""

    def __init__(self, options: OverloadOptions | None = None) -> None:
        self._options = options = options or OverloadOptions()
        self._debounced = Debounce(options.begin_seconds, options.end_seconds)
        self._counts: deque[tuple[float, int, int]] = deque()

    @property
    def since(self) -> float | None:
        """When the overload began; None when there is none."""
        return self._debounced.since

    def reset(self) -> None:
        """Return to the initial state: no frame is due at the moment."""
        self._debounced.reset()
        self._counts.clear()

    def add(self, at: float, *, age_seconds: float, due: int, dropped: int) -> None:
        """Add a sample: the age of its picture, and how many frames were due and dropped since the start."""
        options = self._options
        if self._counts and (due < self._counts[-1][1] or dropped < self._counts[-1][2]):
            self._counts.clear()  # the counters began anew
        self._counts.append((at, due, dropped))
        while at - self._counts[0][0] > options.window_seconds:
            self._counts.popleft()
        asked, missed = due - self._counts[0][1], dropped - self._counts[0][2]
        share = missed / asked if asked >= options.least_due else 0.0
        holds = self._debounced.since is not None
        too_old = age_seconds > (options.fresh_seconds if holds else options.old_seconds)
        too_few = share > (options.kept_share if holds else options.dropped_share)
        self._debounced.add(too_old or too_few, at)
