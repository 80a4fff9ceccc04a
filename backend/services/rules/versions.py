"""Writes versions of rules: each change ends one and begins the next, with zone and schedule as they are then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.adapters.database.repositories.rules import camera_rules
from backend.adapters.database.repositories.rules import rules as stored_rules
from backend.adapters.database.tables import RuleVersion, Schedule, StoredRule, StoredZone
from backend.adapters.rules.definition import UNREADABLE, rule_of, version_to_json
from backend.core.errors import Conflict
from backend.core.rules.rule import Rule
from backend.services.rules.views import RuleVersionView


def unreadable(what: str) -> Conflict:
    """The error for a stored zone or rule that cannot be read."""
    return Conflict(f"This {what} cannot be read.", code="unreadable", hint="Delete it and make it again.")


def rule_of_row(session: Session, row: StoredRule) -> Rule:
    """The rule with its zone and schedule as they are stored now. Conflict (`unreadable`) when it cannot be read."""
    texts = camera_rules.schedule_texts(session, [row.schedule_id])
    zone = session.get(StoredZone, row.zone_id) if row.zone_id is not None else None
    try:
        found = camera_rules.zone_from(zone) if zone is not None else None
        return camera_rules.rule_from(row, found, texts.get(row.schedule_id, ""))
    except UNREADABLE as error:
        raise unreadable("rule") from error


def begin(session: Session, row: StoredRule, by_name: str) -> None:
    """Record the version that the row has now."""
    session.flush()
    rule, schedule = rule_of_row(session, row), None
    if row.schedule_id is not None:
        schedule = session.get(Schedule, row.schedule_id)
    named: dict[str, Any] = {
        "schedule_id": schedule.id if schedule is not None else None,
        "schedule_name": schedule.name if schedule is not None else "",
    }
    stored_rules.add_version(session, row, {**version_to_json(rule), **named}, by_name)


def renew(session: Session, rows: Iterable[StoredRule], by_name: str, at: datetime) -> None:
    """End the present version of these rules and begin the next. An unreadable rule keeps its last readable version."""
    session.flush()
    for row in rows:
        try:
            rule_of_row(session, row)
        except Conflict:
            continue
        stored_rules.end_version(session, row, at)
        row.version += 1
        row.effective_from = at
        begin(session, row, by_name)


def view_of(row: RuleVersion) -> RuleVersionView:
    """A version as services answer it. Conflict (`unreadable`) when it cannot be read."""
    try:
        rule = replace(rule_of(row.definition), version=row.version)
        return RuleVersionView(
            camera_id=row.camera_id,
            rule=rule,
            schedule_id=row.definition.get("schedule_id"),
            schedule_name=str(row.definition.get("schedule_name", "")),
            effective_from=row.effective_from,
            effective_to=row.effective_to,
            by_name=row.by_name,
        )
    except UNREADABLE as error:
        raise unreadable("version") from error
