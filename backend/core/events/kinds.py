"""The kinds of event that Mandor knows. A new kind is a file beside this one and a line here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backend.core.errors import MalformedEvent
from backend.core.events.camera import CAMERA_CHANGED
from backend.core.events.delivery import Delivery
from backend.core.events.envelope import Event
from backend.core.events.exposure import EXPOSURE_MINUTE
from backend.core.events.kind import EventKind
from backend.core.events.track import TRACK_SUMMARY
from backend.core.events.violation import (
    VIOLATION_CLOSED,
    VIOLATION_OPENED,
    VIOLATION_REOPENED,
    VIOLATION_UPDATED,
)
from backend.core.events.wire import EXPECTED_ERRORS, event_of, json_of


class Kinds:
    """Kinds of event by name. Immutable; handed down, so that tests can hand down others."""

    def __init__(self, *kinds: EventKind[Any]) -> None:
        """ValueError when two have one name."""
        self._by_name = {kind.name: kind for kind in kinds}
        if len(self._by_name) != len(kinds):
            raise ValueError("two kinds of event have one name")

    def __iter__(self) -> Iterator[EventKind[Any]]:
        return iter(self._by_name.values())

    def named(self, name: str) -> EventKind[Any]:
        """The kind of this name. MalformedEvent when there is none."""
        kind = self._by_name.get(name)
        if kind is None:
            raise MalformedEvent(f"Unknown kind of event {name!r}.", hint="Was it written by a newer version?")
        return kind

    def of(self, event: Event) -> EventKind[Any]:
        """The event's kind. MalformedEvent when it is not registered."""
        return self.named(event.kind)

    def delivered(self, delivery: Delivery) -> tuple[EventKind[Any], ...]:
        """The kinds of this delivery class."""
        return tuple(kind for kind in self if kind.delivery is delivery)


KINDS = Kinds(
    VIOLATION_OPENED,
    VIOLATION_UPDATED,
    VIOLATION_CLOSED,
    VIOLATION_REOPENED,
    CAMERA_CHANGED,
    EXPOSURE_MINUTE,
    TRACK_SUMMARY,
)
"""What Mandor itself publishes."""


def from_wire(fields: Mapping[bytes, bytes] | Mapping[str, bytes], kinds: Kinds = KINDS) -> Event:
    """The event that `to_wire` wrote. MalformedEvent names what is wrong; nothing is guessed."""
    try:
        wire = {(k.decode() if isinstance(k, bytes) else k): v for k, v in fields.items()}
        body = json_of(wire["json"])
        event: type[Event] = kinds.named(body["kind"]).event
        return event_of(event, body, wire)
    except EXPECTED_ERRORS as error:
        raise MalformedEvent(f"Not an event: {type(error).__name__}: {error}") from error
