"""Frames that were due but not judged, by cause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Why = Literal["busy", "away", "late"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drops:
    """Numbers since the start."""

    busy: int = 0
    """The detector did not answer in time, or is asked less often because it lately did not."""
    away: int = 0
    """There was no detector, no Redis, or the detector leaves this camera's pictures out."""
    late: int = 0
    """Replaced by a newer picture before it was judged."""

    @property
    def total(self) -> int:
        """Dropped frames of every cause."""
        return self.busy + self.away + self.late

    def plus(self, cause: Why, pictures: int = 1) -> Drops:
        """The numbers with these added."""
        return replace(self, **{cause: getattr(self, cause) + pictures})
