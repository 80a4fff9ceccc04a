"""Events about violations: opened, updated with a better picture or further items, closed, reopened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from backend.core.errors import MalformedEvent
from backend.core.events.delivery import Delivery, DeliveryLimits
from backend.core.events.envelope import BINARY, BOX, NAMES, TIME, Event
from backend.core.events.kind import EventKind
from backend.core.ppe.items import ITEM_TABLE

STREAM_ENTRIES = 2000
"""Entries carry pictures (about 150 kB each), so a stream that is not read must not fill the memory of Redis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationOpened(Event):
    """A rule has been broken for long enough. The event's `id` is the violation's id."""

    kind: ClassVar[str] = "violation.opened"

    item: str | None = None
    """The first of `items`; None for rules that ask for no items."""
    items: tuple[str, ...] = field(default=(), metadata=NAMES)
    """All that are missing; empty from a worker of an earlier version, see `all_items`."""
    confidence: float
    """Belief that the item is missing, 0 to 1."""
    box: tuple[float, float, float, float] = field(metadata=BOX)
    """The person in the wide picture: x1, y1, x2, y2 as fractions of width and height."""
    opened_at: datetime = field(metadata=TIME)
    """When the rule began to be broken; `at` is when that was decided."""
    crop: bytes = field(metadata=BINARY)
    wide: bytes = field(metadata=BINARY)
    decided_at: datetime | None = field(default=None, metadata=TIME)
    """When the worker decided it, by its wall clock; None from a worker that does not report it."""
    rule_id: str | None = None
    rule_version: int | None = None
    """The rule that was broken; None from a worker of before there were rules."""
    rule_kind: str = "ppe"
    """See `core.rules.rule.RuleKind`."""
    rule_name: str | None = None
    zone_id: int | None = None
    zone_name: str | None = None
    severity: str | None = None
    track_id: int | None = None
    """The person's number in the worker; it means nothing after a restart."""
    camera_name: str | None = None
    """At the time, as all names here."""
    site_name: str | None = None

    @property
    def all_items(self) -> tuple[str, ...]:
        """All items that are missing."""
        return self.items or ((self.item,) if self.item is not None else ())

    def check(self) -> None:
        """MalformedEvent for an item that does not exist, and for a rule about items without any."""
        _check_items(self.all_items)
        if self.rule_kind == "ppe" and not self.all_items:
            raise MalformedEvent("A violation of a rule about items names no item.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationUpdated(Event):
    """A better picture of an open violation, or further items that are missing."""

    kind: ClassVar[str] = "violation.updated"

    violation_id: str
    confidence: float
    box: tuple[float, float, float, float] = field(metadata=BOX)
    crop: bytes = field(metadata=BINARY)
    wide: bytes = field(metadata=BINARY)
    items: tuple[str, ...] = field(default=(), metadata=NAMES)
    """All that have been missing; empty from a worker of an earlier version."""
    severity: str | None = None
    """It rises with the stages of its rule; None from a worker of an earlier version."""

    @property
    def depends_on(self) -> str:
        """The opening."""
        return self.violation_id

    def check(self) -> None:
        """MalformedEvent for an item that does not exist."""
        _check_items(self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationClosed(Event):
    """A violation ended; for the reasons see `core.violations.decisions.CloseReason`."""

    kind: ClassVar[str] = "violation.closed"

    violation_id: str
    reason: str
    opening: int = 1
    """Which opening of the violation ends, counted from 1."""

    @property
    def depends_on(self) -> str:
        """The opening."""
        return self.violation_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationReopened(Event):
    """A violation that had ended goes on: its person was recognised afterwards."""

    kind: ClassVar[str] = "violation.reopened"

    violation_id: str
    opening: int
    """Which opening of the violation this is: 2 or more. An end of an earlier one that comes late ends nothing."""

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
VIOLATION_REOPENED = EventKind(
    event=ViolationReopened,
    delivery=Delivery.DURABLE,
    limits=DeliveryLimits(waiting=None, waiting_bytes=None, stream_entries=STREAM_ENTRIES),
)
"""Never refused, as an end: there are fewer of them."""


def _check_items(items: tuple[str, ...]) -> None:
    for item in items:
        if item not in ITEM_TABLE.names:
            raise MalformedEvent(f"Unknown item {item!r}.")
