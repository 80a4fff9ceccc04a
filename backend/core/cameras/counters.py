"""What a camera's watch counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.core.cameras.drops import Drops


@dataclass(frozen=True, slots=True)
class Counters:
    """What became of the frames that were due."""

    judged: int = 0
    quiet: int = 0
    drops: Drops = field(default_factory=Drops)
    looked_again: int = 0
    """Places at which the second look was asked."""
    opened: int = 0
    """Violations."""

    @property
    def dropped(self) -> int:
        """Frames that were due but not judged."""
        return self.drops.total
