"""What every event carries, and how its fields are written on the wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class FieldForm(StrEnum):
    """How a field that JSON cannot hold as it is goes over the wire."""

    TIME = "time"
    """An aware datetime, as text."""
    BINARY = "binary"
    """Bytes, as a field of its own beside the JSON."""
    BOX = "box"
    """Four numbers, read back as a tuple."""
    NAMES = "names"
    """A list of names, read back as a tuple."""


TIME = {"form": FieldForm.TIME}
BINARY = {"form": FieldForm.BINARY}
BOX = {"form": FieldForm.BOX}
NAMES = {"form": FieldForm.NAMES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all kinds. A subclass names its `kind` and adds fields; their `metadata` is their wire form.

    A field added to a kind that exists needs a default: events of an older version lack it. `version` is raised only
    when an older reader must refuse the event.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1

    id: str
    """UUIDv7; the key under which the event is stored once."""
    company_id: int
    site_id: int
    camera_id: int
    at: datetime = field(metadata=TIME)
    """Wall clock, UTC."""
    model: str
    """Name and the first 12 hex digits of the model file's SHA-256: `ppe-nano@0123456789ab`."""
    monotonic: float | None = None
    """The worker's monotonic clock at publication, seconds since an arbitrary point; None from an older worker.

    Differences between events of one worker stay right when its wall clock is set.
    """

    @property
    def depends_on(self) -> str | None:
        """The id of the event that must be stored before this one; None when there is none."""
        return None

    def check(self) -> None:
        """Refuse values that were read but cannot be this kind's: raises MalformedEvent."""
