"""The blind-time ledger. Spans may overlap; `core.blind_time` says how they count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import WatchSpan
from backend.core.coverage.intervals import Span

BATCH = 500
"""Ids in one statement; SQLite takes no more than some thousands of parameters."""


def by_id(session: Session, company_id: int, ids: Sequence[str]) -> dict[str, WatchSpan]:
    """Those of the company's spans that are stored."""
    found: dict[str, WatchSpan] = {}
    for start in range(0, len(ids), BATCH):
        query = select(WatchSpan).where(
            WatchSpan.company_id == company_id, WatchSpan.id.in_(ids[start : start + BATCH])
        )
        found.update({row.id: row for row in session.scalars(query)})
    return found


def add(session: Session, company_id: int, camera_id: int, span_id: str, span: Span) -> None:
    """One more testimony."""
    session.add(
        WatchSpan(
            id=span_id,
            company_id=company_id,
            camera_id=camera_id,
            since=span.since,
            until=span.until,
            reason=span.reason,
            source=span.source,
        )
    )


def newest(session: Session, company_id: int, camera_id: int, source: str, at: datetime) -> WatchSpan | None:
    """The span of this source that reaches furthest, but not beyond `at`: a clock may have been set back."""
    query = select(WatchSpan).where(
        WatchSpan.company_id == company_id,
        WatchSpan.camera_id == camera_id,
        WatchSpan.source == source,
        WatchSpan.until <= at,
    )
    return session.scalars(query.order_by(WatchSpan.until.desc(), WatchSpan.since.desc()).limit(1)).first()


def reached(session: Session, company_id: int, camera_id: int) -> datetime | None:
    """Up to when anything is known of the camera."""
    return session.scalar(
        select(func.max(WatchSpan.until)).where(WatchSpan.company_id == company_id, WatchSpan.camera_id == camera_id)
    )


def touching(
    session: Session, company_id: int, camera_ids: Iterable[int], since: datetime, until: datetime
) -> dict[int, list[Span]]:
    """What was testified about these cameras of the company in a window, by camera."""
    ids = list(camera_ids)
    found: dict[int, list[Span]] = {camera_id: [] for camera_id in ids}
    query = select(WatchSpan.camera_id, WatchSpan.since, WatchSpan.until, WatchSpan.reason, WatchSpan.source)
    for start in range(0, len(ids), BATCH):
        some = query.where(
            WatchSpan.company_id == company_id,
            WatchSpan.camera_id.in_(ids[start : start + BATCH]),
            WatchSpan.until > since,
            WatchSpan.since < until,
        )
        for camera_id, begins, ends, reason, source in session.execute(some):
            found[camera_id].append(Span(since=begins, until=ends, reason=reason, source=source))
    return found


def ended(session: Session, company_id: int, camera_id: int, since: datetime, until: datetime) -> Sequence[WatchSpan]:
    """The camera's spans that ended in a window, oldest first."""
    return session.scalars(
        select(WatchSpan)
        .where(
            WatchSpan.company_id == company_id,
            WatchSpan.camera_id == camera_id,
            WatchSpan.until > since,
            WatchSpan.until <= until,
        )
        .order_by(WatchSpan.since, WatchSpan.id)
    ).all()


def begins_before(session: Session, company_id: int, camera_id: int, *, ending_after: datetime) -> datetime | None:
    """The earliest beginning among the camera's spans that ended later than this."""
    return session.scalar(
        select(func.min(WatchSpan.since)).where(
            WatchSpan.company_id == company_id, WatchSpan.camera_id == camera_id, WatchSpan.until > ending_after
        )
    )


def remove(session: Session, company_id: int, ids: Sequence[str]) -> None:
    """Forget these spans of the company."""
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        session.execute(delete(WatchSpan).where(WatchSpan.company_id == company_id, WatchSpan.id.in_(some)))


def remove_older(session: Session, company_id: int, camera_id: int, before: datetime) -> None:
    """Forget what ended before."""
    session.execute(
        delete(WatchSpan).where(
            WatchSpan.company_id == company_id, WatchSpan.camera_id == camera_id, WatchSpan.until < before
        )
    )


def span_of(row: WatchSpan) -> Span:
    """The row as a testimony."""
    return Span(since=row.since, until=row.until, reason=row.reason, source=row.source)
