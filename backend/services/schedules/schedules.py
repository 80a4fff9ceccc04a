"""What can be done with schedules.

The database is the truth; a change reaches the cameras that follow it at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import companies, schedules
from backend.adapters.database.repositories.rules import rules as stored_rules
from backend.adapters.database.tables import Camera, Schedule
from backend.adapters.machine.time_zones import is_time_zone, time_zone
from backend.adapters.schedules.definition import from_json, to_json
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import SYSTEM, Actor
from backend.core.errors import Conflict, InvalidFields, InvalidInput, NotFound
from backend.core.schedules.clock_changes import SkippedSlot, skipped_slots
from backend.core.schedules.faults import faults
from backend.core.schedules.schedule import ExceptionDate, WeeklySchedule, WeeklySlot
from backend.core.schedules.scheduler import RuleInterval, Scheduler
from backend.services.audit.trail import record
from backend.services.cameras.mode_changes import recording_mode_changes
from backend.services.cameras.plans import CameraPlans
from backend.services.rules import versions
from backend.services.schedules.views import ScheduleView

SKIPPED_WITHIN_DAYS = 366
"""How far ahead slots are looked for that a clock change skips: each change of a year once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleEdit:
    """What to change; None leaves it as it is."""

    name: str | None = None
    otherwise: str | None = None
    slots: tuple[WeeklySlot, ...] | None = None
    exceptions: tuple[ExceptionDate, ...] | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a schedule would do."""

    time_zone: str
    intervals: list[RuleInterval]
    skipped: list[SkippedSlot]
    """Of the coming year, however short the preview is: a clock change is announced before it happens."""


class Schedules:
    """The schedules of companies.

    NotFound means "does not exist" and "outside the scope" alike.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._plans = CameraPlans()

    def listed(self, scope: Scope) -> list[ScheduleView]:
        """The company's schedules by name."""
        with self._database.reading(scope) as session:
            rows = schedules.of_company(session, scope.owner_id)
            return _views(session, scope, rows)

    def detail(self, scope: Scope, schedule_id: int) -> ScheduleView:
        """One schedule."""
        with self._database.reading(scope) as session:
            return _views(session, scope, [_found(session, scope, schedule_id)])[0]

    def create(self, scope: Scope, schedule: WeeklySchedule, *, by: Actor = SYSTEM, at: datetime) -> ScheduleView:
        """A new schedule. InvalidFields for its faults, Conflict for its name."""
        _require_valid(schedule)
        with _name_conflicts(), self._database.writing(scope) as session:
            row = schedules.add(session, scope.owner_id, name=schedule.name, definition=to_json(schedule), at=at)
            _record(session, row, "added", by, {"name": row.name, "otherwise": schedule.otherwise}, at)
            return _views(session, scope, [row])[0]

    def update(
        self, scope: Scope, schedule_id: int, edit: ScheduleEdit, *, by: Actor = SYSTEM, at: datetime
    ) -> ScheduleView:
        """Change a schedule, and with it the cameras that follow it; rules that do get a new version."""
        with _name_conflicts(), self._database.writing(scope) as session:
            row = _found(session, scope, schedule_id)
            changed = _edited(row, edit)
            followers = schedules.followers(session, scope.owner_id, [row.id])
            before = {"name": row.name, "definition": row.definition}
            with recording_mode_changes(self._plans, session, followers, at=at):
                row.name, row.definition, row.updated_at = changed.name, to_json(changed), at
            versions.renew(session, stored_rules.of_schedule(session, row.id), by.name, at)
            after = {"name": row.name, "definition": row.definition}
            _record(session, row, "changed", by, {"before": before, **after}, at)
            return _views(session, scope, [row])[0]

    def remove(self, scope: Scope, schedule_id: int, *, release: bool, by: Actor = SYSTEM, at: datetime) -> None:
        """Delete a schedule.

        Conflict (`schedule_in_use`) while cameras or rules follow it, unless they are released: cameras return to their
        own mode, rules apply at any time. Removed cameras and deleted rules do not count.
        """
        with self._database.writing(scope) as session:
            row = _found(session, scope, schedule_id)
            followers = schedules.followers(session, scope.owner_id, [row.id])
            names = [camera.name for camera in followers if camera.deleted_at is None]
            rules = stored_rules.of_schedule(session, row.id)
            if (names or rules) and not release:
                raise _in_use(row, [*names, *(f"the rule “{rule.name}”" for rule in rules)])
            with recording_mode_changes(self._plans, session, followers, at=at):
                for camera in followers:
                    camera.schedule_id = None
            _release_rules(session, row, by, at)
            session.delete(row)
            released = {"released_cameras": names, "released_rules": [rule.name for rule in rules]}
            _record(session, row, "deleted", by, {"name": row.name, **released}, at)

    def preview(
        self, scope: Scope, schedule: WeeklySchedule, zone: str | None, *, begins: datetime, days: int
    ) -> Preview:
        """What this schedule would do for so many days.

        In this time zone, or in that of the company's first site.
        """
        _require_valid(schedule)
        if zone is not None and not is_time_zone(zone):
            raise InvalidFields([("time_zone", f"There is no time zone {zone!r}.")])
        if zone is None:
            with self._database.reading(scope) as session:
                zone = companies.first_time_zone(session, scope.owner_id)
        ends, found = begins + timedelta(days=days), time_zone(zone)
        intervals = list(Scheduler(schedule, found).timeline(begins, ends))
        return Preview(zone, intervals, skipped_slots(schedule, found, begins, SKIPPED_WITHIN_DAYS))

    def skipped(self, scope: Scope, views: Sequence[ScheduleView], *, at: datetime) -> dict[int, list[SkippedSlot]]:
        """By schedule: its slots that a clock change skips within a year, on the sites whose cameras follow it.

        On the company's first site while no camera does. An unreadable schedule has no slots.
        """
        with self._database.reading(scope) as session:
            zones = {site.id: site.time_zone for site in companies.sites(session, scope.owner_id)}
            first = companies.first_time_zone(session, scope.owner_id)
            followers = schedules.followers(session, scope.owner_id, [view.id for view in views])
            places = {view.id: {c.site_id for c in followers if c.id in view.camera_ids} for view in views}
        return {view.id: _skipped(view, {zones[site] for site in places[view.id]} or {first}, at) for view in views}


