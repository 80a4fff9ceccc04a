"""What can be done with the rules of cameras.

The row is the rule as it is; each change of it is a new version, and versions are kept for ever. A bypass is no change
of the rule.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories.rules import camera_rules
from backend.adapters.database.repositories.rules import rules as stored_rules
from backend.adapters.database.repositories.rules import zones as stored_zones
from backend.adapters.database.repositories.schedules import find as find_schedule
from backend.adapters.database.tables import Camera
from backend.adapters.rules.definition import UNREADABLE, to_json
from backend.adapters.schedules.definition import to_text
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import SYSTEM, Actor
from backend.core.errors import Conflict, InvalidFields, NotFound
from backend.core.ppe.items import ITEM_TABLE
from backend.core.rules.faults import RuleFault, faults_of
from backend.core.rules.rule import Rule
from backend.core.zones.zone import Zone, ZoneKind
from backend.services.rules import versions
from backend.services.rules.applying import JudgedItems, rule_views
from backend.services.rules.editing import (
    CameraEditing,
    found_camera,
    found_rule,
    require_rule_room,
    require_version,
)
from backend.services.rules.trail import changes, record_rule, rule_facts
from backend.services.rules.views import RulesView, RuleVersionView, RuleView

LONGEST_BYPASS = timedelta(days=7)
"""Longer: a rule that somebody forgot stays bypassed. Shorter: a long repair needs several bypasses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDraft:
    """A rule as a user wants it: `rule` without id, version, zone and schedule, which are named here."""

    rule: Rule
    zone_id: int | None
    schedule_id: int | None


class Rules:
    """The rules of cameras. NotFound means "does not exist" and "outside the scope" alike."""

    def __init__(self, database: Database, editing: CameraEditing, judged: JudgedItems) -> None:
        self._database = database
        self._editing = editing
        self._judged = judged

    def listed(self, scope: Scope, camera_id: int, *, at: datetime) -> RulesView:
        """The camera's rules, oldest first, and those that cannot be read."""
        judged = self._judged.now()
        with self._database.reading(scope) as session:
            camera = found_camera(session, scope, camera_id)
            return rule_views(session, camera, stored_rules.of_cameras(session, [camera.id]), judged, at)

    def detail(self, scope: Scope, rule_id: int, *, at: datetime) -> RuleView:
        """One rule. Conflict (`unreadable`) when it cannot be read."""
        judged = self._judged.now()
        with self._database.reading(scope) as session:
            row = found_rule(session, rule_id)
            camera = found_camera(session, scope, row.camera_id)
            found = rule_views(session, camera, [row], judged, at)
        if found.unreadable:
            raise versions.unreadable("rule")
        return found.items[0]

    def draft(self, scope: Scope, rule_id: int) -> RuleDraft:
        """The rule as it is stored, to be changed. Conflict (`unreadable`) when it cannot be read."""
        with self._database.reading(scope) as session:
            row = found_rule(session, rule_id)
            return RuleDraft(rule=versions.rule_of_row(session, row), zone_id=row.zone_id, schedule_id=row.schedule_id)

    def create(self, scope: Scope, camera_id: int, draft: RuleDraft, *, by: Actor = SYSTEM, at: datetime) -> RuleView:
        """A new rule. InvalidFields for its faults; Conflict: `name_in_use`, `rule_limit`."""
        with self._editing.of_camera(scope, camera_id) as (session, camera):
            rule = _checked(session, scope, camera, draft)
            require_rule_room(session, camera, 1)
            row = stored_rules.add(
                session,
                camera,
                zone_id=draft.zone_id,
                schedule_id=draft.schedule_id,
                name=rule.name,
                kind=rule.kind,
                severity=rule.severity,
                definition=to_json(rule),
                enabled=rule.enabled,
                effective_from=at,
                created_at=at,
            )
            versions.begin(session, row, by.name)
            record_rule(session, row, "added", by, rule_facts(row), at)
        return self.detail(scope, row.id, at=at)

    def update(
        self, scope: Scope, rule_id: int, draft: RuleDraft, *, version: int, by: Actor = SYSTEM, at: datetime
    ) -> RuleView:
        """Change a rule to `draft`; a change is a new version. Conflict: `changed_meanwhile`, `name_in_use`."""
        with self._editing.of_rule(scope, rule_id) as (session, camera, row):
            require_version(row.version, version)
            rule = _checked(session, scope, camera, draft)
            before = rule_facts(row)
            row.zone_id, row.schedule_id, row.name = draft.zone_id, draft.schedule_id, rule.name
            row.severity, row.enabled = rule.severity, rule.enabled
            row.definition = _as_stored(to_json(rule))
            found = changes(before, rule_facts(row))
            if found:
                versions.renew(session, [row], by.name, at)
                record_rule(session, row, "changed", by, found, at)
        return self.detail(scope, rule_id, at=at)

    def remove(self, scope: Scope, rule_id: int, *, by: Actor = SYSTEM, at: datetime) -> None:
        """Delete a rule; its versions stay, and it can be restored."""
        with self._editing.of_rule(scope, rule_id) as (session, _, row):
            stored_rules.end_version(session, row, at)
            row.deleted_at = at
            record_rule(session, row, "deleted", by, {"name": row.name}, at)

    def restore(self, scope: Scope, rule_id: int, *, by: Actor = SYSTEM, at: datetime) -> RuleView:
        """Restore a deleted rule. Conflict: `zone_deleted`, `name_in_use`, `rule_limit`."""
        with self._editing.of_rule(scope, rule_id, deleted_too=True) as (session, camera, row):
            if row.deleted_at is not None:
                require_rule_room(session, camera, 1)
                if row.zone_id is not None and stored_zones.find(session, row.zone_id) is None:
                    raise Conflict("The rule's zone is deleted.", code="zone_deleted", hint="Restore the zone.")
                row.deleted_at = None
                versions.renew(session, [row], by.name, at)
                record_rule(session, row, "restored", by, {"name": row.name}, at)
        return self.detail(scope, rule_id, at=at)

    def bypass(self, scope: Scope, rule_id: int, *, until: datetime, reason: str, by: Actor, at: datetime) -> RuleView:
        """Suspend a rule until a time, at most 7 days ahead. InvalidFields for another time."""
        with self._editing.of_rule(scope, rule_id) as (session, _, row):
            _require_bypass_time(until, at)
            row.bypassed_until, row.bypassed_by, row.bypass_reason = until, by.id, reason
            detail = {"name": row.name, "until": until.isoformat(), "reason": reason}
            record_rule(session, row, "bypassed", by, detail, at)
        return self.detail(scope, rule_id, at=at)

    def end_bypass(self, scope: Scope, rule_id: int, *, by: Actor = SYSTEM, at: datetime) -> RuleView:
        """The rule applies again; without a bypass nothing changes."""
        with self._editing.of_rule(scope, rule_id) as (session, _, row):
            if row.bypassed_until is not None:
                is_over = row.bypassed_until <= at
                row.bypassed_until = row.bypassed_by = row.bypass_reason = None
                if not is_over:
                    record_rule(session, row, "bypass_ended", by, {"name": row.name}, at)
        return self.detail(scope, rule_id, at=at)

    def versions(self, scope: Scope, rule_id: int) -> list[RuleVersionView]:
        """Every version of a rule, newest first, also of a deleted one."""
        with self._database.reading(scope) as session:
            rows = stored_rules.versions(session, rule_id)
        if not rows:
            raise NotFound("There is no such rule.", hint="Load the camera's rules again.")
        return [versions.view_of(row) for row in rows]

    def version(self, scope: Scope, rule_id: int, number: int) -> RuleVersionView:
        """One version of a rule, also of a deleted one. Conflict (`unreadable`) when it cannot be read."""
        with self._database.reading(scope) as session:
            row = stored_rules.version(session, rule_id, number)
        if row is None:
            raise NotFound("There is no such version of a rule.", hint="Load the rule's versions.")
        return versions.view_of(row)


