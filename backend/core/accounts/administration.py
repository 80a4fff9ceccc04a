"""Who may give which role and limits, and which change would leave no administrator."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backend.core.accounts.roles import Permission, Role, permissions_of
from backend.core.accounts.scope import Limits
from backend.core.errors import Conflict, NotAllowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A user as these rules see one."""

    id: int
    company_id: int
    role: Role
    limits: Limits | None = None
    is_platform: bool = False
    is_active: bool = True
    """Neither disabled nor deleted."""

    @property
    def permissions(self) -> frozenset[Permission]:
        """What they may do."""
        if not self.is_active:
            return frozenset()
        return permissions_of(self.role, is_limited=self.limits is not None, is_platform=self.is_platform)

    @property
    def administers(self) -> bool:
        """Whether they can administer their company."""
        return Permission.MANAGE_USERS in self.permissions


def require_grant(giver: Member, *, company_id: int, limits: Limits | None = None, is_platform: bool = False) -> None:
    """NotAllowed unless the giver may give any role with these limits in this company.

    Company administrators give every role in their own company; platform administrators also invite the first
    administrator of another one, and make platform administrators.
    """
    rights = giver.permissions
    if is_platform and Permission.MANAGE_COMPANIES not in rights:
        raise NotAllowed("Only a platform administrator may make another one.", hint="Ask a platform administrator.")
    if company_id != giver.company_id:
        if Permission.MANAGE_COMPANIES not in rights:
            raise NotAllowed("Only a platform administrator may do this in another company.")
        if limits is not None:
            raise NotAllowed("The first administrator of a company has no limits.")
        return
    if Permission.MANAGE_USERS not in rights:
        raise NotAllowed("Only an administrator may do this.", hint="Ask an administrator.")


def require_change(
    before: Member, after: Member | None, *, other_administrators: int, other_platform_administrators: int
) -> None:
    """Conflict when the change leaves a company or the installation without an administrator.

    `after`: None when the user is deleted. `other_administrators`: users other than this one that administer the
    company; `other_platform_administrators`: other active platform administrators of the installation.
    """
    left = after if after is not None else replace(before, is_active=False)
    if before.administers and not left.administers and other_administrators == 0:
        raise Conflict(
            "This is the last administrator of the company.",
            code="last_administrator",
            hint="Make another user an administrator first.",
        )
    was_platform = Permission.MANAGE_COMPANIES in before.permissions
    if was_platform and Permission.MANAGE_COMPANIES not in left.permissions and other_platform_administrators == 0:
        raise Conflict(
            "This is the last platform administrator.",
            code="last_platform_administrator",
            hint="Make another user a platform administrator first.",
        )
