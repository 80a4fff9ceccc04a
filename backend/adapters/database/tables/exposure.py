"""How long people wore, lacked, or could not be assessed for an item, by minute."""

from __future__ import annotations

from sqlalchemy import Double, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.adapters.database.tables.base import NAME_LENGTH, Base
from backend.adapters.database.tables.owned import OfCamera


class StoredExposureMinute(OfCamera, Base):
    """The sums of one rule and item in one minute of one run of a worker, see `core.events.exposure`."""

    __tablename__ = "exposure_minutes"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """A digest of camera, minute, rule, item and run."""
    minute: Mapped[int]
    """Minutes since 1970, UTC: both databases group by it alike."""
    rule_id: Mapped[str] = mapped_column(String(20))
    rule_version: Mapped[int]
    rule_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    zone_id: Mapped[int | None]
    """None: the whole picture."""
    zone_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    item: Mapped[str] = mapped_column(String(16))
    run: Mapped[str] = mapped_column(String(24))
    worn_seconds: Mapped[float] = mapped_column(Double)
    missing_seconds: Mapped[float] = mapped_column(Double)
    not_assessable_seconds: Mapped[float] = mapped_column(Double)
    event_id: Mapped[str] = mapped_column(String(36))
    """The newest value's."""
    __table_args__ = (
        Index("ix_exposure_minutes_window", "company_id", "minute"),
        Index("ix_exposure_minutes_camera", "camera_id", "minute"),
    )
