"""Entries of the audit about zones, rules and facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.adapters.database.tables import StoredRule, StoredZone
from backend.core.audit.actor import Actor
from backend.services.audit.trail import record


def zone_facts(row: StoredZone) -> dict[str, Any]:
    """What the audit tells of a zone."""
    return {"name": row.name, "kind": row.kind, "colour": row.colour, "corners": row.corners}


def rule_facts(row: StoredRule) -> dict[str, Any]:
    """What the audit tells of a rule."""
    return {
        "name": row.name,
        "kind": row.kind,
        "severity": row.severity,
        "zone_id": row.zone_id,
        "schedule_id": row.schedule_id,
        "enabled": row.enabled,
        "definition": row.definition,
    }


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What differs, after and before; empty when nothing does."""
    changed = {name: value for name, value in after.items() if value != before[name]}
    return {"before": {name: before[name] for name in changed}, **changed} if changed else {}


def record_zone(
    session: Session, row: StoredZone, what: str, by: Actor, detail: Mapping[str, Any], at: datetime
) -> None:
    """An entry about a zone; it names the camera."""
    _record(session, row.company_id, f"zone.{what}", "zone", row.id, by, {"camera_id": row.camera_id, **detail}, at)


def record_rule(
    session: Session, row: StoredRule, what: str, by: Actor, detail: Mapping[str, Any], at: datetime
) -> None:
    """An entry about a rule; it names the camera and the version."""
    named = {"camera_id": row.camera_id, "version": row.version}
    _record(session, row.company_id, f"rule.{what}", "rule", row.id, by, {**named, **detail}, at)


def record_fact(
    session: Session, company_id: int, name: str, what: str, by: Actor, detail: Mapping[str, Any], at: datetime
) -> None:
    """An entry about a fact."""
    _record(session, company_id, f"fact.{what}", "fact", name, by, detail, at)


def _record(
    session: Session,
    company_id: int,
    action: str,
    kind: str,
    target: object,
    by: Actor,
    detail: Mapping[str, Any],
    at: datetime,
) -> None:
    record(
        session,
        company_id=company_id,
        actor=by,
        action=action,
        target_kind=kind,
        target_id=target,
        detail=detail,
        at=at,
    )
