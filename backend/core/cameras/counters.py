"""Counters of one camera's detection."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.core.cameras.drops import Drops


@dataclass(frozen=True, slots=True)
class Counters:
    """What happened to the due frames."""

    judged: int = 0
    quiet: int = 0
    drops: Drops = field(default_factory=Drops)
    looked_again: int = 0
    """Crops that the crop classifier was asked about."""
    opened: int = 0
    """Violations that were opened."""

    @property
    def dropped(self) -> int:
        """Frames that were due but not judged."""
        return self.drops.total
