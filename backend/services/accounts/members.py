"""What administration of users and of invitations share."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.adapters.database.repositories import users
from backend.adapters.database.tables import Camera, Site, User
from backend.core.accounts.administration import Member
from backend.core.accounts.roles import Permission, Role
from backend.core.accounts.scope import Limits
from backend.core.errors import Conflict, InvalidFields, NotAllowed
from backend.services.accounts.accounts import Account


def member_of(account: Account) -> Member:
    """The user who asks, as the rules see one."""
    return Member(
        id=account.id,
        company_id=account.company_id,
        role=account.role,
        limits=account.limits,
        is_platform=account.is_platform,
    )


def member(user: User) -> Member:
    """A stored user, with its limits loaded, as the rules see one."""
    return Member(
        id=user.id,
        company_id=user.company_id,
        role=Role(user.role),
        limits=users.limits_of(user),
        is_platform=user.is_platform,
        is_active=user.disabled_at is None and user.deleted_at is None,
    )


def require_not_above(giver: Member, target: Member) -> None:
    """NotAllowed when the user may do what the giver may not: a platform administrator."""
    if target.is_platform and Permission.MANAGE_COMPANIES not in giver.permissions:
        raise NotAllowed(
            "This user is a platform administrator.", hint="Only another platform administrator may change them."
        )


def require_existing(session: Session, company_id: int, limits: Limits | None) -> None:
    """InvalidFields when the limits name a site or a camera that the company does not have."""
    if limits is None:
        return
    sites = set(session.scalars(select(Site.id).where(Site.company_id == company_id, Site.id.in_(limits.site_ids))))
    of_company = (Camera.company_id == company_id, Camera.id.in_(limits.camera_ids))
    cameras = set(session.scalars(select(Camera.id).where(*of_company)))
    faults = [("limits.site_ids", f"There is no site {one}.") for one in sorted(limits.site_ids - sites)]
    faults += [("limits.camera_ids", f"There is no camera {one}.") for one in sorted(limits.camera_ids - cameras)]
    if faults:
        raise InvalidFields(faults)


def require_version(user: User, version: int | None) -> None:
    """Conflict (`changed_meanwhile`) when the user is not as the caller saw it; None: whatever it is now."""
    if version is not None and user.version != version:
        raise Conflict(
            "Somebody else changed this user meanwhile.",
            code="changed_meanwhile",
            hint="Load it again, then change it.",
        )


def described(limits: Limits | None) -> dict[str, list[int]] | None:
    """Limits in an audit entry."""
    if limits is None:
        return None
    return {"site_ids": sorted(limits.site_ids), "camera_ids": sorted(limits.camera_ids)}
