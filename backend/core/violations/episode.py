"""An open violation, and what the violation rules are given of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.core.ppe.belief import Wear
from backend.core.rules.rule import Rule
from backend.core.vision.boxes import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedItem:
    """One item of a person after an observation."""

    state: Wear
    shows_missing: bool
    """Whether the evidence of this very observation points to "missing"."""
    is_assessed: bool
    """Whether this very observation gave any evidence."""
    missing_since: float | None
    was_worn: bool
    """Whether it was ever certain, of this track, that the item is worn."""
    confidence: float

    @property
    def is_missing(self) -> bool:
        """Whether it is missing, and this observation shows it."""
        return self.state is Wear.MISSING and self.shows_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderRule:
    """A rule that applies to a person, and since when, seconds."""

    rule: Rule
    since: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedPerson:
    """One tracked person after an observation, with all items that are assessed."""

    track_id: int
    items: Mapping[str, AssessedItem]
    rules: tuple[UnderRule, ...]
    """What applies to the person now, the most specific first (`core.rules.rule.by_precedence`)."""
    outside: frozenset[tuple[str, int]] = frozenset()
    """Keys of the rules in whose zone the person is not, or no more."""
    box: Box
    """Pixels."""
    edge: float | None
    """Where the picture ends, x in pixels, if the person may be leaving there, see `re_association.edge_of`."""
    first_seen: float
    """When the track began, seconds."""
    first_box: Box
    """Where the track began, pixels."""
    first_edge: float | None
    """Where the picture ends, if it cut that box at its left or right: the person came in there."""
    speed: float = 0.0
    """To the right, pixels per second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An open violation of one person and one rule. Times are seconds since the epoch."""

    violation_id: str
    rule: Rule
    """As it was when the violation opened, but for what does not make another version of it."""
    items: tuple[str, ...] = ()
    """All that were missing, the first ones first. Empty for rules that ask for no items."""
    opened_at: float
    last_seen: float
    """When the person was last seen."""
    last_missing: float
    """When an item was last seen missing, and `box` where: pixels."""
    last_assessed: float
    """When any item was last assessed, whatever the result."""
    box: Box
    track_id: int | None
    """None while the episode is suspended: no track is known to be this person."""
    wait_seconds: float
    """How long it may stay suspended."""
    confidence: float
    worn: Mapping[str, float] = field(default_factory=dict)
    """The items that are worn now, and since when."""
    opening: int = 1
    """How many times it was opened: more than once when evidence came after it had ended."""
    edge: float | None = None
    """Where the picture ends, x in pixels, if the person was last seen there: they come back there or not at all."""
    speed: float = 0.0
    """At `last_missing`, to the right, pixels per second."""
    lost: bool = False
    """Whether nothing was observed for a while since the person was last seen: they may have gone, and others come."""
    unobserved: float = 0.0
    """Seconds of such time that do not count as waiting."""

    @property
    def is_suspended(self) -> bool:
        """Whether its person is hidden, or nothing was observed since they were last seen."""
        return self.track_id is None or self.lost

    @property
    def worn_since(self) -> float | None:
        """Since when all items are worn; None while one is not."""
        return max(self.worn.values()) if self.items and set(self.items) <= self.worn.keys() else None

    @property
    def item(self) -> str | None:
        """The first item that was missing; None when the rule asks for none."""
        return self.items[0] if self.items else None

    @property
    def subjects(self) -> tuple[str, ...]:
        """What its pictures are evidence of: the items, or the rule where there are none."""
        return self.items or (self.rule.id,)
