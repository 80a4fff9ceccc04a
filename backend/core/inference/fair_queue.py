"""Whose turn it is when more pictures wait than can be looked at.

The camera that was served longest ago comes first, however often it asks. Second looks come after first looks, but are
owed a share of the time: a worker waits for its second look, so leaving it out altogether would cost its first looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SECOND_SHARE = 0.25
"""The share of the time that second looks have while first looks wait. More settles doubts sooner under load; less
leaves more pictures judged."""
MOST_CREDIT_SECONDS = 0.5
"""How much of that share is saved up, or owed, at most. More lets second looks crowd in after a quiet time."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One camera's request. A camera has one at a time."""

    camera_id: int
    second: bool = False


class FairQueue:
    """Knows who was served when. One per server; not thread-safe."""

    def __init__(self) -> None:
        self._turn = 0
        self._served: dict[int, int] = {}
        self._credit = 0.0

    def choose(self, waiting: Sequence[Waiting]) -> Waiting | None:
        """Who is next; None when nobody waits."""
        first = [one for one in waiting if not one.second]
        second = [one for one in waiting if one.second]
        line = second if second and (not first or self._credit > 0) else first
        return min(line, key=lambda one: (self._served.get(one.camera_id, 0), one.camera_id), default=None)

    def served(self, who: Waiting, seconds: float) -> None:
        """It had its turn, which took so long."""
        self._turn += 1
        self._served[who.camera_id] = self._turn
        if who.second:
            self._credit = max(self._credit - seconds, -MOST_CREDIT_SECONDS)
        else:
            earned = seconds * SECOND_SHARE / (1 - SECOND_SHARE)
            self._credit = min(self._credit + earned, MOST_CREDIT_SECONDS)
