"""Exposure by minute: values of runs are kept apart, and every sum adds them up."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import StoredExposureMinute
from backend.core.events.exposure import ExposureMinute

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
QUARTER = 15
"""Minutes: every time zone's hours and days begin with a quarter of an hour of UTC."""


class ExposureGroup(StrEnum):
    """What sums are made for."""

    QUARTER = "quarter"
    CAMERA = "camera"
    ZONE = "zone"
    RULE = "rule"
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureQuery:
    """Which minutes; None means any. `since` is included, `until` is not."""

    since: datetime
    until: datetime
    camera_id: int | None = None
    zone_id: int | None = None
    rule_id: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureSum:
    """The seconds of one group."""

    group: Any
    """The beginning of the quarter, or the group's id; None is the whole picture."""
    name: str
    """Of the zone or rule: one that it had in the window."""
    worn: float
    missing: float
    not_assessable: float


def put(session: Session, event: ExposureMinute) -> bool:
    """Store the value unless a newer one of its key is there; whether anything changed."""
    key = _digest(event)
    row = session.get(StoredExposureMinute, key)
    if row is not None and row.event_id >= event.id:
        return False
    if row is None:
        row = StoredExposureMinute(
            id=key,
            company_id=event.company_id,
            camera_id=event.camera_id,
            minute=minute_of(event.minute),
            rule_id=event.rule_id,
            rule_version=event.rule_version,
            rule_name=event.rule_name,
            zone_id=event.zone_id,
            zone_name=event.zone_name,
            item=event.item,
            run=event.run,
        )
        session.add(row)
    row.worn_seconds = event.worn_seconds
    row.missing_seconds = event.missing_seconds
    row.not_assessable_seconds = event.not_assessable_seconds
    row.event_id = event.id
    session.flush()
    return True


def sums(session: Session, company_id: int, group: ExposureGroup, query: ExposureQuery) -> list[ExposureSum]:
    """The sums of each group of the company, in their order."""
    table = StoredExposureMinute
    by, name = _column(group)
    statement = select(
        by,
        func.max(name) if name is not None else by,
        func.sum(table.worn_seconds),
        func.sum(table.missing_seconds),
        func.sum(table.not_assessable_seconds),
    ).where(
        table.company_id == company_id,
        table.minute >= minute_of(query.since),
        table.minute < -(-(query.until - EPOCH) // MINUTE),
    )
    for column, wanted in (
        (table.camera_id, query.camera_id),
        (table.zone_id, query.zone_id),
        (table.rule_id, query.rule_id),
        (table.item, query.item),
    ):
        if wanted is not None:
            statement = statement.where(column == wanted)
    return [
        ExposureSum(
            group=EPOCH + int(found) * QUARTER * MINUTE if group is ExposureGroup.QUARTER else found,
            name=str(named) if name is not None else "",
            worn=worn,
            missing=missing,
            not_assessable=not_assessable,
        )
        for found, named, worn, missing, not_assessable in session.execute(statement.group_by(by).order_by(by))
    ]


def remove_older(session: Session, before: datetime, limit: int) -> int:
    """Delete some minutes of any company before this time; how many."""
    ids = session.scalars(
        select(StoredExposureMinute.id).where(StoredExposureMinute.minute < minute_of(before)).limit(limit)
    ).all()
    session.execute(delete(StoredExposureMinute).where(StoredExposureMinute.id.in_(ids)))
    return len(ids)


def minute_of(at: datetime) -> int:
    """Whole minutes since 1970."""
    return (at - EPOCH) // MINUTE


def _column(group: ExposureGroup) -> tuple[ColumnElement[Any], Any]:
    """What to group by, and its name where the rows hold one."""
    table = StoredExposureMinute
    columns: dict[ExposureGroup, tuple[Any, Any]] = {
        ExposureGroup.QUARTER: (table.minute // QUARTER, None),
        ExposureGroup.CAMERA: (table.camera_id, None),
        ExposureGroup.ZONE: (table.zone_id, table.zone_name),
        ExposureGroup.RULE: (table.rule_id, table.rule_name),
        ExposureGroup.ITEM: (table.item, None),
    }
    return columns[group]


def _digest(event: ExposureMinute) -> str:
    parts: Sequence[Any] = (
        *(event.company_id, event.camera_id, event.minute.isoformat(), event.zone_id or 0),
        *(event.rule_id, event.rule_version, event.item, event.run),
    )
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]
