"""Whether a worker keeps up with its camera: how old its pictures are, and how many due ones nobody looked at."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from backend.core.picture_health.debounce import Lasting


@dataclass(frozen=True, slots=True)
class OverloadOptions:
    """When a worker is falling behind."""

    old_seconds: float = 5.0
    """Age of a picture from which on it is old. Lower: an ordinary stall of the network is told. Higher: somebody is
    told of late."""
    fresh_seconds: float = 2.0
    """Age below which a picture is fresh again."""
    dropped_share: float = 0.5
    """Share of due frames not looked at from which on judging is too thin. Lower: a busy minute is told. Higher: a
    machine that is too small is not noticed."""
    kept_share: float = 0.3
    """Share of due frames not looked at below which it is well again."""
    window_seconds: float = 20.0
    """The stretch over which that share is taken."""
    least_due: int = 20
    """Due frames without which a share says nothing."""
    begin_seconds: float = 10.0
    """How long it must last before it is told."""
    end_seconds: float = 20.0
    """How long it must be well before it is over."""


class OverloadWatch:
    """Follows one worker. Times are seconds; not thread-safe."""

    def __init__(self, options: OverloadOptions | None = None) -> None:
        self._options = options = options or OverloadOptions()
        self._lasting = Lasting(options.begin_seconds, options.end_seconds)
        self._counts: deque[tuple[float, int, int]] = deque()

    @property
    def since(self) -> float | None:
        """Since when it has been falling behind; None when it is not."""
        return self._lasting.since

    def forget(self) -> None:
        """As if nothing had been seen: nothing is due at the moment."""
        self._lasting.forget()
        self._counts.clear()

    def add(self, at: float, *, age_seconds: float, due: int, dropped: int) -> None:
        """One look: the age of its picture, and how many frames were due and not looked at since the start."""
        options = self._options
        if self._counts and (due < self._counts[-1][1] or dropped < self._counts[-1][2]):
            self._counts.clear()  # the counters began anew
        self._counts.append((at, due, dropped))
        while at - self._counts[0][0] > options.window_seconds:
            self._counts.popleft()
        asked, missed = due - self._counts[0][1], dropped - self._counts[0][2]
        share = missed / asked if asked >= options.least_due else 0.0
        holds = self._lasting.since is not None
        too_old = age_seconds > (options.fresh_seconds if holds else options.old_seconds)
        too_few = share > (options.kept_share if holds else options.dropped_share)
        self._lasting.add(too_old or too_few, at)
