"""The wall clock, ids that sort by it, and whose monotonic clock is whose."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path

from backend.core.events.event_id import uuid7


def utc_now() -> datetime:
    """Now: aware, UTC."""
    return datetime.now(UTC)


def new_id(at: datetime) -> str:
    """A UUIDv7 for this time."""
    return uuid7(at, secrets.token_bytes(10))


def boot() -> str:
    """This machine since it was started: where it is the same, so is the monotonic clock. Empty: not known."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
