"""Users.

Finding one by e-mail or by token comes before their company is known; all else names the company.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.adapters.database.tables import User


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
    """The user with this e-mail address, disabled or not."""
    return session.scalar(select(User).where(User.email == email.lower()))


def by_id(session: Session, user_id: int) -> User | None:
    """The user that a token names, disabled or not."""
    return session.get(User, user_id)
