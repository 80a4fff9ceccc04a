"""When cameras observed and when they were blind: the time that every count rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras, companies, coverage_spans
from backend.adapters.database.tables import Camera
from backend.core.accounts.scope import Scope
from backend.core.coverage.intervals import REASON_REACHES_BACK, Interval, Span, Totals, timeline, totals
from backend.core.coverage.reasons import OBSERVED, PLANNED, message_of
from backend.core.errors import InvalidInput, NotFound

LONGEST = timedelta(days=31)
SETTLED = timedelta(seconds=30)
"""The newest moments are on their way to the log and not reported yet: they would appear blind."""


@dataclass(frozen=True, slots=True)
class Window:
    """What is asked about; None stands for the usual: from the site's midnight until now."""

    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindReason:
    """Blind time of one reason."""

    reason: str
    message: str
    planned: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a camera's timeline. `reason` is None where it observed."""

    since: datetime
    until: datetime
    reason: str | None
    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraCoverage:
    """How a camera's window was observed: never before the camera was there, never after it was removed.

    Observed and blind add up to the window; planned is a part of blind.
    """

    camera_id: int
    camera_name: str
    since: datetime
    until: datetime
    watched_seconds: float
    blind_seconds: float
    planned_seconds: float
    by_reason: list[BlindReason]
    intervals: list[Stretch]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyCoverage:
    """The time of several cameras added up: two cameras that observed for an hour are two hours."""

    since: datetime
    until: datetime
    watched_seconds: float
    blind_seconds: float
    planned_seconds: float
    by_reason: list[BlindReason]
    cameras: list[CameraCoverage]


class CoverageReports:
    """Reports from the coverage log. NotFound stands for "not there" and "outside the scope" alike."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_camera(self, scope: Scope, camera_id: int, window: Window, *, at: datetime) -> CameraCoverage:
        """One camera's window with its intervals."""
        with self._database.reading(scope) as session:
            row = _found(session, scope, camera_id)
            since, until = _bounds(session, row, scope, window, at=at)
            return _covered(session, scope, [row], since, until)[0]

    def of_company(
        self,
        scope: Scope,
        window: Window,
        *,
        camera_id: int | None = None,
        demo: bool | None = None,
        at: datetime,
    ) -> CompanyCoverage:
        """All cameras that were there in the window, or the one, and their sum. `demo`: those only, or all others."""
        with self._database.reading(scope) as session:
            row = None if camera_id is None else _found(session, scope, camera_id)
            since, until = _bounds(session, row, scope, window, at=at)
            rows = [row] if row is not None else cameras.ever_within(session, scope.owner_id, since, until)
            wanted = [row for row in rows if demo is None or row.demo == demo]
            each = _covered(session, scope, wanted, since, until)
        sums = totals(_interval(stretch) for one in each for stretch in one.intervals)
        return CompanyCoverage(
            since=since,
            until=until,
            watched_seconds=sums.observed.total_seconds(),
            blind_seconds=sums.blind.total_seconds(),
            planned_seconds=sums.planned.total_seconds(),
            by_reason=_by_reason(sums),
            cameras=each,
        )


def _found(session: Session, scope: Scope, camera_id: int) -> Camera:
    """Also a removed one: its violations are still counted."""
    row = cameras.find(session, scope.owner_id, camera_id, removed_too=True)
    if row is None:
        raise NotFound("There is no such camera.", hint="Load the list of cameras again.")
    return row


def _bounds(
    session: Session, row: Camera | None, scope: Scope, window: Window, *, at: datetime
) -> tuple[datetime, datetime]:
    """The window's ends, none later than what is settled."""
    settled = at - SETTLED
    until = window.until or at
    since = window.since or _midnight(session, row, scope, min(until, settled))
    if since >= until:
        raise InvalidInput("The window ends before it begins.", hint="Ask for a since that is earlier than until.")
    if until - since > LONGEST:
        raise InvalidInput("The window is longer than 31 days.", hint="Ask for a shorter one.")
    return since, max(since, min(until, settled))


def _midnight(session: Session, row: Camera | None, scope: Scope, at: datetime) -> datetime:
    """When the day of the camera's site began, or of the company's first site."""
    sites = companies.sites(session, scope.owner_id)
    default = sites[0].time_zone if sites else "UTC"  # a user who sees no site sees no camera
    zone = next((site.time_zone for site in sites if row is not None and site.id == row.site_id), default)
    day = at.astimezone(ZoneInfo(zone)).date()
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _covered(
    session: Session, scope: Scope, rows: Sequence[Camera], since: datetime, until: datetime
) -> list[CameraCoverage]:
    spans = coverage_spans.touching(
        session, scope.owner_id, [row.id for row in rows], since - REASON_REACHES_BACK, until + REASON_REACHES_BACK
    )
    return [_coverage(row, spans[row.id], since, until) for row in rows]


def _coverage(row: Camera, spans: list[Span], since: datetime, until: datetime) -> CameraCoverage:
    begins = min(max(since, row.created_at), until)
    ends = until if row.deleted_at is None else max(begins, min(until, row.deleted_at))
    intervals = timeline(spans, begins, ends)
    sums = totals(intervals)
    return CameraCoverage(
        camera_id=row.id,
        camera_name=row.name,
        since=begins,
        until=ends,
        watched_seconds=sums.observed.total_seconds(),
        blind_seconds=sums.blind.total_seconds(),
        planned_seconds=sums.planned.total_seconds(),
        by_reason=_by_reason(sums),
        intervals=[_stretch(interval) for interval in intervals],
    )


def _by_reason(sums: Totals) -> list[BlindReason]:
    return [
        BlindReason(
            reason=reason, message=message_of(reason), planned=reason in PLANNED, seconds=length.total_seconds()
        )
        for reason, length in sums.by_reason
    ]


def _stretch(interval: Interval) -> Stretch:
    return Stretch(
        since=interval.since,
        until=interval.until,
        reason=interval.reason or None,
        planned=interval.reason in PLANNED,
    )


def _interval(stretch: Stretch) -> Interval:
    return Interval(since=stretch.since, until=stretch.until, reason=stretch.reason or OBSERVED)
