"""Companies and their sites."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.adapters.database.tables.base import NAME_LENGTH, Base, UtcTime
from backend.adapters.database.tables.owned import Owned


class Company(Base):
    """The owner of sites, users, cameras and violations.

    Companies never see each other's data.
    """

    __tablename__ = "companies"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """Since when nothing of it runs; None while it is in use."""
    camera_limit: Mapped[int | None]
    """The most cameras that it may have; None is no limit."""
    version: Mapped[int] = mapped_column()
    """Grows with each change."""
    __table_args__ = ({"sqlite_autoincrement": True},)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class


class Site(Owned, Base):
    """A plant. Its schedules are in `time_zone` (IANA name)."""

    __tablename__ = "sites"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    time_zone: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column()
    """Grows with each change."""
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = ({"sqlite_autoincrement": True},)
