"""Violations and what retention knows of their pictures."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Double, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.adapters.database.tables.base import Base, UtcTime
from backend.adapters.database.tables.owned import AtSite


class Violation(AtSite, Base):
    """A rule that was broken. `id` is the id of the event that opened it; names are those of the time."""

    __tablename__ = "violations"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    item: Mapped[str | None] = mapped_column(String(16))
    """The first of `items`; None for rules that ask for no items."""
    items: Mapped[list[str]] = mapped_column(JSON, server_default="[]")
    """All that were missing."""
    rule_kind: Mapped[str] = mapped_column(String(16), server_default="ppe")
    rule_id: Mapped[str | None] = mapped_column(String(40))
    rule_version: Mapped[int | None]
    rule_name: Mapped[str | None] = mapped_column(String(80))
    zone_id: Mapped[int | None]
    zone_name: Mapped[str | None] = mapped_column(String(80))
    severity: Mapped[str | None] = mapped_column(String(16))
    """None from before rules had one."""
    track_id: Mapped[int | None]
    """The person's number in the worker at the time."""
    camera_name: Mapped[str | None] = mapped_column(String(80))
    site_name: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When it was reported; None from before that was stored."""
    opening: Mapped[int] = mapped_column(server_default="1")
    """How many times it was opened; its ends name theirs, so that an older one ends nothing."""
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    close_reason: Mapped[str | None] = mapped_column(String(16))
    confidence: Mapped[float] = mapped_column(Double)
    box: Mapped[list[float]] = mapped_column(JSON)
    model: Mapped[str] = mapped_column(String(120))
    picture_event_id: Mapped[str] = mapped_column(String(36))
    """The event that brought the pictures; a repeated older one does not replace them."""
    crop_key: Mapped[str] = mapped_column(String(255))
    wide_key: Mapped[str] = mapped_column(String(255))
    crop_sha256: Mapped[str] = mapped_column(String(64))
    wide_sha256: Mapped[str] = mapped_column(String(64))
    demo: Mapped[bool]
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When a user reviewed it; None when none has."""
    pictures_bytes: Mapped[int | None]
    """Size of its files; None until measured."""
    pictures_removed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When retention removed its files; None while they exist."""
    __table_args__ = (
        Index("ix_violations_list", "company_id", "opened_at", "id"),
        Index("ix_violations_camera", "camera_id", "opened_at", "id"),
        Index(
            "ix_violations_pictures",
            "opened_at",
            "id",
            sqlite_where=text("pictures_removed_at IS NULL"),
            postgresql_where=text("pictures_removed_at IS NULL"),
        ),
    )
