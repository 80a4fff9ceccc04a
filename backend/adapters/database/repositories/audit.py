"""Audit entries: adding them to their chain, and reading them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import AuditEntry, AuditStart
from backend.core.audit.chain import Entry, Link, Start, hash_of

CHAIN_LOCK = 0x4D41
"""The first half of PostgreSQL's advisory lock of a chain; the second is the company."""
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuery:
    """Filter of entries; None means any. `since` is included, `until` is not."""

    since: datetime | None = None
    until: datetime | None = None
    actor: str | None = None
    action: str | None = None
    """The action, or the part before its dot."""
    target_kind: str | None = None
    target_id: str | None = None
    before: int | None = None
    limit: int | None = None


def lock(session: Session, company_id: int) -> None:
    """Let no other transaction add to this chain until this one ends. A writer of SQLite is alone already."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s, %s)", (CHAIN_LOCK, company_id))


def end_of(session: Session, company_id: int) -> Start:
    """The number and hash of the newest entry of the chain."""
    newest = session.execute(
        select(AuditEntry.number, AuditEntry.hash)
        .where(AuditEntry.company_id == company_id)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    ).first()
    return start_of(session, company_id) if newest is None else Start(newest.number, newest.hash)


def start_of(session: Session, company_id: int) -> Start:
    """Where the chain begins."""
    row = session.scalar(select(AuditStart).where(AuditStart.company_id == company_id))
    return Start() if row is None else Start(row.number, row.hash)


def add(session: Session, entry: Entry, previous_hash: str) -> AuditEntry:
    """Add an entry. Its number and the hash before it were read under `lock`."""
    row = AuditEntry(
        company_id=entry.company_id,
        number=entry.number,
        at=entry.at,
        actor_id=entry.actor_id,
        actor=entry.actor,
        address=entry.address,
        action=entry.action,
        target_kind=entry.target_kind,
        target_id=entry.target_id,
        detail=json.loads(json.dumps(entry.detail)),
        previous_hash=previous_hash,
        hash=hash_of(entry, previous_hash),
    )
    session.add(row)
    session.flush()
    return row


def listed(session: Session, company_id: int, query: AuditQuery) -> Sequence[AuditEntry]:
    """The chain's entries that match, newest first."""
    statement = _matching(company_id, query).order_by(AuditEntry.number.desc())
    if query.before is not None:
        statement = statement.where(AuditEntry.number < query.before)
    return session.scalars(statement.limit(query.limit)).all()


def from_oldest(session: Session, company_id: int, query: AuditQuery, *, behind: int) -> Sequence[AuditEntry]:
    """The chain's next entries that match, oldest first, behind a number."""
    statement = _matching(company_id, query).where(AuditEntry.number > behind)
    return session.scalars(statement.order_by(AuditEntry.number).limit(BATCH)).all()


def chain(session: Session, company_id: int) -> Iterator[Link]:
    """The whole chain, oldest first, a part at a time."""
    behind = 0
    while rows := from_oldest(session, company_id, AuditQuery(), behind=behind):
        for row in rows:
            yield link_of(row)
        behind = rows[-1].number
        session.expunge_all()


def chains(session: Session) -> list[int]:
    """The companies that have a chain; 0 is the installation."""
    found = set(session.scalars(select(AuditEntry.company_id).distinct()))
    return sorted(found | set(session.scalars(select(AuditStart.company_id))))


def remove_before(session: Session, company_id: int, at: datetime) -> int:
    """Remove the chain's entries older than `at`, and note where it begins since. Returns how many.

    The newest entry stays. IntegrityError for a time that is not long enough ago.
    """
    newest = end_of(session, company_id)
    younger = session.scalar(
        select(AuditEntry.number)
        .where(AuditEntry.company_id == company_id, AuditEntry.at >= at)
        .order_by(AuditEntry.number)
        .limit(1)
    )
    last = session.scalar(
        select(AuditEntry)
        .where(
            AuditEntry.company_id == company_id,
            AuditEntry.at < at,
            AuditEntry.number < (younger if younger is not None else newest.number),
        )
        .order_by(AuditEntry.number.desc())
        .limit(1)
    )
    if last is None:
        return 0
    start = session.scalar(select(AuditStart).where(AuditStart.company_id == company_id))
    if start is None:
        session.add(AuditStart(company_id=company_id, number=last.number, hash=last.hash, removed_before=at))
    else:
        start.number, start.hash, start.removed_before = last.number, last.hash, at
    session.flush()
    gone = session.scalars(
        select(AuditEntry.id).where(AuditEntry.company_id == company_id, AuditEntry.number <= last.number)
    ).all()
    session.execute(delete(AuditEntry).where(AuditEntry.company_id == company_id, AuditEntry.number <= last.number))
    return len(gone)


def link_of(row: AuditEntry) -> Link:
    """The entry as the chain's rules see it."""
    entry = Entry(
        company_id=row.company_id,
        number=row.number,
        at=row.at,
        actor_id=row.actor_id,
        actor=row.actor,
        address=row.address,
        action=row.action,
        target_kind=row.target_kind,
        target_id=row.target_id,
        detail=row.detail,
    )
    return Link(entry, row.previous_hash, row.hash)


def _matching(company_id: int, query: AuditQuery) -> Select[AuditEntry]:
    statement = select(AuditEntry).where(AuditEntry.company_id == company_id)
    if query.since is not None:
        statement = statement.where(AuditEntry.at >= query.since)
    if query.until is not None:
        statement = statement.where(AuditEntry.at < query.until)
    if query.actor is not None:
        statement = statement.where(AuditEntry.actor.icontains(query.actor, autoescape=True))
    if query.action is not None:
        if "." in query.action:
            statement = statement.where(AuditEntry.action == query.action)
        else:
            statement = statement.where(AuditEntry.action.startswith(f"{query.action}.", autoescape=True))
    if query.target_kind is not None:
        statement = statement.where(AuditEntry.target_kind == query.target_kind)
    if query.target_id is not None:
        statement = statement.where(AuditEntry.target_id == query.target_id)
    return statement
