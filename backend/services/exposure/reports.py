"""Sums of exposure: by hour, day, camera, zone, rule or item, beside the time that cameras observed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras as stored_cameras
from backend.adapters.database.repositories import companies
from backend.adapters.database.repositories.observations import exposure
from backend.adapters.database.repositories.observations.exposure import ExposureGroup, ExposureQuery, ExposureSum
from backend.core.accounts.scope import Scope
from backend.services.coverage.coverage import CoverageReports, Window


class ExposureBy(StrEnum):
    """What sums are made for."""

    HOUR = "hour"
    DAY = "day"
    CAMERA = "camera"
    ZONE = "zone"
    RULE = "rule"
    ITEM = "item"


GROUPS = {
    ExposureBy.HOUR: ExposureGroup.QUARTER,
    ExposureBy.DAY: ExposureGroup.QUARTER,
    ExposureBy.CAMERA: ExposureGroup.CAMERA,
    ExposureBy.ZONE: ExposureGroup.ZONE,
    ExposureBy.RULE: ExposureGroup.RULE,
    ExposureBy.ITEM: ExposureGroup.ITEM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureFilter:
    """Which exposure; None means any."""

    camera_id: int | None = None
    zone_id: int | None = None
    rule_id: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureRowView:
    """The seconds of people of one group; of the fields that name it those that apply are set."""

    since: datetime | None = None
    """Of an hour or a day, at the site."""
    until: datetime | None = None
    camera_id: int | None = None
    zone_id: int | None = None
    """None: the whole picture."""
    rule_id: str | None = None
    item: str | None = None
    name: str = ""
    """Of the zone or rule."""
    worn_seconds: float
    missing_seconds: float
    not_assessable_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureView:
    """The sums of a window, and how long its cameras observed."""

    since: datetime
    until: datetime
    time_zone: str
    rows: list[ExposureRowView]
    worn_seconds: float
    missing_seconds: float
    not_assessable_seconds: float
    watched_seconds: float
    """Of cameras, as in the coverage report."""
    blind_seconds: float
    """Time of which exposure knows nothing."""


class ExposureReports:
    """Reports from stored minutes. NotFound stands for "not there" and "outside the scope" alike."""

    def __init__(self, database: Database, coverage: CoverageReports) -> None:
        self._database = database
        self._coverage = coverage

    def sums(
        self, scope: Scope, window: Window, by: ExposureBy, asked: ExposureFilter, *, at: datetime
    ) -> ExposureView:
        """The sums, from today's beginning unless the window says otherwise. InvalidInput for one of over 31 days."""
        covered = self._coverage.of_company(scope, window, camera_id=asked.camera_id, at=at)
        query = ExposureQuery(
            since=covered.since,
            until=covered.until,
            camera_id=asked.camera_id,
            zone_id=asked.zone_id,
            rule_id=asked.rule_id,
            item=asked.item,
        )
        with self._database.reading(scope) as session:
            zone = _zone(session, scope, asked.camera_id)
            found = exposure.sums(session, scope.owner_id, GROUPS[by], query)
        rows = _by_time(found, by, ZoneInfo(zone)) if GROUPS[by] is ExposureGroup.QUARTER else _by_name(found, by)
        return ExposureView(
            since=covered.since,
            until=covered.until,
            time_zone=zone,
            rows=rows,
            worn_seconds=_rounded(one.worn for one in found),
            missing_seconds=_rounded(one.missing for one in found),
            not_assessable_seconds=_rounded(one.not_assessable for one in found),
            watched_seconds=covered.watched_seconds,
            blind_seconds=covered.blind_seconds,
        )


def _zone(session: Session, scope: Scope, camera_id: int | None) -> str:
    """Of the camera's site, or of the company's first one."""
    sites = companies.sites(session, scope.owner_id)
    row = None if camera_id is None else stored_cameras.find(session, scope.owner_id, camera_id, removed_too=True)
    own = next((site.time_zone for site in sites if row is not None and site.id == row.site_id), None)
    return own or (sites[0].time_zone if sites else "UTC")


def _by_time(found: Sequence[ExposureSum], by: ExposureBy, zone: ZoneInfo) -> list[ExposureRowView]:
    parts: dict[datetime, list[ExposureSum]] = defaultdict(list)
    for one in found:
        parts[_begin(one.group, by, zone)].append(one)
    return [
        ExposureRowView(
            since=begin,
            until=_end(begin, by, zone),
            worn_seconds=_rounded(one.worn for one in ones),
            missing_seconds=_rounded(one.missing for one in ones),
            not_assessable_seconds=_rounded(one.not_assessable for one in ones),
        )
        for begin, ones in sorted(parts.items())
    ]


def _begin(at: datetime, by: ExposureBy, zone: ZoneInfo) -> datetime:
    local = at.astimezone(zone)
    if by is ExposureBy.DAY:
        return datetime.combine(local.date(), time(), zone).astimezone(UTC)
    return at - timedelta(minutes=local.minute)


def _end(begin: datetime, by: ExposureBy, zone: ZoneInfo) -> datetime:
    if by is ExposureBy.DAY:
        following = begin.astimezone(zone).date() + timedelta(days=1)
        return datetime.combine(following, time(), zone).astimezone(UTC)
    return begin + timedelta(hours=1)


def _by_name(found: Sequence[ExposureSum], by: ExposureBy) -> list[ExposureRowView]:
    field = by.value if by is ExposureBy.ITEM else f"{by.value}_id"
    named: list[tuple[ExposureSum, dict[str, Any]]] = [(one, {field: one.group}) for one in found]
    return [
        ExposureRowView(
            **name,
            name=one.name,
            worn_seconds=round(one.worn, 1),
            missing_seconds=round(one.missing, 1),
            not_assessable_seconds=round(one.not_assessable, 1),
        )
        for one, name in named
    ]


def _rounded(seconds: Iterable[float]) -> float:
    return round(sum(seconds), 1)
