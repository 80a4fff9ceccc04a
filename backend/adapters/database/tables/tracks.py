"""Where people were and what they wore, once a second, for trying rules."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.adapters.database.tables.base import Base, UtcTime
from backend.adapters.database.tables.owned import OfCamera


class StoredTrack(OfCamera, Base):
    """A part of a track, see `core.track_history.packing`."""

    __tablename__ = "track_summaries"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """The event's."""
    track_id: Mapped[int]
    since: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime] = mapped_column(UtcTime)
    items: Mapped[list[str]] = mapped_column(JSON)
    width: Mapped[int]
    height: Mapped[int]
    """Of the picture as the model saw it."""
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (
        Index("ix_track_summaries_camera", "camera_id", "since"),
        Index("ix_track_summaries_until", "until"),
    )
