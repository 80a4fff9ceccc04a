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
    """A violation with its camera's name and its pictures' paths."""

    id: str
    camera_id: int
    camera_name: str
    site_id: int
    item: str
    opened_at: datetime
    closed_at: datetime | None
    close_reason: str | None
    confidence: float
    box: list[float]
    model: str
    demo: bool
    evidence: EvidenceView
