"""Facts from outside that switch rules: "the machine runs", "maintenance until 14:00"."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras as stored_cameras
from backend.adapters.database.repositories import companies
from backend.adapters.database.repositories.rules import facts as stored_facts
from backend.adapters.database.repositories.rules import rules as stored_rules
from backend.adapters.database.tables import Camera, StoredFact, User
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import Actor
from backend.core.errors import Conflict, InvalidFields, NotAllowed, NotFound
from backend.core.rules.rule import Fact
from backend.services.cameras.cameras import Cameras
from backend.services.rules.trail import record_fact
from backend.services.rules.views import FactView

MOST_FACTS = 500
"""Of one company. Each worker has those of its site in its configuration."""


class ConditionFacts:
    """The facts of companies and their sites. Those of a whole company are for users without limits."""

    def __init__(self, database: Database, cameras: Cameras) -> None:
        self._database = database
        self._cameras = cameras

    def listed(self, scope: Scope, *, at: datetime) -> list[FactView]:
        """The company's facts and those of the sites within the scope, by name."""
        with self._database.reading(scope) as session:
            return [_view(session, row, at) for row in stored_facts.within_scope(session)]

    def set(
        self,
        scope: Scope,
        name: str,
        *,
        value: bool,
        until: datetime | None,
        site_id: int | None,
        by: Actor,
        at: datetime,
    ) -> FactView:
        """Report a fact, of a site or of the whole company (None).

        InvalidFields for an unknown site and for a time that is over; NotAllowed for a limited user without a site;
        Conflict (`fact_limit`).
        """
        if until is not None and until <= at:
            raise InvalidFields([("until", "Choose a time in the future.")], codes=["in_the_past"])
        _require_reach(scope, site_id)
        with self._database.writing(scope) as session:
            _require_site(session, scope, site_id)
            companies.locked(session, scope.owner_id)
            row = stored_facts.find(session, scope.owner_id, site_id, name)
            before = None if row is None else {"value": row.value, "until": _text(row.until)}
            if row is None:
                _require_room(session, scope)
                row = StoredFact(company_id=scope.owner_id, site_id=site_id, name=name)
                session.add(row)
            row.value, row.until, row.updated_at, row.updated_by = value, until, at, by.id
            session.flush()
            detail = {"site_id": site_id, "value": value, "until": _text(until)}
            if before != {"value": value, "until": _text(until)}:  # a program may report the same every minute
                record_fact(session, scope.owner_id, name, "set", by, {"before": before, **detail}, at)
            concerned, found = _concerned(session, scope, name, site_id), _view(session, row, at)
        self._announce(concerned)
        return found

    def remove(self, scope: Scope, name: str, *, site_id: int | None, by: Actor, at: datetime) -> None:
        """Forget a fact: it counts as never reported. NotFound; NotAllowed for a limited user without a site."""
        with self._database.writing(scope) as session:
            visible = {(row.site_id, row.name): row for row in stored_facts.within_scope(session)}
            row = visible.get((site_id, name))
            if row is None:
                raise NotFound("There is no such fact.", hint="Load the list of facts again.")
            _require_reach(scope, site_id)
            concerned = _concerned(session, scope, name, site_id)
            detail = {"site_id": site_id, "value": row.value, "until": _text(row.until)}
            session.delete(row)
            record_fact(session, scope.owner_id, name, "removed", by, detail, at)
        self._announce(concerned)

    def _announce(self, concerned: list[Camera]) -> None:
        for camera in concerned:
            self._cameras.announce(camera)


def _require_reach(scope: Scope, site_id: int | None) -> None:
    if scope.limits is not None and site_id is None:
        raise NotAllowed("This is for users who see the whole company.", hint="Name a site: `site_id`.")


def _require_site(session: Session, scope: Scope, site_id: int | None) -> None:
    if site_id is None:
        return
    site = companies.site(session, site_id)
    if site is None or not scope.permits(site.company_id, site_id=site.id):
        raise InvalidFields([("site_id", "There is no such site.")], codes=["unknown_site"])


def _require_room(session: Session, scope: Scope) -> None:
    if stored_facts.number_of(session, scope.owner_id) >= MOST_FACTS:
        raise Conflict(f"A company has at most {MOST_FACTS} facts.", code="fact_limit", hint="Delete old ones.")


def _concerned(session: Session, scope: Scope, name: str, site_id: int | None) -> list[Camera]:
    """The cameras within the scope that have a rule with this condition."""
    cameras = {camera.id: camera for camera in stored_cameras.live(session, scope.owner_id)}
    found = {}
    for rule in stored_rules.of_cameras(session, cameras):
        condition = rule.definition.get("condition")
        camera = cameras[rule.camera_id]
        if isinstance(condition, dict) and condition.get("name") == name and site_id in (None, camera.site_id):
            found[camera.id] = camera
    return list(found.values())


def _view(session: Session, row: StoredFact, at: datetime) -> FactView:
    user = session.get(User, row.updated_by) if row.updated_by is not None else None
    fact = Fact(name=row.name, value=row.value, until=row.until)
    return FactView(
        name=row.name,
        site_id=row.site_id,
        value=row.value,
        until=row.until,
        value_now=fact.at(at),
        updated_at=row.updated_at,
        by_name=user.name if user is not None else "",
    )


def _text(until: datetime | None) -> str | None:
    return until.isoformat() if until is not None else None
