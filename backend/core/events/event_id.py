"""Ids of events: UUIDv7, which sort by the time they were made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def uuid7(at: datetime, randomness: bytes) -> str:
    """A UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 of the 80 bits of `randomness`."""
    milliseconds = (at - EPOCH) // timedelta(milliseconds=1)  # a float would be one off now and then
    value = (milliseconds << 80) | int.from_bytes(randomness[:10], "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return str(UUID(int=value))


def next_id(event_id: str) -> str:
    """The next larger id, for an event that replaces one of the same millisecond or of a clock that was set back."""
    return str(UUID(int=UUID(event_id).int + 1))
