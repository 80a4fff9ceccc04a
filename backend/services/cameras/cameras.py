"""What can be done with cameras.

The database is the truth; workers follow what the orchestrator reads there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.adapters.cameras import config as camera_config
from backend.adapters.cameras import control as camera_control
from backend.adapters.cameras import fleet_state
from backend.adapters.cameras import state as camera_state
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras, companies, schedules
from backend.adapters.database.tables import Camera, Site
from backend.adapters.redis.connection import RedisClient, errors_as_unavailable, try_to_write
from backend.adapters.video.source_probe_process import SourceProbe
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import SYSTEM, Actor
from backend.core.cameras import source as sources
from backend.core.cameras.camera import CameraStatus
from backend.core.cameras.settings import stored as stored_settings
from backend.core.cameras.settings.specification import SettingNames
from backend.core.cameras.settings.stored import SettingChanges
from backend.core.errors import Conflict, InvalidFields, InvalidInput, NotAllowed, NotFound, Unavailable
from backend.core.fleet.restart_budget import Restarts
from backend.services.audit.trail import record
from backend.services.cameras.mode_changes import recording_mode_changes
from backend.services.cameras.plans import CameraPlans
from backend.services.cameras.view import camera_view
from backend.services.cameras.views import CameraView
from backend.services.paging import Page

log = logging.getLogger(__name__)
REPORTING_AGAIN = timedelta(seconds=5)
"""How long workers may take to report again once Redis is available. Shorter shows a worker as down that is about to
report; longer hides one that ended meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraEdit:
    """What to change; None leaves it as it is."""

    name: str | None = None
    source: str | None = None
    mode: str | None = None
    enabled: bool | None = None
    site_id: int | None = None
    schedule_id: int | None = None
    without_schedule: bool = False
    """Remove the schedule."""
    settings: SettingChanges | None = None


