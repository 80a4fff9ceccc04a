"""When cameras observed, and when they were blind and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.adapters.database.tables.base import Base, UtcTime
from backend.adapters.database.tables.owned import OfCamera


class StoredCoverageSpan(OfCamera, Base):
    """A time span of the coverage log: the camera observed, or was blind for `reason`.

    See `core.coverage`.
    """

    __tablename__ = "watch_spans"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime] = mapped_column(UtcTime)
    reason: Mapped[str] = mapped_column(String(64))
    """Empty when the camera observed."""
    source: Mapped[str] = mapped_column(String(8))
    """worker or backend."""
    __table_args__ = (Index("ix_watch_spans_window", "company_id", "camera_id", "until"),)
