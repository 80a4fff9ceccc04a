"""What can be done with companies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras, companies, users
from backend.adapters.database.repositories.companies import Contents
from backend.adapters.database.tables import Camera, Company
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import SYSTEM, Actor
from backend.core.errors import Conflict, NotFound
from backend.services.accounts.accounts import VISIT, Account, Accounts
from backend.services.audit.trail import record
from backend.services.cameras.cameras import Cameras
from backend.services.cameras.sites import require_time_zone, require_version
from backend.services.companies.pending import pending_erasures


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyEdit:
    """What to change; None leaves it as it is."""

    name: str | None = None
    camera_limit: int | None = None
    without_limit: bool = False
    archived: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyView:
    """A company as a platform administrator sees it."""

    id: int
    name: str
    created_at: datetime
    archived_at: datetime | None
    camera_limit: int | None
    version: int
    contents: Contents
    live_cameras: int
    camera_states: dict[str, int]
    erasing: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """A platform administrator's access to a company's pictures."""

    access_token: str
    expires_in: int
    company: Company


class Companies:
    """The companies of the installation; all but `own` and `rename` are for platform administrators."""

    def __init__(self, database: Database, cameras: Cameras, accounts: Accounts) -> None:
        self._database = database
        self._cameras = cameras
        self._accounts = accounts

    def own(self, scope: Scope) -> Company:
        """The company of the scope."""
        with self._database.reading(scope) as session:
            return found_company(session, scope.owner_id)

    def rename(self, scope: Scope, *, name: str, version: int, by: Actor = SYSTEM, at: datetime) -> Company:
        """Give the scope's company another name. Conflict (`changed_meanwhile`) for another version."""
        with self._database.writing(scope) as session:
            row = found_company(session, scope.owner_id)
            require_version(row.version, version)
            if name != row.name:
                before, row.name = row.name, name
                _record(session, row.id, "company.changed", by, {"name": name, "before": {"name": before}}, at)
        return row

    def overviews(self, *, at: datetime) -> list[CompanyView]:
        """All companies, oldest first."""
        states = {
            company_id: Counter(str(view.state) for view in views)
            for company_id, views in self._cameras.of_every_company(at=at).items()
        }
        with self._database.reading(Scope.installation()) as session:
            erasing = pending_erasures(session)
            return [
                CompanyView(
                    id=row.id,
                    name=row.name,
                    created_at=row.created_at,
                    archived_at=row.archived_at,
                    camera_limit=row.camera_limit,
                    version=row.version,
                    contents=companies.contents(session, row.id),
                    live_cameras=cameras.number_of_live(session, row.id),
                    camera_states=dict(states.get(row.id, Counter())),
                    erasing=row.id in erasing,
                )
                for row in companies.every(session)
            ]

    def contents(self, company_id: int) -> Contents:
        """How much the company holds."""
        with self._database.reading(Scope.installation()) as session:
            return companies.contents(session, found_company(session, company_id).id)

    def create(
        self,
        *,
        name: str,
        site: str,
        time_zone: str,
        camera_limit: int | None = None,
        by: Actor = SYSTEM,
        at: datetime,
    ) -> Company:
        """A new company with its first site."""
        require_time_zone(time_zone)
        with self._database.writing(Scope.installation()) as session:
            row = add_company(session, name, site, time_zone, by=by, at=at)
            row.camera_limit = camera_limit
        return row

    def update(self, company_id: int, edit: CompanyEdit, *, version: int, by: Actor = SYSTEM, at: datetime) -> Company:
        """Change a company; one that is archived stops.

        Conflict: `changed_meanwhile` for another version, `being_erased`, `own_company` for the caller's own.
        """
        with self._database.writing(Scope.installation()) as session:
            row = found_company(session, company_id)
            require_version(row.version, version)
            if company_id in pending_erasures(session):
                raise Conflict("The company is being erased.", code="being_erased", hint="It cannot be changed.")
            if edit.archived and self._is_own(session, by, company_id):
                raise Conflict(
                    "You cannot archive your own company.", code="own_company", hint="Ask another administrator."
                )
            before = _facts(row)
            row.name = edit.name or row.name
            if edit.camera_limit is not None or edit.without_limit:
                row.camera_limit = edit.camera_limit
            if edit.archived is not None and edit.archived != (row.archived_at is not None):
                row.archived_at = at if edit.archived else None
            changed = {name: value for name, value in _facts(row).items() if value != before[name]}
            detail = {"before": {name: before[name] for name in changed}, **changed}
            if changed:
                _record(session, row.id, "company.changed", by, detail, at)
                _record(session, None, "company.changed", by, detail, at, company_id=row.id)
            there = cameras.live(session, company_id) if "archived" in changed else []
        self.announce(there)
        return row

    def visit(self, account: Account, company_id: int, *, reason: str, by: Actor, at: datetime) -> Visit:
        """A token to see a company for an hour, recorded in its audit with the reason, and in the installation's."""
        with self._database.writing(Scope.installation()) as session:
            row = found_company(session, company_id)
            detail: dict[str, object] = {"reason": reason, "minutes": int(VISIT.total_seconds() // 60)}
            _record(session, company_id, "company.visited", by, detail, at)
            _record(session, None, "company.visited", by, detail, at, company_id=company_id)
        return Visit(
            self._accounts.visiting_token(account, company_id, at=at),
            int(min(VISIT, account.expires_at - at).total_seconds()),
            row,
        )

    def announce(self, rows: Sequence[Camera]) -> None:
        """Have the orchestrator look at these cameras again."""
        for row in rows:
            self._cameras.announce(row)

    def _is_own(self, session: Session, by: Actor, company_id: int) -> bool:
        user = users.by_id(session, by.id) if by.id is not None else None
        return user is not None and user.company_id == company_id


def add_company(
    session: Session, name: str, site: str, time_zone: str, *, by: Actor, at: datetime, how: str = "added"
) -> Company:
    """A company with its first site, recorded in its own audit and in the installation's."""
    row = companies.add(session, name, at=at)
    companies.add_site(session, row.id, site, time_zone, at=at)
    detail: dict[str, object] = {"name": name, "site": site, "time_zone": time_zone}
    _record(session, row.id, f"company.{how}", by, detail, at)
    _record(session, None, f"company.{how}", by, detail, at, company_id=row.id)
    return row


def found_company(session: Session, company_id: int) -> Company:
    """The company. NotFound when the scope holds no such one."""
    row = companies.company(session, company_id)
    if row is None:
        raise NotFound("There is no such company.", hint="Load the list of companies again.")
    return row


def _facts(row: Company) -> dict[str, object]:
    return {"name": row.name, "camera_limit": row.camera_limit, "archived": row.archived_at is not None}


def _record(
    session: Session,
    owner_id: int | None,
    action: str,
    by: Actor,
    detail: dict[str, object],
    at: datetime,
    *,
    company_id: int | None = None,
) -> None:
    record(
        session,
        company_id=owner_id,
        actor=by,
        action=action,
        target_kind="company",
        target_id=company_id or owner_id,
        detail=detail,
        at=at,
    )
