"""How much of what was worth a look was really looked at, over the last minute."""

from __future__ import annotations

from collections import deque

WINDOW_SECONDS = 60.0
"""The stretch that is looked back on. Shorter calls every hiccup a shortage; longer tells of it late."""


class KeepingUp:
    """Compares totals that are told about once a second. Times are seconds of a clock that does not go back."""

    def __init__(self) -> None:
        self._told: deque[tuple[float, int, int]] = deque()
        """(when, judged, missed) since the time before, oldest first."""
        self._before = (0, 0)

    def note(self, at: float, judged: int, missed: int) -> None:
        """So many pictures that were due have been looked at, and so many not, since the start.

        Totals that have become smaller began anew.
        """
        before_judged, before_missed = (
            self._before if judged >= self._before[0] and missed >= self._before[1] else (0, 0)
        )
        self._before = (judged, missed)
        self._told.append((at, judged - before_judged, missed - before_missed))
        while self._told[0][0] <= at - WINDOW_SECONDS:
            self._told.popleft()

    @property
    def share(self) -> float | None:
        """Judged of those that were due, 0 to 1; None when none was."""
        judged = sum(judged for _, judged, _ in self._told)
        missed = sum(missed for _, _, missed in self._told)
        return judged / (judged + missed) if judged + missed else None
