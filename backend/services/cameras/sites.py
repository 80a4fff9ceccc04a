"""What can be done with sites: adding, changing, archiving and deleting them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras, companies
from backend.adapters.database.repositories.companies import Contents
from backend.adapters.database.tables import Site
from backend.adapters.machine.time_zones import is_time_zone
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import SYSTEM, Actor
from backend.core.errors import Conflict, InvalidFields, NotFound
from backend.services.audit.trail import record
from backend.services.cameras.mode_changes import recording_mode_changes
from backend.services.cameras.plans import CameraPlans


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteEdit:
    """What to change; None leaves it as it is. `version`: of the site that the change is about; None is any."""

    name: str | None = None
    time_zone: str | None = None
    archived: bool | None = None
    version: int | None = None


class Sites:
    """The sites of companies.

    NotFound means "does not exist" and "outside the scope" alike.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._plans = CameraPlans()

    def listed(self, scope: Scope) -> list[Site]:
        """The sites within the scope, oldest first."""
        with self._database.reading(scope) as session:
            return list(companies.sites(session, scope.owner_id))

    def contents(self, scope: Scope, site_id: int) -> Contents:
        """How much the site holds."""
        with self._database.reading(scope) as session:
            return companies.site_contents(session, _found(session, site_id).id)

    def create(self, scope: Scope, *, name: str, time_zone: str, by: Actor = SYSTEM, at: datetime) -> Site:
        """A new site of the scope's company. InvalidFields for its time zone."""
        require_time_zone(time_zone)
        with self._database.writing(scope) as session:
            site = companies.add_site(session, scope.owner_id, name, time_zone, at=at)
            _record(session, site, "added", by, {"name": name, "time_zone": time_zone}, at)
        return site

    def update(self, scope: Scope, site_id: int, edit: SiteEdit, *, by: Actor = SYSTEM, at: datetime) -> Site:
        """Change a site. Schedules of its cameras are in its time zone.

        Conflict: `changed_meanwhile` for another version, `site_in_use` when a site with cameras is archived.
        """
        if edit.time_zone is not None:
            require_time_zone(edit.time_zone)
        with self._database.writing(scope) as session:
            site = _found(session, site_id)
            require_version(site.version, edit.version)
            before = _facts(site)
            there = [one for one in cameras.live(session, scope.owner_id) if one.site_id == site_id]
            site.name = edit.name or site.name
            if edit.archived is not None and edit.archived != (site.archived_at is not None):
                if edit.archived and there:
                    raise _in_use(site, f"{len(there)} cameras")
                site.archived_at = at if edit.archived else None
            if edit.time_zone is not None and edit.time_zone != site.time_zone:
                with recording_mode_changes(self._plans, session, there, at=at):
                    site.time_zone = edit.time_zone
            changed = {name: value for name, value in _facts(site).items() if value != before[name]}
            if changed:
                _record(session, site, "changed", by, {"before": {n: before[n] for n in changed}, **changed}, at)
        return site

    def remove(self, scope: Scope, site_id: int, *, by: Actor = SYSTEM, at: datetime) -> None:
        """Delete a site that holds nothing. Conflict (`site_in_use`, `last_site`) for another one."""
        with self._database.writing(scope) as session:
            site = _found(session, site_id)
            held = companies.site_contents(session, site_id)
            if not held.holds_nothing:
                raise _in_use(
                    site, f"{held.cameras} cameras, {held.schedules} schedules and {held.violations} violations"
                )
            if len(companies.sites(session, scope.owner_id)) == 1:
                raise Conflict("It is the company's last site.", code="last_site", hint="Add another one first.")
            name = site.name
            session.delete(site)
            _record(session, site, "deleted", by, {"name": name}, at)


def require_time_zone(name: str) -> None:
    """InvalidFields unless it is the name of a time zone."""
    if not is_time_zone(name):
        raise InvalidFields([("time_zone", f"There is no time zone {name!r}.")])


def require_version(stored: int, asked: int | None) -> None:
    """Conflict (`changed_meanwhile`) when the caller knows another version; None is any."""
    if asked is not None and asked != stored:
        raise Conflict("It was changed meanwhile.", code="changed_meanwhile", hint="Load it again, then change it.")


def _facts(site: Site) -> dict[str, object]:
    return {"name": site.name, "time_zone": site.time_zone, "archived": site.archived_at is not None}


def _record(session: Session, site: Site, what: str, by: Actor, detail: dict[str, object], at: datetime) -> None:
    record(
        session,
        company_id=site.company_id,
        actor=by,
        action=f"site.{what}",
        target_kind="site",
        target_id=site.id,
        detail=detail,
        at=at,
    )


def _found(session: Session, site_id: int) -> Site:
    site = companies.site(session, site_id)
    if site is None:
        raise NotFound("There is no such site.", hint="Load the page again.")
    return site


def _in_use(site: Site, what: str) -> Conflict:
    return Conflict(
        f"The site {site.name!r} holds {what}.",
        code="site_in_use",
        hint="Move or remove its cameras. A site with a past is archived, not deleted.",
    )
