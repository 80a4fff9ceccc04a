"""What browsers are sent when an event was stored, by its kind. A kind without a line here is not sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.core.events.envelope import Event
from backend.core.events.violation import ViolationClosed, ViolationOpened, ViolationUpdated
from backend.routes.violations.schemas import ViolationAnswer
from backend.services.assembly import Backend


@dataclass(frozen=True, slots=True)
class LiveMessage:
    """A Socket.IO event of the namespace `/live`."""

    name: str
    body: dict[str, Any]


MessageOf = Callable[[Backend, Event, datetime], LiveMessage]
"""Raises NotFound or Unavailable when what the event changed cannot be shown."""


def violation_message(backend: Backend, event: Event, at: datetime) -> LiveMessage:
    """The violation as it is now, and what happened to it: `opened`, `updated` or `closed`."""
    view = backend.violations.detail(event.company_id, event.depends_on or event.id, at=at)
    body = ViolationAnswer.model_validate(view).model_dump(mode="json")
    return LiveMessage("violation", {"kind": event.kind.removeprefix("violation."), "violation": body})


MESSAGES: Mapping[str, MessageOf] = {
    ViolationOpened.kind: violation_message,
    ViolationUpdated.kind: violation_message,
    ViolationClosed.kind: violation_message,
}
