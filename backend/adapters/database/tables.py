"""The tables. Each resource carries its `company_id`, and every query on it names one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAME_LENGTH = 80


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time on both databases; SQLite itself forgets zones. A naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """What is read."""
        if value is None:
            return None
        at: datetime = value
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


class Base(DeclarativeBase):
    """The parent of all tables."""


class Company(Base):
    """Who owns sites, users, cameras and violations. Companies never see each other."""

    __tablename__ = "companies"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    __table_args__ = ({"sqlite_autoincrement": True},)


class Site(Base):
    """A plant. Its schedules are in `time_zone` (IANA name)."""

    __tablename__ = "sites"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    time_zone: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    __table_args__ = ({"sqlite_autoincrement": True},)


class User(Base):
    """Somebody who logs in. `email` is lower case; `role` is admin, officer or viewer."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    __table_args__ = ({"sqlite_autoincrement": True},)


class Schedule(Base):
    """When cameras are on, and in which mode: `definition` is as in `schedule_definition`, in the site's local time."""

    __tablename__ = "schedules"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_at: Mapped[datetime] = mapped_column(UtcTime)
    __table_args__ = (
        Index("uq_schedules_name", "company_id", "name", unique=True),
        {"sqlite_autoincrement": True},
    )


class Camera(Base):
    """A camera. A removed one keeps its row (`deleted_at`), because its violations stay."""

    __tablename__ = "cameras"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
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
    turned_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When what a person changed (a schedule, an override, a time zone) last turned the camera on or off."""
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


class Violation(Base):
    """Somebody without an item. `id` is the id of the event that opened it."""

    __tablename__ = "violations"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    camera_id: Mapped[int] = mapped_column(ForeignKey("cameras.id"))
    item: Mapped[str] = mapped_column(String(16))
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
    """When somebody decided on it. None: nobody has."""
    pictures_bytes: Mapped[int | None]
    """What its files take. None: not measured yet."""
    pictures_removed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When retention removed its files. None: they are there."""
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


class CameraChange(Base):
    """A camera's state from `at` on: the record of its blind time. `id` is the event's id."""

    __tablename__ = "camera_changes"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    camera_id: Mapped[int] = mapped_column(ForeignKey("cameras.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(64))
    __table_args__ = (Index("ix_camera_changes_camera", "camera_id", "at"),)


class WatchSpan(Base):
    """A testimony of the blind-time ledger: the camera judged, or was blind for `reason`. See `core.blind_time`."""

    __tablename__ = "watch_spans"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    camera_id: Mapped[int] = mapped_column(ForeignKey("cameras.id"))
    since: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime] = mapped_column(UtcTime)
    reason: Mapped[str] = mapped_column(String(64))
    """Empty when the camera judged."""
    source: Mapped[str] = mapped_column(String(8))
    """worker or backend."""
    __table_args__ = (Index("ix_watch_spans_window", "company_id", "camera_id", "until"),)


class DeadLetter(Base):
    """An event that could not be stored, with all that it carried. `company_id` is None when it cannot be read."""

    __tablename__ = "dead_letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of `wire`: the same entry is put aside once."""
    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"), index=True)
    camera_id: Mapped[int | None]
    event_id: Mapped[str | None] = mapped_column(String(40))
    kind: Mapped[str | None] = mapped_column(String(40))
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    put_aside_at: Mapped[datetime] = mapped_column(UtcTime)
    code: Mapped[str] = mapped_column(String(32))
    """`unreadable`, `never_opened`, `unknown_camera`, `refused` or `failed`."""
    reason: Mapped[str] = mapped_column(Text)
    wire: Mapped[bytes] = mapped_column(LargeBinary)
    """The stream entry, in the form of a journal file."""
    __table_args__ = ({"sqlite_autoincrement": True},)
