"""Events that were put aside: listed, tried again, or deleted by an administrator."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import dead_letters
from backend.adapters.database.repositories.dead_letters import RetryPosition
from backend.adapters.database.tables import DeadLetter
from backend.adapters.events.journal_folder import unpack
from backend.adapters.machine.clock import utc_now
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import SYSTEM, Actor
from backend.core.errors import Conflict, InvalidInput, MalformedEvent, MandorError, NotFound
from backend.core.events.envelope import Event
from backend.core.events.head import LONGEST_TEXT
from backend.core.events.kinds import KINDS, Kinds, from_wire
from backend.services.audit.trail import record
from backend.services.paging import Page

log = logging.getLogger(__name__)
RETRY_SECONDS = 10.0
"""How long one round tries letters again. Longer keeps the caller waiting. Shorter asks for more rounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetterView:
    """An event that was put aside. One whose company cannot be read shows nothing of what it holds."""

    id: int
    put_aside_at: datetime
    code: str
    reason: str
    kind: str | None
    camera_id: int | None
    camera_name: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Retried:
    """The result of a round: how many were stored and refused again, and how many are still put aside.

    `next_cursor` goes on behind the last one tried, with the `untried`; None when all were tried.
    """

    stored: int
    refused: int
    left: int
    untried: int
    next_cursor: str | None


class DeadLetters:
    """The letters of companies. NotFound stands for "not there" and "outside the scope" alike.

    Those without a company are for platform administrators."""

    def __init__(
        self,
        database: Database,
        take: Callable[[Event], None],
        *,
        kinds: Kinds = KINDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`take` stores an event and publishes it."""
        self._kinds = kinds
        self._database = database
        self._take = take
        self._monotonic = monotonic

    def listed(self, scope: Scope, *, cursor: str | None, limit: int) -> Page[DeadLetterView]:
        """A page of what the company's administrators may see, newest first."""
        with self._database.reading(scope) as session:
            found = dead_letters.listed(session, before=_before(cursor), limit=limit + 1)
        shown = found[:limit]
        more = len(found) > limit
        return Page([_view(row, name) for row, name in shown], str(shown[-1][0].id) if more else None)

    def retry(self, scope: Scope, letter_id: int, *, by: Actor = SYSTEM, at: datetime | None = None) -> None:
        """Store it after all and forget the letter. Conflict (`still_refused`) names why that fails again."""
        with self._database.reading(scope) as session:
            row = self._found(dead_letters.find(session, letter_id))
        try:
            self._take(from_wire(unpack(row.wire), self._kinds))
        except (MalformedEvent, InvalidInput, NotFound, DataError, IntegrityError) as error:
            reason = "It cannot be stored."
            if isinstance(error, MandorError) and row.company_id is not None:
                reason = error.message
            raise Conflict(reason, code="still_refused", hint="It stays among the failed events.") from error
        with self._database.writing(scope) as session:
            dead_letters.remove(session, letter_id)
            _record(session, scope, row, "retried", by, at)

    def retry_all(
        self, scope: Scope, *, cursor: str | None = None, by: Actor = SYSTEM, at: datetime | None = None
    ) -> Retried:
        """Try the company's letters again, in the order in which they were decided, until the time is spent.

        Those without a company are left out. At least one is tried, so that successive rounds reach the end.
        """
        deadline = self._monotonic() + RETRY_SECONDS
        with self._database.reading(scope) as session:
            places = dead_letters.to_retry(session, scope.owner_id, behind=_place(cursor))
        stored = refused = tried = 0
        for place in places:
            if self._monotonic() >= deadline and tried:
                break
            tried += 1
            try:
                self.retry(scope, place.letter_id, by=by, at=at)
                stored += 1
            except Conflict:
                refused += 1
            except NotFound:  # another administrator was faster
                continue
        with self._database.reading(scope) as session:
            left = dead_letters.count(session)
        untried = len(places) - tried
        return Retried(stored, refused, left, untried, _place_cursor(places[tried - 1]) if untried else None)

    def remove(self, scope: Scope, letter_id: int, *, by: Actor = SYSTEM, at: datetime | None = None) -> None:
        """Delete it for good. Log and audit keep who did."""
        with self._database.writing(scope) as session:
            row = self._found(dead_letters.find(session, letter_id))
            facts = (row.id, row.kind, row.event_id, row.camera_id, row.code)
            dead_letters.remove(session, letter_id)
            _record(session, scope, row, "deleted", by, at)
        log.warning("dead letter %s (%s %s of camera %s, %s) was deleted by user %s", *facts, by.id)

    def counts(self) -> Counter[int | None]:
        """How many there are of each company, and of none, in this installation."""
        with self._database.reading(Scope.installation()) as session:
            return Counter(dead_letters.counts(session))

    def _found(self, row: DeadLetter | None) -> DeadLetter:
        if row is None:
            raise NotFound("There is no such dead letter.", hint="Load the list again.")
        return row


def _record(session: Session, scope: Scope, row: DeadLetter, what: str, by: Actor, at: datetime | None) -> None:
    """In the audit of the company, or of whose administrator it was when the letter has none."""
    record(
        session,
        company_id=row.company_id if row.company_id is not None else scope.company_id,
        actor=by,
        action=f"failed_event.{what}",
        target_kind="failed_event",
        target_id=row.id,
        detail={"kind": row.kind, "event_id": row.event_id, "camera_id": row.camera_id, "code": row.code},
        at=at or utc_now(),
    )


def _view(row: DeadLetter, camera_name: str | None) -> DeadLetterView:
    known = row.company_id is not None
    return DeadLetterView(
        id=row.id,
        put_aside_at=row.put_aside_at,
        code=row.code if known else "unreadable",
        reason=row.reason if known else "",
        kind=row.kind if known else None,
        camera_id=row.camera_id if known else None,
        camera_name=camera_name,
        decided_at=row.decided_at if known else None,
    )


def _before(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    return _id(cursor)


def _place_cursor(place: RetryPosition) -> str:
    return f"{place.letter_id}.{place.event_id}"


def _place(cursor: str | None) -> RetryPosition | None:
    if cursor is None:
        return None
    letter_id, _, event_id = cursor.partition(".")
    if not event_id.isprintable() or len(event_id) > LONGEST_TEXT:
        raise _unknown_cursor()
    return RetryPosition(event_id, _id(letter_id))


def _id(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise _unknown_cursor()
    return int(text)


def _unknown_cursor() -> InvalidInput:
    return InvalidInput("The cursor is none that was given out.", hint="Begin without a cursor.")
