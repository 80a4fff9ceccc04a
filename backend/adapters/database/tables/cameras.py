"""Cameras and the record of their states."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.adapters.database.tables.base import NAME_LENGTH, Base, UtcTime
from backend.adapters.database.tables.owned import OfCamera, Owned


class Camera(Owned, Base):
    """A camera.

    A removed one keeps its row (`deleted_at`), because its violations stay.
    """

    __tablename__ = "cameras"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    source: Mapped[str] = mapped_column(Text)
    mode: Mapped[str] = mapped_column(String(16))
    enabled: Mapped[bool]
    enabled_changed_at: Mapped[datetime] = mapped_column(UtcTime)
    demo: Mapped[bool]
    config_version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    schedule_id: Mapped[int | None] = mapped_column(ForeignKey("schedules.id"))
    override_mode: Mapped[str | None] = mapped_column(String(16))
    override_until: Mapped[datetime | None] = mapped_column(UtcTime)
    override_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    settings: Mapped[str | None] = mapped_column(Text)
    """As in `core.cameras.settings.stored`; None when nothing was set."""
    switched_at: Mapped[datetime | None] = mapped_column("turned_at", UtcTime)
    """When a user's change (of a schedule, an override, a time zone) last switched the camera on or off."""
    __table_args__ = (
        Index(
            "uq_cameras_live_name",
            "company_id",
            "name",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )


class CameraStateChange(OfCamera, Base):
    """A camera's state from `at` on. `id` is the id of the event."""

    __tablename__ = "camera_changes"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(64))
    __table_args__ = (Index("ix_camera_changes_camera", "camera_id", "at"),)
