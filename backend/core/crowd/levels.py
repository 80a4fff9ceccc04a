"""How full a place is, in five levels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CrowdLevel(StrEnum):
    """From nobody to a dense crowd; the order of the members is that of the levels."""

    EMPTY = "empty"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"

    @property
    def rank(self) -> int:
        """0 for empty, 4 for very high."""
        return list(CrowdLevel).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLimits:
    """The most people of each level but the last. ValueError unless they grow from at least 1."""

    low: int = 2
    medium: int = 5
    high: int = 10
    """Higher limits call a place full later; which numbers are right depends on its size."""

    def __post_init__(self) -> None:
        if not 0 < self.low < self.medium < self.high:
            raise ValueError("the limits of the levels must grow, from 1 on")

    def level(self, people: int) -> CrowdLevel:
        """The level of so many people."""
        if people <= 0:
            return CrowdLevel.EMPTY
        if people <= self.low:
            return CrowdLevel.LOW
        if people <= self.medium:
            return CrowdLevel.MEDIUM
        return CrowdLevel.HIGH if people <= self.high else CrowdLevel.VERY_HIGH
