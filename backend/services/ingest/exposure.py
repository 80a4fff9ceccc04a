"""Stores exposure by minute."""

from __future__ import annotations

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories.observations import exposure
from backend.core.accounts.scope import Scope
from backend.core.events.exposure import ExposureMinute


class ExposureHandlers:
    """One method for each kind."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def minute(self, event: ExposureMinute) -> bool:
        """Store the newest value of a minute; False for an older one."""
        with self._database.writing(Scope.company(event.company_id)) as session:
            return exposure.put(session, event)
