"""Links with which companies register."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import Invitation


def open_link(session: Session, token_hash: str, *, at: datetime) -> Invitation | None:
    """The link for a registration with this digest, or None when it is unknown, used, revoked or expired.

    Its row is locked until the transaction ends: of two registrations one uses it.
    """
    return session.scalar(
        select(Invitation)
        .where(
            Invitation.token_hash == token_hash,
            Invitation.purpose == "register",
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > at,
        )
        .with_for_update()
    )
