"""Users.

Finding one by e-mail or by token comes before their company is known; all else names the company.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from backend.adapters.database.tables import User
from backend.core.accounts.scope import Limits


def add(
    session: Session,
    company_id: int,
    *,
    email: str,
    name: str,
    role: str,
    password_hash: str,
    at: datetime,
    is_platform: bool = False,
) -> User:
    """A new user. `email` is stored in lower case."""
    user = User(
        company_id=company_id,
        email=email.lower(),
        name=name,
        role=role,
        is_platform=is_platform,
        password_hash=password_hash,
        created_at=at,
    )
    session.add(user)
    session.flush()
    return user


def any_user(session: Session) -> bool:
    """Whether there is any user."""
    return session.scalar(select(func.count()).select_from(User)) != 0


def by_email(session: Session, email: str) -> User | None:
    """The user with this e-mail address and their limits, disabled or not."""
    return session.scalars(_with_limits().where(User.email == email.lower())).unique().first()


def by_id(session: Session, user_id: int) -> User | None:
    """The user that a token names and their limits, in one query; disabled or not."""
    return session.scalars(_with_limits().where(User.id == user_id)).unique().first()


def limits_of(user: User) -> Limits | None:
    """What the user is limited to; None is all of the company."""
    if not user.is_limited:
        return None
    return Limits.of(
        sites=[one.site_id for one in user.limits if one.site_id is not None],
        cameras=[one.camera_id for one in user.limits if one.camera_id is not None],
    )


def _with_limits() -> Select[User]:
    return select(User).options(joinedload(User.limits))