class Cameras:
    """The cameras of companies.

    NotFound means "does not exist" and "outside the scope" alike.
    """

    def __init__(self, database: Database, redis: RedisClient, probe: SourceProbe, setting_names: SettingNames) -> None:
        """`setting_names`: the names that settings may use."""
        self._setting_names = setting_names
        self._database = database
        self._redis = redis
        self._probe = probe
        self._plans = CameraPlans()
        self._redis_away_at: datetime | None = None

    def listed(self, scope: Scope, *, cursor: str | None, limit: int, at: datetime) -> Page[CameraView]:
        """The cameras within the scope, oldest first."""
        after_id = _camera_cursor(cursor)
        with self._database.reading(scope) as session:
            rows = cameras.live(session, scope.owner_id, after_id=after_id, limit=limit + 1)
        shown = rows[:limit]
        return Page(self.views(scope, shown, at=at), str(shown[-1].id) if len(rows) > limit else None)

    def detail(self, scope: Scope, camera_id: int, *, at: datetime) -> CameraView:
        """One camera."""
        with self._database.reading(scope) as session:
            row = _found(session, scope, camera_id)
        return self.views(scope, [row], at=at)[0]

    def require(self, scope: Scope, camera_id: int) -> None:
        """NotFound unless the scope holds this camera."""
        with self._database.reading(scope) as session:
            _found(session, scope, camera_id)

    def create(
        self,
        scope: Scope,
        *,
        name: str,
        source: str,
        mode: str,
        enabled: bool,
        at: datetime,
        site_id: int | None = None,
        schedule_id: int | None = None,
        settings: SettingChanges | None = None,
        by: Actor = SYSTEM,
    ) -> CameraView:
        """A new camera at this site, or at the first one of the scope.

        InvalidInput for its source, Conflict for its name and for the company's limit (`camera_limit`).

        InvalidFields for its settings and its site.
        """
        demo = sources.parse(source).kind == "demo"
        text = stored_settings.changed(None, settings, self._setting_names) if settings else None
        with _name_conflicts(name), self._database.writing(scope) as session:
            _require_schedule(session, scope, schedule_id)
            site = _first_site(session, scope) if site_id is None else _usable_site(session, scope, site_id)
            _require_room(session, scope)
            row = cameras.add(
                session,
                scope.owner_id,
                site.id,
                name=name,
                source=source.strip(),
                mode=mode,
                enabled=enabled,
                demo=demo,
                at=at,
                schedule_id=schedule_id,
                settings=text,
            )
            _record(session, row, "added", by, _facts(row), at)
        return self.changed(scope, row, at=at)

    def update(self, scope: Scope, camera_id: int, edit: CameraEdit, *, by: Actor = SYSTEM, at: datetime) -> CameraView:
        """Change a camera. A source with `***` keeps the stored password.

        Moved to another site, it follows that site's time zone from `at` on; its past stays with the site before.
        """
        with _name_conflicts(edit.name), self._database.writing(scope) as session:
            row = _found(session, scope, camera_id)
            _require_schedule(session, scope, edit.schedule_id)
            if edit.site_id is not None and edit.site_id != row.site_id:
                _usable_site(session, scope, edit.site_id)
            before, source = _facts(row), row.source
            with recording_mode_changes(self._plans, session, [row], at=at):
                _apply(row, edit, at=at)
                if edit.settings:
                    row.settings = stored_settings.changed(row.settings, edit.settings, self._setting_names)
            changed = {name: value for name, value in _facts(row).items() if value != before[name]}
            if changed or row.source != source:  # a new password shows in neither
                _record(session, row, "changed", by, {"before": {n: before[n] for n in changed}, **changed}, at)
        return self.changed(scope, row, at=at)

    def remove(self, scope: Scope, camera_id: int, *, by: Actor = SYSTEM, at: datetime) -> None:
        """Remove a camera. Its violations stay, and it can be restored."""
        with self._database.writing(scope) as session:
            row = _found(session, scope, camera_id)
            row.deleted_at = at
            row.config_version += 1
            _record(session, row, "removed", by, {"name": row.name}, at)
        self.announce(row)

    def restore(self, scope: Scope, camera_id: int, *, by: Actor = SYSTEM, at: datetime) -> CameraView:
        """Restore a removed camera. Conflict when another one has its name now."""
        with _name_conflicts(None), self._database.writing(scope) as session:
            row = cameras.find(session, scope.owner_id, camera_id, removed_too=True)
            if row is None:
                raise _not_found()
            if row.deleted_at is not None:
                _usable_site(session, scope, row.site_id)
                _require_room(session, scope)
                row.deleted_at = None
                row.enabled_changed_at = at
                row.config_version += 1
                _record(session, row, "restored", by, {"name": row.name}, at)
        return self.changed(scope, row, at=at)

    def retry(self, scope: Scope, camera_id: int, *, at: datetime) -> CameraView:
        """Have the camera's worker open the source now. Unavailable while Redis is away."""
        with self._database.reading(scope) as session:
            row = _found(session, scope, camera_id)
        with errors_as_unavailable():
            camera_control.notify(self._redis, row.id, camera_control.RETRY)
        return self.views(scope, [row], at=at)[0]

    def test(self, scope: Scope, source: str, camera_id: int | None) -> dict[str, Any]:
        """Open a source and report what it sends.

        In the form of `SourceProbe.look`, also for an invalid source.
        """
        stored = ""
        if camera_id is not None:
            with self._database.reading(scope) as session:
                stored = _found(session, scope, camera_id).source
        try:
            complete = sources.with_password_of(source, stored) if stored else source
            sources.parse(complete)
        except InvalidInput as error:
            return {"ok": False, "code": error.code, "message": error.message, "hint": error.hint}
        return self._probe.probe(complete.strip())

    def of_every_company(self, *, at: datetime) -> dict[int, list[CameraView]]:
        """All live cameras by company, for the loop that notifies the browsers."""
        scope = Scope.installation()
        with self._database.reading(scope) as session:
            rows = cameras.of_every_company(session)
        result: dict[int, list[CameraView]] = {}
        for row, view in zip(rows, self.views(scope, rows, at=at), strict=True):
            result.setdefault(row.company_id, []).append(view)
        return result

    def demo_ids(self) -> frozenset[int]:
        """The demonstration cameras of all companies, removed ones included: no figures count their violations."""
        with self._database.reading(Scope.installation()) as session:
            return frozenset(cameras.demo_ids(session))

    def views(self, scope: Scope, rows: Sequence[Camera], *, at: datetime) -> list[CameraView]:
        """The cameras with their modes and states; `unknown` while Redis is not available."""
        with self._database.reading(scope) as session:
            configs = cameras.configs(session, rows)
        statuses, restarts = self._reported([row.id for row in rows], at)
        away = self._redis_away_at is not None and abs(at - self._redis_away_at) < REPORTING_AGAIN
        return [
            camera_view(
                row,
                statuses.get(row.id),
                at=at,
                redis_away=away and row.id not in statuses,
                plan=self._plans.plan_of(config, enabled=row.enabled),
                restarts=restarts.get(row.id),
                config=config,
            )
            for row, config in zip(rows, configs, strict=True)
        ]

    def _reported(self, ids: list[int], at: datetime) -> tuple[dict[int, CameraStatus], dict[int, Restarts]]:
        """What workers and the orchestrator reported.

        A missing status means nothing while Redis takes no writes.
        """
        statuses: dict[int, CameraStatus] = {}
        restarts: dict[int, Restarts] = {}
        try:
            with errors_as_unavailable():
                statuses = camera_state.read(self._redis, ids)
                restarts = fleet_state.load(self._redis)
                if len(statuses) < len(ids):
                    try_to_write(self._redis)
        except Unavailable:
            self._redis_away_at = at
        return statuses, restarts

    def changed(self, scope: Scope, row: Camera, *, at: datetime) -> CameraView:
        """Notify orchestrator and worker of the stored camera, and return its view."""
        self.announce(row)
        return self.views(scope, [row], at=at)[0]

    def announce(self, row: Camera) -> None:
        """Notify orchestrator and worker at once.

        Without Redis the orchestrator's next regular comparison finds the change.
        """
        try:
            with errors_as_unavailable():
                camera_config.announce(self._redis, row.id)
        except Unavailable as error:
            log.warning("camera %s changed, but the notification failed: %s", row.id, error.message)


