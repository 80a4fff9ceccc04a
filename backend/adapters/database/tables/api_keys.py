"""API keys of companies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.adapters.database.tables.base import NAME_LENGTH, Base, UtcTime
from backend.adapters.database.tables.owned import Owned

KEY_PREFIX_LENGTH = 16


class ApiKey(Owned, Base):
    """What a program presents instead of a log-in. The key itself is stored nowhere, only its digest."""

    __tablename__ = "api_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    prefix: Mapped[str] = mapped_column(String(KEY_PREFIX_LENGTH))
    """How the key begins, to tell keys apart."""
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the key, in hexadecimal digits."""
    scopes: Mapped[list[str]] = mapped_column(JSON)
    """Of `core.accounts.api_keys.KeyScope`."""
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """None: never."""
    last_used_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """To the minute."""
    revoked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    __table_args__ = ({"sqlite_autoincrement": True},)
