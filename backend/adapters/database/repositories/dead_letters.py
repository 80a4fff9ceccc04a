"""Dead letters: events that could not be stored, newest first.

None is ever deleted to save space.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import Session, defer

from backend.adapters.database.tables import Camera, Company, DeadLetter
from backend.adapters.events.journal_folder import pack
from backend.core.events.head import head_of


@dataclass(frozen=True, slots=True)
class RetryPosition:
    """A letter's position in the order of retries.

    It stays valid after the letter was removed.
    """

    event_id: str
    """Empty where the event has none."""
    letter_id: int


def add(session: Session, fields: Mapping[bytes, bytes], *, code: str, reason: str, at: datetime) -> bool:
    """Store an entry as dead letter; False when it is stored already.

    One of an unknown company has no company.
    """
    wire = pack({name.decode(errors="replace"): fields[name] for name in sorted(fields)})
    digest = hashlib.sha256(wire).hexdigest()
    if session.scalar(select(DeadLetter.id).where(DeadLetter.digest == digest)) is not None:
        return False
    head = head_of(fields)
    company = session.get(Company, head.company_id) if head.company_id is not None else None
    session.add(
        DeadLetter(
            digest=digest,
            company_id=company.id if company is not None else None,
            camera_id=head.camera_id,
            event_id=head.event_id,
            kind=head.kind,
            decided_at=head.at,
            put_aside_at=at,
            code=code,
            reason=reason.replace("\x00", ""),
            wire=wire,
        )
    )
    return True


def listed(session: Session, *, before: int | None, limit: int) -> list[tuple[DeadLetter, str | None]]:
    """The letters within the scope, newest first.

    With the camera's name, without their content.
    """
    statement = (
        select(DeadLetter, Camera.name)
        .outerjoin(Camera, (Camera.id == DeadLetter.camera_id) & (Camera.company_id == DeadLetter.company_id))
        .options(defer(DeadLetter.wire))
    )
    if before is not None:
        statement = statement.where(DeadLetter.id < before)
    statement = statement.order_by(DeadLetter.id.desc()).limit(limit)
    return [(row, name) for row, name in session.execute(statement).all()]


def find(session: Session, letter_id: int) -> DeadLetter | None:
    """The letter, or None when the scope holds no such one."""
    return session.scalar(select(DeadLetter).where(DeadLetter.id == letter_id))


def to_retry(session: Session, company_id: int, *, behind: RetryPosition | None = None) -> list[RetryPosition]:
    """The company's letters by the time of decision: a violation's beginning first.

    `behind` leaves out that position and all before it.
    """
    event_id = func.coalesce(DeadLetter.event_id, "")
    statement = select(event_id, DeadLetter.id).where(DeadLetter.company_id == company_id)
    if behind is not None:
        same = and_(event_id == behind.event_id, DeadLetter.id > behind.letter_id)
        statement = statement.where(or_(event_id > behind.event_id, same))
    found = session.execute(statement.order_by(event_id, DeadLetter.id)).all()
    return [RetryPosition(event, letter_id) for event, letter_id in found]


def remove(session: Session, letter_id: int) -> None:
    """Delete it. One that does not exist is ignored."""
    session.execute(delete(DeadLetter).where(DeadLetter.id == letter_id))


def count(session: Session) -> int:
    """Number of letters within the scope."""
    return session.scalar(select(func.count()).select_from(DeadLetter)) or 0


def counts(session: Session) -> dict[int | None, int]:
    """Number of letters within the scope by company."""
    found = session.execute(select(DeadLetter.company_id, func.count()).group_by(DeadLetter.company_id))
    return {row[0]: row[1] for row in found}
