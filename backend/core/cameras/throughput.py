"""Throughput of detection: share of due frames judged in the last minute."""

from __future__ import annotations

from collections import deque

WINDOW_SECONDS = 60.0
"""How far back the share reaches. Shorter reports every short overload; longer reports a permanent one late."""


class JudgedShare:
    """Computes the share from totals that are added about once a second.

    Times are monotonic seconds.
    """

    def __init__(self) -> None:
        self._increments: deque[tuple[float, int, int]] = deque()
        """(when, judged, missed) since the increment before, oldest first."""
        self._totals = (0, 0)

    def add(self, at: float, judged: int, missed: int) -> None:
        """Add the totals of due frames since the start: `judged` and `missed`.

        Smaller totals are a new start.
        """
        judged_before, missed_before = (
            self._totals if judged >= self._totals[0] and missed >= self._totals[1] else (0, 0)
        )
        self._totals = (judged, missed)
        self._increments.append((at, judged - judged_before, missed - missed_before))
        while self._increments[0][0] <= at - WINDOW_SECONDS:
            self._increments.popleft()

    @property
    def share(self) -> float | None:
        """Judged of due frames, 0 to 1; None when none was due."""
        judged = sum(judged for _, judged, _ in self._increments)
        missed = sum(missed for _, _, missed in self._increments)
        return judged / (judged + missed) if judged + missed else None
