"""What is believed about an item of a person after many looks: worn, missing, or nobody can tell.

Evidence adds up over looks as log-odds with hysteresis, so one bad picture changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import exp

from backend.core.ppe.observation import Look, PpeOptions


class Wear(StrEnum):
    """What is known about an item of a person."""

    WORN = "worn"
    MISSING = "missing"
    CANNOT_TELL = "cannot_tell"


@dataclass(slots=True)
class Belief:
    """What is believed about one item of one person: log-odds that it is missing."""

    options: PpeOptions
    value: float = 0.0
    looks: int = 0
    state: Wear = Wear.CANNOT_TELL
    was_worn: bool = False
    """Whether it was ever sure that the item is worn."""
    missing_since: float | None = None
    """When the looks began to say "missing", in seconds; None while they do not."""
    _last: float | None = field(default=None)

    def add(self, seen: Look, at_seconds: float) -> None:
        """Take one look into account. A look that cannot tell changes nothing."""
        if seen.evidence is None:
            return
        pace = 1.0 if self._last is None else min(1.5, (at_seconds - self._last) / self.options.pace_seconds)
        self._last = at_seconds
        self.looks += 1
        evidence = seen.evidence
        if self.was_worn and evidence > 0 and seen.missing < self.options.silent_below:
            evidence *= self.options.absent_after_worn
        value = self.value + max(pace, 0.0) * evidence
        self.value = min(self.options.most, max(self.options.least, value))
        if self.value <= 0:
            self.missing_since = None
        elif self.missing_since is None:
            self.missing_since = at_seconds
        self._judge()

    @property
    def in_doubt(self) -> bool:
        """Whether more looks could change what is said."""
        return self.looks < self.options.looks or self.options.clear < self.value < self.options.sure

    @property
    def confidence(self) -> float:
        """Belief that the item is missing, 0 to 1."""
        return 1 / (1 + exp(-self.value))

    def _judge(self) -> None:
        if self.looks < self.options.looks:
            return
        if self.value >= self.options.sure:
            self.state = Wear.MISSING
        elif self.value <= self.options.clear:
            self.state = Wear.WORN
            self.was_worn = True
        elif (self.state is Wear.MISSING and self.value <= 0) or (self.state is Wear.WORN and self.value >= 0):
            self.state = Wear.CANNOT_TELL
