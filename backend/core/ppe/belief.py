"""The state of an item of a person after many observations: worn, missing, or not known.

Evidence sums up as log-odds with hysteresis, so that one bad picture changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import exp

from backend.core.ppe.observation import Observation, PpeOptions


class Wear(StrEnum):
    """What is known about an item of a person."""

    WORN = "worn"
    MISSING = "missing"
    NOT_ASSESSABLE = "cannot_tell"


@dataclass(slots=True)
class Belief:
    """The belief about one item of one person: log-odds that it is missing."""

    options: PpeOptions
    value: float = 0.0
    observations: int = 0
    state: Wear = Wear.NOT_ASSESSABLE
    was_worn: bool = False
    """Whether it was ever certain that the item is worn."""
    missing_since: float | None = None
    """When the evidence began to point to "missing", in seconds; None while it does not."""
    _last_seconds: float | None = None

    def add(self, seen: Observation, at_seconds: float) -> None:
        """Take one observation into account. One that cannot be assessed changes nothing."""
        if seen.evidence is None:
            return
        weight = self._weight(at_seconds)
        self._last_seconds = at_seconds
        self.observations += 1
        evidence = seen.evidence
        if self.was_worn and evidence > 0 and seen.missing < self.options.detection_floor:
            evidence *= self.options.absent_after_worn
        value = self.value + weight * evidence
        self.value = min(self.options.missing_limit, max(self.options.worn_limit, value))
        if self.value <= 0:
            self.missing_since = None
        elif self.missing_since is None:
            self.missing_since = at_seconds
        self._decide()

    @property
    def is_undecided(self) -> bool:
        """Whether further observations could change the state."""
        options = self.options
        return (
            self.observations < options.least_observations
            or options.worn_threshold < self.value < options.missing_threshold
        )

    @property
    def confidence(self) -> float:
        """Belief that the item is missing, 0 to 1."""
        return 1 / (1 + exp(-self.value))

    def _weight(self, at_seconds: float) -> float:
        """How much an observation counts for the time since the one before; none for a clock that goes back."""
        if self._last_seconds is None:
            return 1.0
        intervals = (at_seconds - self._last_seconds) / self.options.interval_seconds
        return max(min(self.options.longest_interval, intervals), 0.0)

    def _decide(self) -> None:
        if self.observations < self.options.least_observations:
            return
        if self.value >= self.options.missing_threshold:
            self.state = Wear.MISSING
        elif self.value <= self.options.worn_threshold:
            self.state = Wear.WORN
            self.was_worn = True
        elif (self.state is Wear.MISSING and self.value <= 0) or (self.state is Wear.WORN and self.value >= 0):
            self.state = Wear.NOT_ASSESSABLE
