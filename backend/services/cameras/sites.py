"""What can be done with sites: their names and time zones."""

from __future__ import annotations

from datetime import datetime

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras, companies
from backend.adapters.database.tables import Site
from backend.adapters.machine.time_zones import is_time_zone
from backend.core.accounts.scope import Scope
from backend.core.errors import InvalidFields, NotFound
from backend.services.cameras.mode_changes import recording_mode_changes
from backend.services.cameras.plans import CameraPlans


class Sites:
    """The sites of companies."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._plans = CameraPlans()

    def update(self, scope: Scope, site_id: int, *, name: str | None, time_zone: str | None, at: datetime) -> Site:
        """Change a site; None changes nothing.

        Schedules of its cameras are in its time zone.
        """
        if time_zone is not None and not is_time_zone(time_zone):
            raise InvalidFields([("time_zone", f"There is no time zone {time_zone!r}.")])
        with self._database.writing(scope) as session:
            site = next((one for one in companies.sites(session, scope.owner_id) if one.id == site_id), None)
            if site is None:
                raise NotFound("There is no such site.", hint="Load the page again.")
            there = [one for one in cameras.live(session, scope.owner_id) if one.site_id == site_id]
            site.name = name or site.name
            if time_zone is not None:
                with recording_mode_changes(self._plans, session, there, at=at):
                    site.time_zone = time_zone
        return site
