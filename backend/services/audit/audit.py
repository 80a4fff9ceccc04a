"""The audit as users read it, and what is recorded without a change: views, log-ins and exports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import audit
from backend.adapters.database.repositories.audit import AuditQuery
from backend.adapters.database.tables import INSTALLATION, AuditEntry
from backend.core.accounts.scope import Scope
from backend.core.audit import table
from backend.core.audit.actor import SYSTEM, Actor
from backend.core.audit.chain import Verdict, verified
from backend.core.audit.failures import FailureSum, LoginFailures
from backend.core.errors import InvalidInput, Unavailable
from backend.services.audit.trail import record
from backend.services.paging import Page

MOST_REMEMBERED_VIEWS = 10_000
"""Views of the current hour that are known without a query. More are looked up in the database."""


class Audit:
    """The audit of companies and of the installation."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._failures = LoginFailures()
        self._viewed: set[tuple[int, int | None, str, datetime]] = set()

    def listed(self, scope: Scope, query: AuditQuery, *, cursor: str | None, limit: int) -> Page[AuditEntry]:
        """A page of the entries of the scope's company, or of the installation, newest first."""
        wanted = AuditQuery(**{**asdict(query), "before": _number(cursor), "limit": limit + 1})
        with self._database.reading(scope) as session:
            rows = audit.listed(session, _owner(scope), wanted)
        shown = list(rows[:limit])
        return Page(shown, str(shown[-1].number) if len(rows) > limit else None)

    def export(self, scope: Scope, query: AuditQuery, *, by: Actor, at: datetime) -> Iterator[str]:
        """The entries as lines of CSV, oldest first. The export is recorded before its first line, and not in it."""
        owner = _owner(scope)
        with self._database.writing(scope) as session:
            last = audit.end_of(session, owner).number
            asked = {name: str(value) for name, value in asdict(query).items() if value is not None}
            self._record(session, scope, by, "audit.exported", "audit", "", asked, at)
        return self._lines(scope, owner, query, last)

    def viewed(self, scope: Scope, violation_id: str, *, by: Actor, at: datetime) -> None:
        """Record that the user saw the violation's pictures: once an hour for each user and violation."""
        hour = at.replace(minute=0, second=0, microsecond=0)
        key = (scope.owner_id, by.id, violation_id, hour)
        if key in self._viewed:
            return
        known = AuditQuery(
            since=hour,
            until=hour + timedelta(hours=1),
            action="evidence.viewed",
            target_kind="violation",
            target_id=violation_id,
        )
        with self._database.writing(scope) as session:
            audit.lock(session, scope.owner_id)
            if not any(row.actor_id == by.id for row in audit.listed(session, scope.owner_id, known)):
                self._record(session, scope, by, "evidence.viewed", "violation", violation_id, {}, at)
        if len(self._viewed) >= MOST_REMEMBERED_VIEWS:
            self._viewed.clear()
        self._viewed.add(key)

    def logged_in(self, company_id: int, *, by: Actor, at: datetime) -> None:
        """Record a log-in."""
        scope = Scope.installation()
        with self._database.writing(scope) as session:
            record(
                session,
                company_id=company_id,
                actor=by,
                action="login.succeeded",
                target_kind="user",
                target_id=by.id,
                at=at,
            )

    def login_failed(self, company_id: int | None, *, by: Actor, at: datetime) -> None:
        """Record a failed log-in with a user of this company, or of none; a flood from one address is summed."""
        owner = INSTALLATION if company_id is None else company_id
        first = self._failures.note(owner, by.address, at=at)
        if first is not None:
            with self._database.writing(Scope.installation()) as session:
                self._failure(session, first, by, at)

    def sum_failures(self, *, at: datetime) -> bool:
        """Record the sums that are due. Returns whether there were any; Unavailable keeps them."""
        due = self._failures.due(at=at)
        try:
            for one in due:
                with self._database.writing(Scope.installation()) as session:
                    self._failure(session, one, Actor(None, SYSTEM.name, one.address), at)
        except Unavailable:
            self._failures.keep(due)
            raise
        return bool(due)

    def _failure(self, session: Session, one: FailureSum, by: Actor, at: datetime) -> None:
        record(
            session,
            company_id=one.company_id,
            actor=by,
            action="login.failed",
            target_kind="address",
            target_id=one.address,
            detail={"count": one.count, "since": one.since.isoformat(timespec="seconds")},
            at=at,
        )

    def _record(
        self,
        session: Session,
        scope: Scope,
        by: Actor,
        action: str,
        kind: str,
        target_id: str,
        detail: dict[str, str],
        at: datetime,
    ) -> None:
        record(
            session,
            company_id=scope.company_id,
            actor=by,
            action=action,
            target_kind=kind,
            target_id=target_id,
            detail=detail,
            at=at,
        )

    def _lines(self, scope: Scope, owner: int, query: AuditQuery, last: int) -> Iterator[str]:
        yield table.head()
        behind = 0
        while behind < last:
            with self._database.reading(scope) as session:
                rows = audit.from_oldest(session, owner, query, behind=behind)
            for row in rows:
                if row.number <= last:
                    yield table.line(audit.link_of(row))
            if not rows:
                return
            behind = rows[-1].number


def verify(database: Database) -> dict[int, Verdict]:
    """Verify every chain of the installation, by company; 0 is the installation's own."""
    with database.reading(Scope.installation()) as session:
        return {
            owner: verified(audit.chain(session, owner), audit.start_of(session, owner))
            for owner in audit.chains(session)
        }


def remove_old(database: Database, *, days: int, at: datetime) -> int:
    """Remove entries older than so many days, at least 180, from the old end of each chain. Returns how many."""
    before = at - timedelta(days=days)
    removed = 0
    with database.reading(Scope.installation()) as session:
        owners = audit.chains(session)
    for owner in owners:
        with database.writing(Scope.installation()) as session:
            audit.lock(session, owner)
            gone = audit.remove_before(session, owner, before)
            if gone:
                detail = {"entries": gone, "before": before.isoformat(timespec="seconds")}
                record(
                    session,
                    company_id=owner,
                    actor=SYSTEM,
                    action="audit.expired",
                    target_kind="audit",
                    target_id="",
                    detail=detail,
                    at=at,
                )
        removed += gone
    return removed


def _owner(scope: Scope) -> int:
    return INSTALLATION if scope.company_id is None else scope.company_id


def _number(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) <= 9):
        raise InvalidInput("Unknown cursor.", hint="Start without a cursor.")
    return int(cursor)
