"""Pictures that were due but were not judged, by why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Why = Literal["busy", "away", "late"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drops:
    """How many, since the start."""

    busy: int = 0
    """The detector did not answer in time, or is asked less often because it lately did not."""
    away: int = 0
    """There was no detector, no Redis, or the detector leaves this camera's pictures out."""
    late: int = 0
    """Replaced by a newer picture before anybody looked."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.busy + self.away + self.late

    def and_more(self, why: Why, pictures: int = 1) -> Drops:
        """With these as well."""
        return replace(self, **{why: getattr(self, why) + pictures})
