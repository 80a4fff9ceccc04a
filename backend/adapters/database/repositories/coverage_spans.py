"""The coverage log.

Spans may overlap; `core.coverage.intervals` defines how they count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import StoredCoverageSpan
from backend.core.coverage.intervals import Span

BATCH = 500
"""Ids in one statement; SQLite takes no more than some thousands of parameters."""


def by_id(session: Session, company_id: int, ids: Sequence[str]) -> dict[str, StoredCoverageSpan]:
    """Those of the company's spans that are stored."""
    found: dict[str, StoredCoverageSpan] = {}
    for start in range(0, len(ids), BATCH):
        query = select(StoredCoverageSpan).where(
            StoredCoverageSpan.company_id == company_id, StoredCoverageSpan.id.in_(ids[start : start + BATCH])
        )
        found.update({row.id: row for row in session.scalars(query)})
    return found


def add(session: Session, company_id: int, camera_id: int, span_id: str, span: Span) -> None:
    """Add a span."""
    session.add(
        StoredCoverageSpan(
            id=span_id,
            company_id=company_id,
            camera_id=camera_id,
            since=span.since,
            until=span.until,
            reason=span.reason,
            source=span.source,
        )
    )


def newest(session: Session, company_id: int, camera_id: int, source: str, at: datetime) -> StoredCoverageSpan | None:
    """The span of this source with the latest end, but not after `at`.

    A later end comes from a clock that was set back since.
    """
    query = select(StoredCoverageSpan).where(
        StoredCoverageSpan.company_id == company_id,
        StoredCoverageSpan.camera_id == camera_id,
        StoredCoverageSpan.source == source,
        StoredCoverageSpan.until <= at,
    )
    return session.scalars(
        query.order_by(StoredCoverageSpan.until.desc(), StoredCoverageSpan.since.desc()).limit(1)
    ).first()


def reached(session: Session, company_id: int, camera_id: int) -> datetime | None:
    """The end of the camera's newest span."""
    return session.scalar(
        select(func.max(StoredCoverageSpan.until)).where(
            StoredCoverageSpan.company_id == company_id, StoredCoverageSpan.camera_id == camera_id
        )
    )


def touching(
    session: Session, company_id: int, camera_ids: Iterable[int], since: datetime, until: datetime
) -> dict[int, list[Span]]:
    """The spans of these cameras of the company within a window, by camera."""
    ids = list(camera_ids)
    found: dict[int, list[Span]] = {camera_id: [] for camera_id in ids}
    query = select(
        StoredCoverageSpan.camera_id,
        StoredCoverageSpan.since,
        StoredCoverageSpan.until,
        StoredCoverageSpan.reason,
        StoredCoverageSpan.source,
    )
    for start in range(0, len(ids), BATCH):
        some = query.where(
            StoredCoverageSpan.company_id == company_id,
            StoredCoverageSpan.camera_id.in_(ids[start : start + BATCH]),
            StoredCoverageSpan.until > since,
            StoredCoverageSpan.since < until,
        )
        for camera_id, begins, ends, reason, source in session.execute(some):
            found[camera_id].append(Span(since=begins, until=ends, reason=reason, source=source))
    return found


def ended(
    session: Session, company_id: int, camera_id: int, since: datetime, until: datetime
) -> Sequence[StoredCoverageSpan]:
    """The camera's spans that ended in a window, oldest first."""
    return session.scalars(
        select(StoredCoverageSpan)
        .where(
            StoredCoverageSpan.company_id == company_id,
            StoredCoverageSpan.camera_id == camera_id,
            StoredCoverageSpan.until > since,
            StoredCoverageSpan.until <= until,
        )
        .order_by(StoredCoverageSpan.since, StoredCoverageSpan.id)
    ).all()


def begins_before(session: Session, company_id: int, camera_id: int, *, ending_after: datetime) -> datetime | None:
    """The earliest beginning among the camera's spans that ended later than this."""
    return session.scalar(
        select(func.min(StoredCoverageSpan.since)).where(
            StoredCoverageSpan.company_id == company_id,
            StoredCoverageSpan.camera_id == camera_id,
            StoredCoverageSpan.until > ending_after,
        )
    )


def remove(session: Session, company_id: int, ids: Sequence[str]) -> None:
    """Delete these spans of the company."""
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        session.execute(
            delete(StoredCoverageSpan).where(
                StoredCoverageSpan.company_id == company_id, StoredCoverageSpan.id.in_(some)
            )
        )


def remove_older(session: Session, company_id: int, camera_id: int, before: datetime) -> None:
    """Delete spans that ended before."""
    session.execute(
        delete(StoredCoverageSpan).where(
            StoredCoverageSpan.company_id == company_id,
            StoredCoverageSpan.camera_id == camera_id,
            StoredCoverageSpan.until < before,
        )
    )


def span_of(row: StoredCoverageSpan) -> Span:
    """The row as a span."""
    return Span(since=row.since, until=row.until, reason=row.reason, source=row.source)
