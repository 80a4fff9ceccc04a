"""Which request is served next when more wait than can be served.

The lane that was served longest ago comes first, however often its camera asks. Requests that refine an answer come
after the others, but have a guaranteed share of the time: a worker waits for its refinement, so leaving it out
altogether would delay its next picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.core.inference.lane import Lane

REFINEMENT_SHARE = 0.25
"""The share of the time for refining requests while others wait. More settles open verdicts sooner under load; less
leaves time for more pictures."""
MOST_CREDIT_SECONDS = 0.5
"""How much of that share is saved up, or owed, at most. More lets refinements crowd in after a quiet time."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A lane's request."""

    lane: Lane
    task: str
    refines: bool = False
    """Whether it refines the answer of another task."""


class FairQueue:
    """Keeps the order in which lanes were served. One per server; not thread-safe."""

    def __init__(self) -> None:
        self._count = 0
        self._served: dict[Lane, int] = {}
        self._credit = 0.0

    def choose(self, waiting: Sequence[Waiting]) -> Waiting | None:
        """The next request; None when none waits."""
        primary = [one for one in waiting if not one.refines]
        refining = [one for one in waiting if one.refines]
        candidates = refining if refining and (not primary or self._credit > 0) else primary
        return min(candidates, key=self._order, default=None)

    def batch(self, chosen: Waiting, waiting: Sequence[Waiting], size: int) -> list[Waiting]:
        """The chosen request and, up to `size`, others of the same task, in the order in which they would be served."""
        others = [one for one in waiting if one.task == chosen.task and one.lane != chosen.lane]
        return [chosen, *sorted(others, key=self._order)[: size - 1]]

    def served(self, request: Waiting, seconds: float) -> None:
        """The request was served, which took this much of the server's time."""
        self._count += 1
        self._served[request.lane] = self._count
        if request.refines:
            self._credit = max(self._credit - seconds, -MOST_CREDIT_SECONDS)
        else:
            earned = seconds * REFINEMENT_SHARE / (1 - REFINEMENT_SHARE)
            self._credit = min(self._credit + earned, MOST_CREDIT_SECONDS)

    def _order(self, request: Waiting) -> tuple[int, Lane]:
        return self._served.get(request.lane, 0), request.lane
