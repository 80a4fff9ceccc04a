"""The facts that workers report, and their form on the wire.

An event is written once and read by any version that comes later: `to_wire` and `from_wire` are the contract.
On a Redis stream an event has the fields `json` (everything but pictures) and, where it has them, `crop` and
`wide` (JPEG bytes). Times are UTC with milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from backend.core.errors import MalformedEvent
from backend.core.ppe.items import ITEM_TABLE

WIRE_VERSION = 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event says. `id` is a UUIDv7 and the key under which the event is stored once."""

    kind: ClassVar[str]

    id: str
    company_id: int
    site_id: int
    camera_id: int
    at: datetime
    model: str
    """Name and the first 12 hex digits of the model file's SHA-256: `ppe-nano@0123456789ab`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationOpened(Event):
    """A person has been seen without an item for long enough. The event's `id` is the violation's id."""

    kind: ClassVar[str] = "violation.opened"

    item: str
    confidence: float
    """Belief that the item is missing, 0 to 1."""
    box: tuple[float, float, float, float]
    """The person in the wide picture: x1, y1, x2, y2 as fractions of width and height."""
    opened_at: datetime
    """When the person was first seen without the item; `at` is when that was decided."""
    crop: bytes
    wide: bytes
    decided_at: datetime | None = None
    """When the worker had decided it, by its clock; None from a worker that does not say."""
    rule_id: str | None = None
    rule_version: int | None = None
    """The rule that was broken; None from a worker of before there were rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationUpdated(Event):
    """A better picture of an open violation."""

    kind: ClassVar[str] = "violation.updated"

    violation_id: str
    confidence: float
    box: tuple[float, float, float, float]
    crop: bytes
    wide: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationClosed(Event):
    """The person put the item on (`worn`), left (`left`), or the camera stopped judging (`stopped`)."""

    kind: ClassVar[str] = "violation.closed"

    violation_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraChanged(Event):
    """A camera's state changed. `reason` is a code of `camera_state.REASONS`, empty when all is well."""

    kind: ClassVar[str] = "camera.changed"

    state: str
    reason: str = ""


AnyEvent = ViolationOpened | ViolationUpdated | ViolationClosed | CameraChanged
KINDS: dict[str, type[AnyEvent]] = {
    cls.kind: cls for cls in (ViolationOpened, ViolationUpdated, ViolationClosed, CameraChanged)
}
PICTURES = ("crop", "wide")
_TIMES = ("at", "opened_at", "decided_at")


def format_time(at: datetime) -> str:
    """`2026-11-21T02:19:03.123Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_time(text: str) -> datetime:
    """The inverse of `format_time`. ValueError when the text is no aware time."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"time without a zone: {text!r}")
    return at.astimezone(UTC)


def uuid7(at: datetime, randomness: bytes) -> str:
    """A UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 of the 80 bits of `randomness`."""
    milliseconds = (at - EPOCH) // timedelta(milliseconds=1)  # a float would be one off now and then
    value = (milliseconds << 80) | int.from_bytes(randomness[:10], "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return str(UUID(int=value))


def to_wire(event: AnyEvent) -> dict[str, bytes]:
    """The event as the fields of a stream entry."""
    body: dict[str, Any] = {"kind": event.kind, "version": WIRE_VERSION}
    wire: dict[str, bytes] = {}
    for name in event.__dataclass_fields__:
        value = getattr(event, name)
        if name in PICTURES:
            wire[name] = value
        elif value is not None:
            body[name] = format_time(value) if isinstance(value, datetime) else value
    wire["json"] = json.dumps(body, separators=(",", ":")).encode()
    return wire


def from_wire(fields: Mapping[bytes, bytes] | Mapping[str, bytes]) -> AnyEvent:
    """The event that `to_wire` wrote. MalformedEvent says what is wrong; it never guesses."""
    try:
        wire = {(k.decode() if isinstance(k, bytes) else k): v for k, v in fields.items()}
        body = json.loads(wire["json"])
        cls = KINDS[body.pop("kind")]
        if body.pop("version") > WIRE_VERSION:
            raise MalformedEvent("The event was written by a newer version of Mandor.", hint="Upgrade this one.")
        values: dict[str, Any] = {}
        for name in cls.__dataclass_fields__:
            if name in PICTURES:
                values[name] = wire[name]
            elif name in body:
                values[name] = parse_time(body[name]) if name in _TIMES else body[name]
        if "box" in values:
            x1, y1, x2, y2 = (float(v) for v in values["box"])
            values["box"] = (x1, y1, x2, y2)
        if "item" in values and values["item"] not in ITEM_TABLE.names:
            raise MalformedEvent(f"Unknown item {values['item']!r}.")
        UUID(values["id"])
        return cls(**values)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise MalformedEvent(f"Not an event: {type(error).__name__}: {error}") from error
