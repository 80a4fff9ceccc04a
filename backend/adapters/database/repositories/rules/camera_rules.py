"""Zones, rules and facts of cameras as workers need them, read in four queries for any number of cameras.

What cannot be read is left out and marked; it never keeps the others from being followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.adapters.database.repositories.rules import facts as stored_facts
from backend.adapters.database.repositories.rules import rules as stored_rules
from backend.adapters.database.repositories.rules import zones as stored_zones
from backend.adapters.database.tables import Camera, Schedule, StoredFact, StoredRule, StoredZone
from backend.adapters.rules.definition import UNREADABLE, rule_of, zone_of
from backend.adapters.schedules.definition import to_text
from backend.core.rules.rule import Fact, Rule
from backend.core.zones.zone import Zone


@dataclass(slots=True)
class StoredCameraRules:
    """What is stored of one camera."""

    zones: dict[int, Zone] = field(default_factory=dict)
    rules: dict[int, Rule] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    unreadable: list[str] = field(default_factory=list)
    """Names of the zones and rules that cannot be read."""


def of_cameras(session: Session, cameras: Sequence[Camera]) -> dict[int, StoredCameraRules]:
    """By camera: its zones, rules and the facts of its site."""
    ids = [camera.id for camera in cameras]
    found = {camera_id: StoredCameraRules() for camera_id in ids}
    if not ids:
        return found
    for zone in stored_zones.of_cameras(session, ids):
        _keep_zone(found[zone.camera_id], zone)
    rows = stored_rules.of_cameras(session, ids)
    texts = schedule_texts(session, (row.schedule_id for row in rows))
    for row in rows:
        _keep_rule(found[row.camera_id], row, texts)
    facts = stored_facts.of_companies(session, {camera.company_id for camera in cameras})
    for camera in cameras:
        found[camera.id].facts = at_site(facts, camera.company_id, camera.site_id)
    return found


def schedule_texts(session: Session, schedule_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Definitions of these schedules as text."""
    wanted = {one for one in schedule_ids if one is not None}
    if not wanted:
        return {}
    schedules = session.scalars(select(Schedule).where(Schedule.id.in_(wanted)))
    return {schedule.id: to_text(schedule.definition) for schedule in schedules}


def at_site(facts: Iterable[StoredFact], company_id: int, site_id: int) -> tuple[Fact, ...]:
    """The facts that hold at a site: its own before those of the whole company."""
    known: dict[str, StoredFact] = {}
    for row in facts:
        holds = row.company_id == company_id and row.site_id in (None, site_id)
        if holds and (row.name not in known or row.site_id is not None):
            known[row.name] = row
    return tuple(Fact(name=name, value=row.value, until=row.until) for name, row in sorted(known.items()))


def zone_from(row: StoredZone) -> Zone:
    """The zone of a row. One of `UNREADABLE` when it cannot be read."""
    return zone_of({"id": row.id, "name": row.name, "kind": row.kind, "corners": row.corners})


def rule_from(row: StoredRule, zone: Zone | None, schedule: str) -> Rule:
    """The rule of a row, in its zone and with its schedule. One of `UNREADABLE` when it cannot be read."""
    columns = {
        "id": str(row.id),
        "version": row.version,
        "name": row.name,
        "kind": row.kind,
        "severity": row.severity,
        "schedule": schedule,
        "enabled": row.enabled,
    }
    rule = rule_of({**row.definition, **columns, "zone": None, "bypassed_until": None})
    return replace(rule, zone=zone, bypassed_until=row.bypassed_until)


def _keep_zone(found: StoredCameraRules, row: StoredZone) -> None:
    try:
        found.zones[row.id] = zone_from(row)
    except UNREADABLE:
        found.unreadable.append(row.name)


def _keep_rule(found: StoredCameraRules, row: StoredRule, schedules: Mapping[int | None, str]) -> None:
    """A rule whose zone cannot be read is not taken for one of the whole picture."""
    if row.zone_id is not None and row.zone_id not in found.zones:
        found.unreadable.append(row.name)
        return
    zone = found.zones[row.zone_id] if row.zone_id is not None else None
    try:
        found.rules[row.id] = rule_from(row, zone, schedules.get(row.schedule_id, ""))
    except UNREADABLE:
        found.unreadable.append(row.name)
