"""How much of what was worth a look was really looked at, over the last minute."""

from __future__ import annotations

from collections import deque

WINDOW_SECONDS = 60.0
"""The stretch that is looked back on. Shorter calls every hiccup a shortage; longer tells of it late."""


class KeepingUp:
    """Counts due pictures by the second. Times are seconds of one clock that does not go back; not thread-safe."""

    def __init__(self) -> None:
        self._seconds: deque[tuple[int, int, int]] = deque()
        """(second, judged, due), oldest first."""

    def add(self, at: float, *, judged: int = 0, missed: int = 0) -> None:
        """So many pictures that were due were looked at, and so many were not."""
        second = int(at)
        if self._seconds and self._seconds[-1][0] == second:
            _, before, due = self._seconds.pop()
            self._seconds.append((second, before + judged, due + judged + missed))
        else:
            self._seconds.append((second, judged, judged + missed))
        while self._seconds[0][0] <= second - WINDOW_SECONDS:
            self._seconds.popleft()

    def share(self, at: float) -> float | None:
        """Judged of those that were due, 0 to 1; None when none was."""
        recent = [(judged, due) for second, judged, due in list(self._seconds) if second > at - WINDOW_SECONDS]
        due = sum(due for _, due in recent)
        return sum(judged for judged, _ in recent) / due if due else None