def _record(session: Session, row: Schedule, what: str, by: Actor, detail: dict[str, object], at: datetime) -> None:
    record(
        session,
        company_id=row.company_id,
        actor=by,
        action=f"schedule.{what}",
        target_kind="schedule",
        target_id=row.id,
        detail=detail,
        at=at,
    )


def _skipped(view: ScheduleView, zones: set[str], at: datetime) -> list[SkippedSlot]:
    try:
        schedule = from_json(view.name, view.definition)
    except (InvalidInput, InvalidFields):
        return []
    found = {one for zone in zones for one in skipped_slots(schedule, time_zone(zone), at, SKIPPED_WITHIN_DAYS)}
    return sorted(found, key=lambda one: (one.at, one.slot.start))


def _edited(row: Schedule, edit: ScheduleEdit) -> WeeklySchedule:
    """The schedule with the change. An unreadable one can be replaced as a whole."""
    parts = (edit.otherwise, edit.slots, edit.exceptions)
    if all(part is not None for part in parts):
        before = WeeklySchedule(name=row.name, otherwise="off")
    else:
        before = from_json(row.name, row.definition)
    changed = WeeklySchedule(
        name=edit.name if edit.name is not None else row.name,
        otherwise=edit.otherwise if edit.otherwise is not None else before.otherwise,
        slots=edit.slots if edit.slots is not None else before.slots,
        exceptions=edit.exceptions if edit.exceptions is not None else before.exceptions,
    )
    _require_valid(changed)
    return changed


def _require_valid(schedule: WeeklySchedule) -> None:
    found = faults(schedule)
    if found:
        raise InvalidFields([(fault.field, fault.message) for fault in found])


def _in_use(row: Schedule, names: Sequence[str]) -> Conflict:
    return Conflict(
        f"The schedule {row.name!r} is in use by {', '.join(names)}.",
        code="schedule_in_use",
        hint="Give them another schedule, or delete it with release=true: cameras return to their own mode, and rules "
        "apply at any time.",
    )


def _release_rules(session: Session, row: Schedule, by: Actor, at: datetime) -> None:
    """Rules that follow the schedule apply at any time; there are no after hours any more."""
    followers = stored_rules.of_schedule(session, row.id, deleted_too=True)
    for rule in followers:
        rule.schedule_id = None
        rule.definition = {**rule.definition, "after_hours_stages": []}
    versions.renew(session, [rule for rule in followers if rule.deleted_at is None], by.name, at)


def _views(session: Session, scope: Scope, rows: Sequence[Schedule]) -> list[ScheduleView]:
    followers: dict[int | None, list[Camera]] = {}
    for camera in schedules.followers(session, scope.owner_id, [row.id for row in rows]):
        if camera.deleted_at is None:
            followers.setdefault(camera.schedule_id, []).append(camera)
    return [
        ScheduleView(
            id=row.id,
            name=row.name,
            definition=row.definition,
            camera_ids=[camera.id for camera in followers.get(row.id, [])],
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


def _found(session: Session, scope: Scope, schedule_id: int) -> Schedule:
    row = schedules.find(session, scope.owner_id, schedule_id)
    if row is None:
        raise NotFound("There is no such schedule.", hint="Load the list of schedules again.")
    return row


@contextmanager
def _name_conflicts() -> Iterator[None]:
    """The unique index's error as Conflict: two requests may pass a check at once."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict("A schedule of that name exists already.", hint="Choose another name.") from error
