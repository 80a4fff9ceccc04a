"""Events that could not be stored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.adapters.database.tables.base import Base, UtcTime
from backend.adapters.database.tables.owned import MaybeOwned


class DeadLetter(MaybeOwned, Base):
    """An event that could not be stored, with all its content.

    `company_id` is None when it cannot be read.
    """

    __tablename__ = "dead_letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of `wire`: the same entry is stored once."""
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
