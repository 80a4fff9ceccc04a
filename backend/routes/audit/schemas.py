"""Queries and answers of `/api/audit`."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from backend.adapters.database.repositories.audit import AuditQuery
from backend.routes.fields import Answered, Asked, Cursor, Time, Utc

Text = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]*$")]


class AuditFilter(Asked):
    """Which entries; what is absent is any."""

    begins: Annotated[Time | None, Field(alias="from")] = None
    until: Annotated[Time | None, Field(alias="to")] = None
    """Not included."""
    actor: Text | None = None
    """A part of the actor's name, in capitals or not."""
    action: Text | None = None
    """`camera.changed`, or `camera` for all actions on cameras."""
    target: Text | None = None
    """`camera:7`, or `camera` for all cameras."""

    def wanted(self, *, before: int | None = None, limit: int | None = None) -> AuditQuery:
        """The query of the repository; `before` is the number of an entry."""
        kind, _, target_id = (self.target or "").partition(":")
        return AuditQuery(
            since=self.begins,
            until=self.until,
            actor=self.actor,
            action=self.action,
            target_kind=kind or None,
            target_id=target_id or None,
            before=before,
            limit=limit,
        )


class AuditList(AuditFilter):
    """A page of the entries, newest first."""

    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class AuditEntryAnswer(Answered):
    """An entry. `number` counts the company's entries from 1; `hash` closes it and all before it."""

    number: int
    at: Utc
    actor_id: int | None
    """The user; null: a failed log-in, or a command on the machine."""
    actor: str
    address: str
    """Network address of the request; empty for a command."""
    action: str
    target_kind: str
    target_id: str
    detail: dict[str, Any]
    """What changed, without secrets."""
    hash: str


class AuditAnswer(Answered):
    """A page of the entries, newest first."""

    items: list[AuditEntryAnswer]
    next_cursor: str | None
