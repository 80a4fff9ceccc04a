"""Rules and their versions. Live means not deleted, of a camera that is not removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import Camera, RuleVersion, StoredRule


def add(session: Session, camera: Camera, **values: Any) -> StoredRule:
    """A new rule of version 1. IntegrityError when the camera has a live one of that name."""
    rule = StoredRule(company_id=camera.company_id, camera_id=camera.id, version=1, **values)
    session.add(rule)
    session.flush()
    return rule


def of_cameras(session: Session, camera_ids: Iterable[int]) -> Sequence[StoredRule]:
    """The rules of these cameras that are not deleted, by id."""
    query = select(StoredRule).where(StoredRule.camera_id.in_(list(camera_ids)), StoredRule.deleted_at.is_(None))
    return session.scalars(query.order_by(StoredRule.id)).all()


def of_zone(session: Session, zone_id: int) -> Sequence[StoredRule]:
    """The zone's rules that are not deleted, by id."""
    query = select(StoredRule).where(StoredRule.zone_id == zone_id, StoredRule.deleted_at.is_(None))
    return session.scalars(query.order_by(StoredRule.id)).all()


def deleted_with_zone(session: Session, zone_id: int, at: datetime) -> Sequence[StoredRule]:
    """The zone's rules that were deleted at this time, by id."""
    query = select(StoredRule).where(StoredRule.zone_id == zone_id, StoredRule.deleted_at == at)
    return session.scalars(query.order_by(StoredRule.id)).all()


def of_schedule(session: Session, schedule_id: int, *, deleted_too: bool = False) -> Sequence[StoredRule]:
    """The rules that follow the schedule, by id."""
    query = select(StoredRule).where(StoredRule.schedule_id == schedule_id)
    if not deleted_too:
        query = query.where(StoredRule.deleted_at.is_(None))
    return session.scalars(query.order_by(StoredRule.id)).all()


def find(session: Session, rule_id: int, *, deleted_too: bool = False) -> StoredRule | None:
    """The rule of a live camera, as it is stored now; None when there is none within the scope."""
    live = select(Camera.id).where(Camera.deleted_at.is_(None))
    query = select(StoredRule).where(StoredRule.id == rule_id, StoredRule.camera_id.in_(live))
    if not deleted_too:
        query = query.where(StoredRule.deleted_at.is_(None))
    return session.scalar(query.execution_options(populate_existing=True))


def add_version(session: Session, rule: StoredRule, definition: dict[str, Any], by_name: str) -> RuleVersion:
    """Record the rule's present version. IntegrityError when it is recorded already."""
    version = RuleVersion(
        company_id=rule.company_id,
        camera_id=rule.camera_id,
        rule_id=rule.id,
        version=rule.version,
        effective_from=rule.effective_from,
        definition=definition,
        by_name=by_name,
    )
    session.add(version)
    session.flush()
    return version


def end_version(session: Session, rule: StoredRule, at: datetime) -> None:
    """The rule's present version ends."""
    found = version(session, rule.id, rule.version)
    if found is not None and found.effective_to is None:
        found.effective_to = at


def versions(session: Session, rule_id: int) -> Sequence[RuleVersion]:
    """Every version of a rule, also of a deleted one, newest first; empty when it is outside the scope."""
    query = select(RuleVersion).where(RuleVersion.rule_id == rule_id)
    return session.scalars(query.order_by(RuleVersion.version.desc())).all()


def version(session: Session, rule_id: int, number: int) -> RuleVersion | None:
    """One version of a rule, also of a deleted one."""
    return session.scalar(select(RuleVersion).where(RuleVersion.rule_id == rule_id, RuleVersion.version == number))
