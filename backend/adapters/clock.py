"""The wall clock, and ids that sort by it."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from backend.core.events import uuid7


def utc_now() -> datetime:
    """Now: aware, UTC."""
    return datetime.now(UTC)


def new_id(at: datetime) -> str:
    """A UUIDv7 for this time."""
    return uuid7(at, secrets.token_bytes(10))