def _require_bypass_time(until: datetime, at: datetime) -> None:
    if until <= at:
        raise InvalidFields([("until", "Choose a time in the future.")], codes=["in_the_past"])
    if until - at > LONGEST_BYPASS:
        message = f"A bypass lasts {LONGEST_BYPASS.days} days at most."
        raise InvalidFields([("until", message)], codes=["too_long"])


def _checked(session: Session, scope: Scope, camera: Camera, draft: RuleDraft) -> Rule:
    """The rule of a draft in its zone and with its schedule. InvalidFields with all its faults and their codes."""
    faults: list[RuleFault] = []
    zone = _zone(session, camera, draft.zone_id, faults)
    schedule = find_schedule(session, scope.owner_id, draft.schedule_id) if draft.schedule_id is not None else None
    if draft.schedule_id is not None and schedule is None:
        faults.append(RuleFault("schedule_id", "There is no such schedule.", "unknown_schedule"))
    rule = replace(draft.rule, zone=zone, schedule=to_text(schedule.definition) if schedule is not None else "")
    faults += faults_of(rule, ITEM_TABLE.names)
    if faults:
        raise InvalidFields([(fault.field, fault.message) for fault in faults], codes=[one.code for one in faults])
    return rule


def _zone(session: Session, camera: Camera, zone_id: int | None, faults: list[RuleFault]) -> Zone | None:
    if zone_id is None:
        return None
    row = stored_zones.find(session, zone_id)
    if row is None or row.camera_id != camera.id:
        faults.append(RuleFault("zone_id", "The camera has no such zone.", "unknown_zone"))
        return None
    try:
        zone = camera_rules.zone_from(row)
    except UNREADABLE:
        faults.append(RuleFault("zone_id", "The zone cannot be read.", "zone_unreadable"))
        return None
    if zone.kind is not ZoneKind.RULE:
        faults.append(RuleFault("zone_id", "Rules apply in zones of the kind `rule` only.", "not_a_rule_zone"))
    return zone


def _as_stored(definition: dict[str, object]) -> dict[str, object]:
    """As the database answers it: lists for tuples, so that equal definitions compare equal."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in definition.items()}
