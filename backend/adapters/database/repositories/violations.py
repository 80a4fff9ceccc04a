"""Violations, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, String, and_, cast, delete, or_, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import Camera, Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationQuery:
    """Filter of violations; None means any. `since` is included, `until` is not."""

    camera_id: int | None = None
    item: str | None = None
    """Among those that were missing."""
    rule_id: str | None = None
    zone_id: int | None = None
    severity: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    demo: bool | None = None
    """Those of demonstration cameras only, or all others."""
    before: tuple[datetime, str] | None = None
    """`opened_at` and id of the last violation of the page before."""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class NamedViolation:
    """A violation with its camera's present name."""

    row: Violation
    camera_name: str
    """Empty when the scope does not hold the camera: it was moved to another site since."""


def listed(session: Session, company_id: int, query: ViolationQuery) -> list[NamedViolation]:
    """The company's violations that match, newest first, at most `limit`."""
    statement = _of_company(company_id)
    if query.camera_id is not None:
        statement = statement.where(Violation.camera_id == query.camera_id)
    if query.item is not None:
        statement = statement.where(cast(Violation.items, String).like(f'%"{query.item}"%'))
    if query.rule_id is not None:
        statement = statement.where(Violation.rule_id == query.rule_id)
    if query.zone_id is not None:
        statement = statement.where(Violation.zone_id == query.zone_id)
    if query.severity is not None:
        statement = statement.where(Violation.severity == query.severity)
    if query.since is not None:
        statement = statement.where(Violation.opened_at >= query.since)
    if query.until is not None:
        statement = statement.where(Violation.opened_at < query.until)
    if query.demo is not None:
        statement = statement.where(Violation.demo.is_(query.demo))
    if query.before is not None:
        at, last_id = query.before
        statement = statement.where(
            or_(Violation.opened_at < at, and_(Violation.opened_at == at, Violation.id < last_id))
        )
    statement = statement.order_by(Violation.opened_at.desc(), Violation.id.desc()).limit(query.limit)
    return [NamedViolation(row, name or "") for row, name in session.execute(statement).all()]


def named(session: Session, company_id: int, violation_id: str) -> NamedViolation | None:
    """The company's violation with its camera's name, or None."""
    found = session.execute(_of_company(company_id).where(Violation.id == violation_id)).first()
    return None if found is None else NamedViolation(found[0], found[1] or "")


def find(session: Session, company_id: int, violation_id: str) -> Violation | None:
    """The company's violation, or None."""
    return session.scalar(select(Violation).where(Violation.company_id == company_id, Violation.id == violation_id))


def old_demos(session: Session, company_id: int, camera_id: int, keep: int, limit: int) -> Sequence[Violation]:
    """The camera's demonstration violations but the newest `keep`, at most `limit`."""
    return session.scalars(
        select(Violation)
        .where(Violation.company_id == company_id, Violation.camera_id == camera_id, Violation.demo)
        .order_by(Violation.opened_at.desc(), Violation.id.desc())
        .offset(keep)
        .limit(limit)
    ).all()


def remove(session: Session, company_id: int, ids: Sequence[str]) -> None:
    """Delete these violations of the company."""
    session.execute(delete(Violation).where(Violation.company_id == company_id, Violation.id.in_(ids)))


def _of_company(company_id: int) -> Select[Violation, str]:
    return (
        select(Violation, Camera.name)
        .outerjoin(Camera, Camera.id == Violation.camera_id)
        .where(Violation.company_id == company_id)
    )
