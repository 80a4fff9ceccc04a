"""API keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import ApiKey


def listed(session: Session) -> Sequence[ApiKey]:
    """Those that were not revoked, newest first; expired ones are among them."""
    found = select(ApiKey).where(ApiKey.revoked_at.is_(None))
    return session.scalars(found.order_by(ApiKey.created_at.desc(), ApiKey.id.desc())).all()


def count_valid(session: Session, company_id: int, *, at: datetime) -> int:
    """How many keys of the company are neither revoked nor expired."""
    valid = (ApiKey.revoked_at.is_(None), or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > at))
    found = select(func.count(ApiKey.id)).where(ApiKey.company_id == company_id, *valid)
    return session.scalar(found) or 0


def by_id(session: Session, key_id: int) -> ApiKey | None:
    """The key that was not revoked, its row locked, or None when the scope holds no such one."""
    found = select(ApiKey).where(ApiKey.id == key_id, ApiKey.revoked_at.is_(None))
    return session.scalar(found.with_for_update())


def by_digest(session: Session, key_hash: str) -> ApiKey | None:
    """The key with this digest, revoked or not."""
    return session.scalar(select(ApiKey).where(ApiKey.key_hash == key_hash))
