"""What browsers are sent when an event was stored, by its kind. A kind without a line here is not sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.core.accounts.scope import Scope
from backend.core.events.envelope import Event
from backend.core.events.violation import ViolationClosed, ViolationOpened, ViolationReopened, ViolationUpdated
from backend.routes.violations.schemas import ViolationAnswer
from backend.services.accounts.accounts import Account
from backend.services.assembly import Backend


@dataclass(frozen=True, slots=True)
class LiveMessage:
    """A Socket.IO event of the namespace `/live`."""

    name: str
    site_id: int
    camera_id: int
    body_for: Callable[[Account, datetime], dict[str, Any]]
    """What this user is sent: paths of pictures are theirs alone."""


MessageOf = Callable[[Backend, Event], LiveMessage]
"""Raises NotFound or Unavailable when what the event changed cannot be shown."""


def violation_message(backend: Backend, event: Event) -> LiveMessage:
    """The violation as it is now, and what happened to it: `opened`, `updated`, `closed` or `reopened`."""
    found = backend.violations.find(Scope.company(event.company_id), event.depends_on or event.id)

    def body_for(account: Account, at: datetime) -> dict[str, Any]:
        view = backend.violations.view(found, holder=account.claim, at=at)
        body = ViolationAnswer.model_validate(view).model_dump(mode="json")
        return {"kind": event.kind.removeprefix("violation."), "violation": body}

    return LiveMessage("violation", found.row.site_id, found.row.camera_id, body_for)


MESSAGES: Mapping[str, MessageOf] = {
    ViolationOpened.kind: violation_message,
    ViolationUpdated.kind: violation_message,
    ViolationClosed.kind: violation_message,
    ViolationReopened.kind: violation_message,
}
