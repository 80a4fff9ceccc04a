"""An open violation, and what the violation rules are given of a person."""

from __future__ import annotations

from dataclasses import dataclass

from backend.core.ppe.belief import Wear
from backend.core.violations.rules import Rule
from backend.core.vision.boxes import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedPerson:
    """One tracked person under one rule after an observation."""

    track_id: int
    rule: Rule
    box: Box
    """Pixels."""
    edge: float | None
    """Where the picture ends, x in pixels, if the person may be leaving there, see `re_association.edge_of`."""
    state: Wear
    shows_missing: bool
    """Whether the evidence of this very observation points to "missing"."""
    missing_since: float | None
    was_worn: bool
    """Whether it was ever certain, of this track, that the item is worn."""
    confidence: float
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
    """An open violation. Times are seconds since the epoch."""

    violation_id: str
    rule_id: str
    rule_version: int = 1
    item: str
    opened_at: float
    last_seen: float
    """When the person was last seen."""
    last_missing: float
    """When the item was last seen missing, and `box` where: pixels."""
    box: Box
    track_id: int | None
    """None while the episode is suspended: no track is known to be this person."""
    wait_seconds: float
    """How long it may stay suspended."""
    confidence: float
    worn_since: float | None = None
    edge: float | None = None
    """Where the picture ends, x in pixels, if the person was last seen there: they come back there or not at all."""
    speed: float = 0.0
    """At `last_missing`, to the right, pixels per second."""
    lost: bool = False
    """Whether nothing was observed for a while since the person was last seen: they may have gone, and others come."""
    unobserved: float = 0.0
    """Seconds of such time that do not count as waiting."""
