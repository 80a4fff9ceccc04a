"""Users.

Finding one by e-mail or by token comes before their company is known; all else names the company.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import flag_modified

from backend.adapters.database.tables import Company, User, UserLimit
from backend.core.accounts.email_address import normal
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
    """A new user. `email` is stored in its normal form."""
    user = User(
        company_id=company_id,
        email=normal(email),
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
    return session.scalars(_with_limits().where(User.email == normal(email))).unique().first()


def by_id(session: Session, user_id: int) -> User | None:
    """The user that a token names and their limits, in one query; disabled or not."""
    return session.scalars(_with_limits().where(User.id == user_id)).unique().first()


def listed(session: Session, company_id: int) -> list[User]:
    """The company's users with their limits, by name; deleted ones are not among them."""
    found = _with_limits().where(User.company_id == company_id, User.deleted_at.is_(None))
    return list(session.scalars(found.order_by(User.name, User.id)).unique())


def locked(session: Session, company_id: int) -> list[User]:
    """As `listed`, with the company's row locked: what is counted of its users stays true in this transaction."""
    session.execute(select(Company.id).where(Company.id == company_id).with_for_update())
    return listed(session, company_id)


def platform_administrators(session: Session) -> list[User]:
    """The active ones of the installation with their limits, their rows locked until the transaction ends."""
    chosen = (User.is_platform, User.disabled_at.is_(None), User.deleted_at.is_(None))
    session.execute(select(User.id).where(*chosen).order_by(User.id).with_for_update())
    return list(session.scalars(_with_limits().where(*chosen)).unique())


def set_limits(session: Session, user: User, limits: Limits | None) -> None:
    """Limit the user, or take the limits away (None). The user's version grows."""
    user.limits.clear()
    session.flush()  # the same entries may come again
    user.is_limited = limits is not None
    flag_modified(user, "is_limited")
    if limits is not None:
        owner = {"company_id": user.company_id, "user_id": user.id}
        user.limits += [UserLimit(**owner, site_id=one) for one in sorted(limits.site_ids)]
        user.limits += [UserLimit(**owner, camera_id=one) for one in sorted(limits.camera_ids)]


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
