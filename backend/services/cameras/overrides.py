"""Modes that somebody chooses for a camera; they go before any schedule until their time is over."""

from __future__ import annotations

from datetime import datetime

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras
from backend.core.errors import InvalidFields, NotFound
from backend.services.cameras.cameras import Cameras
from backend.services.cameras.mode_changes import noting_turns
from backend.services.cameras.plans import CameraPlans
from backend.services.cameras.views import CameraView


class ChosenModes:
    """What officers and administrators choose. NotFound for a camera that is not there, or another company's."""

    def __init__(self, database: Database, cameras: Cameras) -> None:
        self._database = database
        self._cameras = cameras
        self._plans = CameraPlans()

    def choose(
        self, company_id: int, camera_id: int, *, mode: str, until: datetime | None, by: int, at: datetime
    ) -> CameraView:
        """This mode from now until `until`, None: until further notice. `by` is a user's id.

        InvalidFields when the time is over already.
        """
        if until is not None and until <= at:
            raise InvalidFields([("until", "This time is over already.")])
        return self._store(company_id, camera_id, mode, until, by, at)

    def end(self, company_id: int, camera_id: int, *, at: datetime) -> CameraView:
        """What was chosen ends: the schedule, or the camera's own mode, holds again."""
        return self._store(company_id, camera_id, None, None, None, at)

    def _store(
        self,
        company_id: int,
        camera_id: int,
        mode: str | None,
        until: datetime | None,
        by: int | None,
        at: datetime,
    ) -> CameraView:
        with self._database.writing() as session:
            row = cameras.find(session, company_id, camera_id)
            if row is None:
                raise NotFound("There is no such camera.", hint="Load the list of cameras again.")
            with noting_turns(self._plans, session, [row], at=at):
                row.override_mode, row.override_until, row.override_by = mode, until, by
        return self._cameras.changed(row, at=at)
