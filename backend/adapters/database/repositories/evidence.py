"""Queries about violations' pictures: of every company, unless one is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, func, select, update
from sqlalchemy.orm import Session

from backend.adapters.database.tables import Violation
from backend.core.evidence.retention import Evidence, EvidenceClass

_KIND: ColumnElement[Any] = case(
    (Violation.demo, "demo"), (Violation.reviewed_at.is_not(None), "reviewed"), else_="unreviewed"
)
_OF_KIND: dict[EvidenceClass, tuple[ColumnElement[bool], ...]] = {
    "demo": (Violation.demo.is_(True),),
    "reviewed": (Violation.demo.is_(False), Violation.reviewed_at.is_not(None)),
    "unreviewed": (Violation.demo.is_(False), Violation.reviewed_at.is_(None)),
}
_PRESENT = Violation.pictures_removed_at.is_(None)


@dataclass(frozen=True, slots=True)
class EvidenceLocation:
    """The parts of the path of a violation's files."""

    id: str
    company_id: int
    camera_id: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class UsedStorage:
    """The pictures of one class. `unmeasured` of them count with 0 bytes."""

    pictures: int
    bytes: int
    unmeasured: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class RemovedPictures:
    """What retention removed since some time."""

    pictures: int
    bytes: int
    last_at: datetime | None


def oldest(session: Session, kind: EvidenceClass, limit: int) -> list[Evidence]:
    """The oldest pictures of a class whose violation has ended, at most `limit`."""
    found = session.execute(
        select(Violation.id, Violation.opened_at, Violation.pictures_bytes)
        .where(_PRESENT, Violation.closed_at.is_not(None), *_OF_KIND[kind])
        .order_by(Violation.opened_at, Violation.id)
        .limit(limit)
    )
    return [Evidence(id=row.id, kind=kind, opened_at=row.opened_at, bytes=row.pictures_bytes or 0) for row in found]


def used(session: Session, company_id: int | None = None) -> dict[EvidenceClass, UsedStorage]:
    """The storage of pictures by class; classes without any are left out."""
    unmeasured = func.count().filter(Violation.pictures_bytes.is_(None))
    total = func.coalesce(func.sum(Violation.pictures_bytes), 0)
    statement = (
        select(_KIND.label("kind"), func.count(), total, unmeasured, func.min(Violation.opened_at))
        .where(_PRESENT)
        .group_by(_KIND)
    )
    if company_id is not None:
        statement = statement.where(Violation.company_id == company_id)
    rows = session.execute(statement).all()
    return {kind: UsedStorage(count, int(size), unknown, oldest_at) for kind, count, size, unknown, oldest_at in rows}


def unmeasured(session: Session, limit: int) -> list[EvidenceLocation]:
    """Violations whose pictures are not measured yet."""
    return _locations(session, _location().where(_PRESENT, Violation.pictures_bytes.is_(None)).limit(limit))


def measure(session: Session, violation_id: str, size: int) -> None:
    """Store the size of its pictures, unless newer ones have come since."""
    session.execute(
        update(Violation)
        .where(Violation.id == violation_id, Violation.pictures_bytes.is_(None))
        .values(pictures_bytes=size)
    )


def mark_removed(session: Session, ids: Sequence[str], *, at: datetime) -> list[EvidenceLocation]:
    """Mark their pictures as removed.

    Returns the locations of those that were not marked yet and are not open.
    """
    wanted = (Violation.id.in_(ids), _PRESENT, Violation.closed_at.is_not(None))
    found = _locations(session, _location().where(*wanted))
    session.execute(update(Violation).where(Violation.id.in_([one.id for one in found])).values(pictures_removed_at=at))
    return found


def forget(session: Session, *, opened_before: datetime, removed_before: datetime, limit: int) -> int:
    """Delete rows of old violations whose pictures were removed long ago.

    Returns how many.
    """
    ids = session.scalars(
        select(Violation.id)
        .where(Violation.opened_at < opened_before, Violation.pictures_removed_at < removed_before)
        .limit(limit)
    ).all()
    session.execute(delete(Violation).where(Violation.id.in_(ids)))
    return len(ids)


def removed_since(session: Session, company_id: int, since: datetime) -> RemovedPictures:
    """What retention removed of the company's pictures."""
    total = func.coalesce(func.sum(Violation.pictures_bytes), 0)
    count, size, last_at = session.execute(
        select(func.count(), total, func.max(Violation.pictures_removed_at)).where(
            Violation.company_id == company_id, Violation.pictures_removed_at >= since
        )
    ).one()
    return RemovedPictures(count, int(size or 0), last_at)


def known(session: Session, ids: Sequence[str]) -> dict[str, bool]:
    """Of these violations, those that exist, and whether their pictures should exist."""
    found = session.execute(select(Violation.id, Violation.pictures_removed_at).where(Violation.id.in_(ids)))
    return {row.id: row.pictures_removed_at is None for row in found}


def newest(session: Session) -> str | None:
    """The violation that was opened last; None when there is none."""
    return session.scalar(select(func.max(Violation.id)))  # UUIDv7: in the order of time


def _location() -> Select[str, int, int, datetime]:
    return select(Violation.id, Violation.company_id, Violation.camera_id, Violation.opened_at)


def _locations(session: Session, statement: Select[str, int, int, datetime]) -> list[EvidenceLocation]:
    return [EvidenceLocation(*row) for row in session.execute(statement)]
