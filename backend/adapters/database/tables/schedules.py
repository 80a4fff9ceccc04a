"""Schedules."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.adapters.database.tables.base import NAME_LENGTH, Base, UtcTime
from backend.adapters.database.tables.owned import Owned


class Schedule(Owned, Base):
    """When cameras are on, and in which mode, in the site's local time.

    `definition` is as in `adapters.schedules.definition`.
    """

    __tablename__ = "schedules"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_at: Mapped[datetime] = mapped_column(UtcTime)
    __table_args__ = (
        Index("uq_schedules_name", "company_id", "name", unique=True),
        {"sqlite_autoincrement": True},
    )
