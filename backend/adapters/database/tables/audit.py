"""The audit: who did what and when, append-only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.adapters.database.tables.base import NAME_LENGTH, Base, UtcTime
from backend.adapters.database.tables.owned import Owned

INSTALLATION = 0
"""The company of entries that concern the installation, not one company."""


class AuditEntry(Owned, Base):
    """An entry of a company's chain, or of the installation's. Triggers refuse to change it.

    It outlives its company and its users, so it refers to none by a key.
    """

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column()
    number: Mapped[int]
    """Within the chain, from 1."""
    at: Mapped[datetime] = mapped_column(UtcTime)
    actor_id: Mapped[int | None]
    """The user; None: a failed log-in, or a command on the machine."""
    actor: Mapped[str] = mapped_column(String(NAME_LENGTH))
    address: Mapped[str] = mapped_column(String(64))
    """Network address of the request; empty for a command."""
    action: Mapped[str] = mapped_column(String(40))
    target_kind: Mapped[str] = mapped_column(String(24))
    target_id: Mapped[str] = mapped_column(String(40))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 over `previous_hash` and the entry, in hexadecimal digits."""
    __table_args__ = (
        Index("uq_audit_entries_number", "company_id", "number", unique=True),
        Index("ix_audit_entries_at", "company_id", "at"),
        {"sqlite_autoincrement": True},
    )


class AuditStart(Owned, Base):
    """Where a chain begins since retention removed its oldest entries.

    The triggers of `audit_entries` permit to delete what is older than `removed_before`, which itself stays at least
    180 days in the past and never goes back.
    """

    __tablename__ = "audit_starts"

    company_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    """Of the newest entry that was removed."""
    hash: Mapped[str] = mapped_column(String(64))
    """Its hash: the first entry that is left names it."""
    removed_before: Mapped[datetime] = mapped_column(UtcTime)
