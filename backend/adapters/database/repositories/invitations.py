"""Links that users were given: to join, to set a password, to confirm an address, to register a company."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import Invitation
from backend.core.accounts.scope import Limits


def opened(session: Session) -> Sequence[Invitation]:
    """Those that were neither used nor revoked, newest first; expired ones are among them."""
    return session.scalars(_unused().order_by(Invitation.created_at.desc(), Invitation.id.desc())).all()


def of_address(session: Session, company_id: int, email: str, *, purpose: str) -> Invitation | None:
    """An unused one of the company for this address."""
    chosen = (Invitation.company_id == company_id, Invitation.email == email, Invitation.purpose == purpose)
    return session.scalar(_unused().where(*chosen).order_by(Invitation.id.desc()).limit(1))


def of_user(session: Session, user_id: int, *, purpose: str | None = None) -> Sequence[Invitation]:
    """The unused ones that change this user."""
    found = _unused().where(Invitation.user_id == user_id)
    if purpose is not None:
        found = found.where(Invitation.purpose == purpose)
    return session.scalars(found).all()


def by_id(session: Session, invitation_id: int) -> Invitation | None:
    """The unused invitation, its row locked, or None when the scope holds no such one."""
    return session.scalar(_unused().where(Invitation.id == invitation_id).with_for_update())


def by_token(session: Session, token_hash: str) -> Invitation | None:
    """The one with this digest, used or not, its row locked: of two that use it one succeeds."""
    return session.scalar(select(Invitation).where(Invitation.token_hash == token_hash).with_for_update())


def revoke_of_user(session: Session, user_id: int, *, at: datetime, purpose: str | None = None) -> None:
    """Revoke what is unused and changes this user."""
    for one in of_user(session, user_id, purpose=purpose):
        one.revoked_at = at


def limits_of(invitation: Invitation) -> Limits | None:
    """What the invited user will be limited to; None is all of the company."""
    stored = invitation.limits
    return None if stored is None else Limits.of(sites=stored["site_ids"], cameras=stored["camera_ids"])


def stored_limits(limits: Limits | None) -> dict[str, list[int]] | None:
    """Limits as they are stored."""
    if limits is None:
        return None
    return {"site_ids": sorted(limits.site_ids), "camera_ids": sorted(limits.camera_ids)}


def _unused() -> Select[Invitation]:
    return select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
