"""Removal of all rows of a company; its audit stays, because nothing deletes entries before their time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from backend.adapters.database.repositories.companies import Contents
from backend.adapters.database.repositories.evidence import EvidenceLocation
from backend.adapters.database.tables import (
    ApiKey,
    Camera,
    CameraStateChange,
    Company,
    DeadLetter,
    Invitation,
    RuleVersion,
    Schedule,
    Site,
    StoredCoverageSpan,
    StoredExposureMinute,
    StoredFact,
    StoredRule,
    StoredTrack,
    StoredZone,
    User,
    UserLimit,
    Violation,
)

BATCH = 1000
"""Rows per transaction. Larger: the ingest waits longer for its turn to write. Smaller: more entries in the audit."""
_MANY: tuple[Any, ...] = (StoredTrack, StoredExposureMinute, StoredCoverageSpan, CameraStateChange, DeadLetter)
_FEW: tuple[Any, ...] = (
    *(RuleVersion, StoredRule, StoredZone, StoredFact),
    *(ApiKey, Invitation, UserLimit, Camera, Schedule, Site, User),
)
"""In this order: each refers to those behind it only."""


def counted(contents: Contents) -> dict[str, int]:
    """The contents as the audit keeps them."""
    return asdict(contents)


def camera_ids(session: Session, company_id: int) -> list[int]:
    """The company's cameras, removed ones included."""
    return list(session.scalars(select(Camera.id).where(Camera.company_id == company_id)))


def violations(session: Session, company_id: int) -> list[EvidenceLocation]:
    """Some of the company's violations."""
    statement = select(Violation.id, Violation.company_id, Violation.camera_id, Violation.opened_at)
    found = session.execute(statement.where(Violation.company_id == company_id).limit(BATCH))
    return [EvidenceLocation(*row) for row in found]


def remove_batch(session: Session, company_id: int, violation_ids: Sequence[str]) -> dict[str, int]:
    """Delete these violations or, when there are none, some rows of another table. Returns how many, by table."""
    if violation_ids:
        session.execute(delete(Violation).where(Violation.company_id == company_id, Violation.id.in_(violation_ids)))
        return {Violation.__tablename__: len(violation_ids)}
    for table in _MANY:
        ids = session.scalars(select(table.id).where(table.company_id == company_id).limit(BATCH)).all()
        if ids:
            session.execute(delete(table).where(table.id.in_(ids)))
            return {table.__tablename__: len(ids)}
    return {}


def remove_company(session: Session, company_id: int, cameras: Sequence[int]) -> dict[str, int]:
    """Delete what is left of the company, and the company. Returns how many rows, by table.

    Failed events of its cameras without a readable company go, too; who was invited by its users stays.
    """
    of_company = select(User.id).where(User.company_id == company_id)
    session.execute(update(Invitation).where(Invitation.invited_by.in_(of_company)).values(invited_by=None))
    session.execute(update(Camera).where(Camera.override_by.in_(of_company)).values(override_by=None))
    session.execute(update(StoredRule).where(StoredRule.bypassed_by.in_(of_company)).values(bypassed_by=None))
    session.execute(update(StoredFact).where(StoredFact.updated_by.in_(of_company)).values(updated_by=None))
    removed: dict[str, int] = {}
    for table in (Violation, *_MANY, *_FEW):
        rule = table.company_id == company_id
        if table is DeadLetter:
            rule = or_(rule, DeadLetter.camera_id.in_(cameras))
        ids = session.scalars(select(table.id).where(rule)).all()
        session.execute(delete(table).where(table.id.in_(ids)))
        if ids:
            removed[table.__tablename__] = len(ids)
    session.execute(delete(Company).where(Company.id == company_id))
    return {**removed, Company.__tablename__: 1}
