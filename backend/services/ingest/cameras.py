"""Stores changes of cameras' states."""

from __future__ import annotations

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import camera_changes
from backend.core.accounts.scope import Scope
from backend.core.events.camera import CameraChanged


class CameraHandlers:
    """One method for each kind."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def changed(self, event: CameraChanged) -> bool:
        """Record the change; False when it was recorded before."""
        with self._database.writing(Scope.company(event.company_id)) as session:
            return camera_changes.add(session, event)
