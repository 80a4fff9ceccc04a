"""Mode overrides: modes that users choose, which override any schedule."""

from __future__ import annotations

from datetime import datetime

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import SYSTEM, Actor
from backend.core.errors import InvalidFields, NotFound
from backend.core.schedules.camera_mode import CameraMode
from backend.services.audit.trail import record
from backend.services.cameras.cameras import Cameras
from backend.services.cameras.mode_changes import recording_mode_changes
from backend.services.cameras.plans import CameraPlans
from backend.services.cameras.views import CameraView


class ModeOverrides:
    """The overrides of officers and administrators.

    NotFound for a camera outside the scope.
    """

    def __init__(self, database: Database, cameras: Cameras) -> None:
        self._database = database
        self._cameras = cameras
        self._plans = CameraPlans()

    def choose(
        self, scope: Scope, camera_id: int, *, mode: CameraMode, until: datetime | None, by: Actor, at: datetime
    ) -> CameraView:
        """Override the mode from now until `until`; None is until further notice.

        InvalidFields when `until` is in the past.
        """
        if until is not None and until <= at:
            raise InvalidFields([("until", "Choose a time in the future.")])
        return self._store(scope, camera_id, mode, until, by, at)

    def end(self, scope: Scope, camera_id: int, *, by: Actor = SYSTEM, at: datetime) -> CameraView:
        """End the override: the schedule, or the camera's own mode, applies again."""
        return self._store(scope, camera_id, None, None, by, at)

    def _store(
        self,
        scope: Scope,
        camera_id: int,
        mode: CameraMode | None,
        until: datetime | None,
        by: Actor,
        at: datetime,
    ) -> CameraView:
        with self._database.writing(scope) as session:
            row = cameras.find(session, scope.owner_id, camera_id)
            if row is None:
                raise NotFound("There is no such camera.", hint="Load the list of cameras again.")
            with recording_mode_changes(self._plans, session, [row], at=at):
                row.override_mode, row.override_until = mode, until
                row.override_by = by.id if mode is not None else None
            record(
                session,
                company_id=row.company_id,
                actor=by,
                action="camera.overridden" if mode is not None else "camera.override_ended",
                target_kind="camera",
                target_id=row.id,
                detail={"mode": mode, "until": until.isoformat() if until is not None else None},
                at=at,
            )
        return self._cameras.changed(scope, row, at=at)
