"""Events about violations: opened, updated with a better picture, closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from backend.core.errors import MalformedEvent
from backend.core.events.delivery import Delivery, DeliveryLimits
from backend.core.events.envelope import BINARY, BOX, TIME, Event
from backend.core.events.kind import EventKind
from backend.core.ppe.items import ITEM_TABLE

STREAM_ENTRIES = 2000
"""Entries carry pictures (about 150 kB each), so a stream that is not read must not fill the memory of Redis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationOpened(Event):
    """A person has been seen without an item for long enough. The event's `id` is the violation's id."""

    kind: ClassVar[str] = "violation.opened"

    item: str
    confidence: float
    """Belief that the item is missing, 0 to 1."""
    box: tuple[float, float, float, float] = field(metadata=BOX)
    """The person in the wide picture: x1, y1, x2, y2 as fractions of width and height."""
    opened_at: datetime = field(metadata=TIME)
    """When the person was first seen without the item; `at` is when that was decided."""
    crop: bytes = field(metadata=BINARY)
    wide: bytes = field(metadata=BINARY)
    decided_at: datetime | None = field(default=None, metadata=TIME)
    """When the worker decided it, by its wall clock; None from a worker that does not report it."""
    rule_id: str | None = None
    rule_version: int | None = None
    """The rule that was broken; None from a worker of before there were rules."""

    def check(self) -> None:
        """MalformedEvent for an item that does not exist."""
        if self.item not in ITEM_TABLE.names:
            raise MalformedEvent(f"Unknown item {self.item!r}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationUpdated(Event):
    """A better picture of an open violation."""

    kind: ClassVar[str] = "violation.updated"

    violation_id: str
    confidence: float
    box: tuple[float, float, float, float] = field(metadata=BOX)
    crop: bytes = field(metadata=BINARY)
    wide: bytes = field(metadata=BINARY)

    @property
    def depends_on(self) -> str:
        """The opening."""
        return self.violation_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationClosed(Event):
    """The person put the item on (`worn`), left (`left`), or the camera stopped judging (`stopped`)."""

    kind: ClassVar[str] = "violation.closed"

    violation_id: str
    reason: str

    @property
    def depends_on(self) -> str:
        """The opening."""
        return self.violation_id


VIOLATION_OPENED = EventKind(
    event=ViolationOpened,
    delivery=Delivery.DURABLE,
    limits=DeliveryLimits(waiting=3000, waiting_bytes=300_000_000, stream_entries=STREAM_ENTRIES),
)
VIOLATION_UPDATED = EventKind(
    event=ViolationUpdated,
    delivery=Delivery.DURABLE,
    limits=DeliveryLimits(waiting=2000, waiting_bytes=200_000_000, stream_entries=STREAM_ENTRIES),
)
VIOLATION_CLOSED = EventKind(
    event=ViolationClosed,
    delivery=Delivery.DURABLE,
    limits=DeliveryLimits(waiting=None, waiting_bytes=None, stream_entries=STREAM_ENTRIES),
)
"""Never refused: there are no more ends than openings, and an end that is lost leaves a violation open for ever."""
