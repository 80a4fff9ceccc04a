"""An open violation, and a person as the judgement of violations sees one."""

from __future__ import annotations

from dataclasses import dataclass

from backend.core.ppe.belief import Wear

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPerson:
    """One tracked person and one item after a look."""

    track_id: int
    item: str
    box: Box
    """Pixels."""
    edge: float | None
    """Where the picture ends, x in pixels, if the person may be walking out there, see `rejoin.edge_of`."""
    state: Wear
    accusing: bool
    """Whether this very look spoke for "missing"."""
    missing_since: float | None
    was_worn: bool
    """Whether it was ever sure, of this track, that the item is worn."""
    confidence: float
    first_seen: float
    """When the track began, seconds."""
    first_box: Box
    """Where the track began, pixels."""
    first_edge: float | None
    """Where the picture ends, if it cut that box at its left or right: the person came in there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An open violation. Times are seconds since the epoch."""

    violation_id: str
    item: str
    opened_at: float
    last_seen: float
    """When the person was last seen."""
    last_missing: float
    """When the item was last seen missing, and `box` where: pixels."""
    box: Box
    track_id: int | None
    """None while nobody is known to be this person."""
    wait_seconds: float
    confidence: float
    worn_since: float | None = None
    edge: float | None = None
    """Where the picture ends, x in pixels, if the person was last seen there: they come back there or not at all."""
