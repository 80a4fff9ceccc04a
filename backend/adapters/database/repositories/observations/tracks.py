"""Stored tracks: parts of at most a minute each, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import StoredTrack

BATCH = 500
"""Ids in one statement."""


def add_missing(session: Session, rows: Sequence[StoredTrack]) -> int:
    """Add those that are not there; how many."""
    ids = [row.id for row in rows]
    known: set[str] = set()
    for start in range(0, len(ids), BATCH):
        known.update(session.scalars(select(StoredTrack.id).where(StoredTrack.id.in_(ids[start : start + BATCH]))))
    new = [row for row in rows if row.id not in known]
    session.add_all(new)
    session.flush()
    return len(new)


def of_camera(
    session: Session, company_id: int, camera_id: int, since: datetime, until: datetime, *, limit: int
) -> Sequence[tuple[int, datetime, Sequence[str], int, int, bytes]]:
    """Track id, beginning, items, model width and height and packed samples of the camera's newest parts that began
    in a window, oldest first."""
    statement = (
        select(
            StoredTrack.track_id,
            StoredTrack.since,
            StoredTrack.items,
            StoredTrack.width,
            StoredTrack.height,
            StoredTrack.packed,
        )
        .where(
            StoredTrack.company_id == company_id,
            StoredTrack.camera_id == camera_id,
            StoredTrack.since >= since,
            StoredTrack.since < until,
        )
        .order_by(StoredTrack.since.desc(), StoredTrack.id.desc())
        .limit(limit)
    )
    return [
        (track_id, began, items, width, height, packed)
        for track_id, began, items, width, height, packed in session.execute(statement)
    ][::-1]


def remove_older(session: Session, before: datetime, limit: int) -> int:
    """Delete some parts of any company that ended before this time; how many."""
    return _remove(session, session.scalars(select(StoredTrack.id).where(StoredTrack.until < before).limit(limit)))


def remove_beyond(session: Session, camera_id: int, keep: int, limit: int) -> int:
    """Delete some of the camera's oldest parts beyond its newest `keep`; how many."""
    oldest = select(StoredTrack.id).where(StoredTrack.camera_id == camera_id).order_by(StoredTrack.since.desc())
    return _remove(session, session.scalars(oldest.offset(keep).limit(limit)))


def counted(session: Session) -> dict[int, int]:
    """How many parts each camera of any company has."""
    found = session.execute(select(StoredTrack.camera_id, func.count()).group_by(StoredTrack.camera_id))
    return {row[0]: row[1] for row in found}


def _remove(session: Session, ids: Iterable[str]) -> int:
    found = list(ids)
    for start in range(0, len(found), BATCH):
        session.execute(delete(StoredTrack).where(StoredTrack.id.in_(found[start : start + BATCH])))
    return len(found)