@contextmanager
def _name_conflicts(name: str | None) -> Iterator[None]:
    """The unique index's error as Conflict: two requests may pass a check at once."""
    try:
        yield
    except IntegrityError as error:
        what = f"A camera named {name!r}" if name else "A camera of that name"
        raise Conflict(f"{what} exists already.", hint="Choose another name.") from error


def _apply(row: Camera, edit: CameraEdit, *, at: datetime) -> None:
    if edit.name is not None:
        row.name = edit.name
    if edit.source is not None:
        text = sources.with_password_of(edit.source, row.source)
        row.demo = sources.parse(text).kind == "demo"
        row.source = text
    if edit.site_id is not None:
        row.site_id = edit.site_id
    if edit.mode is not None:
        row.mode = edit.mode
    if edit.schedule_id is not None or edit.without_schedule:
        row.schedule_id = edit.schedule_id
    if edit.enabled is not None and edit.enabled != row.enabled:
        row.enabled = edit.enabled
        row.enabled_changed_at = at


def _require_schedule(session: Session, scope: Scope, schedule_id: int | None) -> None:
    if schedule_id is not None and schedules.find(session, scope.owner_id, schedule_id) is None:
        raise InvalidFields([("schedule_id", "There is no such schedule.")])


def _first_site(session: Session, scope: Scope) -> Site:
    """The first site at which the scope permits to add a camera."""
    for site in companies.sites(session, scope.owner_id):
        if site.archived_at is None and scope.permits(site.company_id, site_id=site.id):
            return site
    raise NotAllowed("There is no site at which you may add cameras.", hint="Ask an administrator.")


def _usable_site(session: Session, scope: Scope, site_id: int) -> Site:
    """The site, when the scope permits to have cameras there. InvalidFields otherwise."""
    site = companies.site(session, site_id)
    if site is None or not scope.permits(site.company_id, site_id=site.id):
        raise InvalidFields([("site_id", "There is no such site.")])
    if site.archived_at is not None:
        raise InvalidFields([("site_id", "The site is archived.")])
    return site


def _require_room(session: Session, scope: Scope) -> None:
    """Conflict (`camera_limit`) when the company has as many cameras as it may have.

    Removed ones do not count, those that the user does not see do.
    """
    company = companies.locked(session, scope.owner_id)
    limit = company.camera_limit if company is not None else None
    if limit is not None and cameras.number_of_live(session, scope.owner_id) >= limit:
        raise Conflict(
            f"The company may have {limit} cameras, and has them.",
            code="camera_limit",
            hint="Remove a camera, or ask the administrator of this installation for a higher limit.",
        )


def _facts(row: Camera) -> dict[str, object]:
    """What the audit tells of a camera; the source without its password."""
    return {
        "name": row.name,
        "source": sources.masked(row.source),
        "mode": row.mode,
        "enabled": row.enabled,
        "site_id": row.site_id,
        "schedule_id": row.schedule_id,
        "settings": row.settings,
    }


def _record(session: Session, row: Camera, what: str, by: Actor, detail: dict[str, object], at: datetime) -> None:
    record(
        session,
        company_id=row.company_id,
        actor=by,
        action=f"camera.{what}",
        target_kind="camera",
        target_id=row.id,
        detail=detail,
        at=at,
    )


def _found(session: Session, scope: Scope, camera_id: int) -> Camera:
    row = cameras.find(session, scope.owner_id, camera_id)
    if row is None:
        raise _not_found()
    return row


def _not_found() -> NotFound:
    return NotFound("There is no such camera.", hint="Load the list of cameras again.")


def _camera_cursor(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 10):
        raise InvalidInput("Unknown cursor.", hint="Start without a cursor.")
    return int(cursor)
