"""What services answer about a violation, with signed paths of its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Paths of the pictures, with a token. `removed_at`: when retention removed them, None while they are there."""

    crop: str
    wide: str
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationView:
    """A violation with its camera's present name, or the one at the time, and its pictures' paths."""

    id: str
    camera_id: int
    camera_name: str
    site_id: int
    site_name: str | None
    """At the time; None from before that was stored."""
    track_id: int | None
    item: str | None
    items: list[str]
    rule_kind: str
    rule_id: str | None
    rule_version: int | None
    rule_name: str | None
    zone_id: int | None
    zone_name: str | None
    severity: str | None
    opened_at: datetime
    decided_at: datetime | None
    delay_seconds: float | None
    """From `opened_at` to `decided_at`."""
    closed_at: datetime | None
    close_reason: str | None
    confidence: float
    box: list[float]
    model: str
    demo: bool
    evidence: EvidenceView
