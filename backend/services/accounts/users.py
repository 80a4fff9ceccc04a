"""What administrators do with the users of their company."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.adapters.accounts import passwords
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import invitations, users
from backend.adapters.database.tables import User
from backend.core.accounts.administration import Member, require_change, require_grant
from backend.core.accounts.roles import Permission, Role
from backend.core.accounts.scope import Limits, Scope
from backend.core.audit.actor import Actor
from backend.core.errors import NotFound
from backend.services.accounts.members import (
    described,
    member,
    require_existing,
    require_not_above,
    require_version,
)
from backend.services.audit.trail import record


@dataclass(frozen=True, slots=True, kw_only=True)
class UserView:
    """A user as administrators see one."""

    id: int
    email: str
    name: str
    role: Role
    is_platform: bool
    limits: Limits | None
    created_at: datetime
    disabled_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UserEdit:
    """What to change; None changes nothing."""

    name: str | None = None
    role: Role | None = None
    is_platform: bool | None = None
    disabled: bool | None = None
    limits: Limits | None = None
    without_limits: bool = False
    """Take the limits away; `limits` is None then."""

    def after(self, before: Member, *, is_active: bool) -> Member:
        """The user as the rules see it after the change."""
        return replace(
            before,
            role=self.role or before.role,
            is_platform=before.is_platform if self.is_platform is None else self.is_platform,
            limits=None if self.without_limits else self.limits or before.limits,
            is_active=is_active,
        )


class UserAdministration:
    """The users of a company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self, scope: Scope) -> list[UserView]:
        """The company's users by name, disabled ones too."""
        with self._database.reading(scope) as session:
            return [_view(user) for user in users.listed(session, scope.owner_id)]

    def detail(self, scope: Scope, user_id: int) -> UserView:
        """One user. NotFound for one of another company and for a deleted one."""
        with self._database.reading(scope) as session:
            return _view(_found(users.listed(session, scope.owner_id), user_id))

    def update(
        self,
        company_id: int,
        user_id: int,
        edit: UserEdit,
        *,
        giver_id: int | None,
        version: int | None,
        by: Actor,
        at: datetime,
    ) -> UserView:
        """Change a user. `version`: as the caller saw it; None takes any. `giver_id`: None is the machine's owner.

        NotFound; NotAllowed for what the caller may not give; InvalidFields for limits that do not exist; Conflict
        (`changed_meanwhile`, `last_administrator`, `last_platform_administrator`).
        """
        with self._database.writing(Scope.installation()) as session:
            members = users.locked(session, company_id)
            user = _found(members, user_id)
            require_version(user, version)
            before = member(user)
            disabled = user.disabled_at is not None if edit.disabled is None else edit.disabled
            after = edit.after(before, is_active=not disabled)
            if giver_id is not None:
                giver = _giver(members, giver_id)
                require_not_above(giver, before)
                gains_platform = after.is_platform and not before.is_platform
                require_grant(giver, company_id=company_id, limits=after.limits, is_platform=gains_platform)
            require_existing(session, user.company_id, edit.limits)
            _require_others(session, members, before, after)
            changes = _changes(user, before, after, edit)
            if not changes:
                return _view(user)
            user.name = edit.name or user.name
            user.role = after.role
            user.is_platform = after.is_platform
            if disabled != (user.disabled_at is not None):
                user.disabled_at = at if disabled else None
            if after.limits != before.limits:
                users.set_limits(session, user, after.limits)
            _record(session, user, "user.changed", changes, by=by, at=at)
        return _view(user)

    def remove(
        self, company_id: int, user_id: int, *, giver_id: int, version: int | None, by: Actor, at: datetime
    ) -> None:
        """Delete a user for good: address, name and password are overwritten, log-ins and links end.

        NotFound, NotAllowed and Conflict as for `update`. The audit keeps what they did.
        """
        with self._database.writing(Scope.installation()) as session:
            members = users.locked(session, company_id)
            user = _found(members, user_id)
            require_version(user, version)
            before = member(user)
            giver = _giver(members, giver_id)
            require_not_above(giver, before)
            require_grant(giver, company_id=company_id)
            _require_others(session, members, before, None)
            detail = {"role": user.role}
            invitations.revoke_of_user(session, user.id, at=at)
            users.set_limits(session, user, None)
            user.email = f"deleted-{user.id}@invalid"
            user.name = "Deleted user"
            user.password_hash = passwords.hashed(passwords.generated())
            user.is_platform = False
            user.deleted_at = at
            _record(session, user, "user.deleted", detail, by=by, at=at)


def _found(members: list[User], user_id: int) -> User:
    found = next((user for user in members if user.id == user_id), None)
    if found is None:
        raise NotFound("There is no such user.", hint="Load the page again.")
    return found


def _giver(members: list[User], user_id: int) -> Member:
    """The user who asks, as they are now: another administrator may have disabled them meanwhile."""
    return member(_found(members, user_id))


def _require_others(session: Session, members: list[User], before: Member, after: Member | None) -> None:
    others = [member(user) for user in members if user.id != before.id]
    platform: list[User] = []
    if Permission.MANAGE_COMPANIES in before.permissions:
        platform = [user for user in users.platform_administrators(session) if user.id != before.id]
    require_change(
        before,
        after,
        other_administrators=sum(one.administers for one in others),
        other_platform_administrators=len(platform),
    )


def _changes(user: User, before: Member, after: Member, edit: UserEdit) -> dict[str, Any]:
    """What changes, as the audit shows it."""
    found: dict[str, Any] = {}
    if edit.name is not None and edit.name != user.name:
        found["name"] = {"before": user.name, "after": edit.name}
    if after.role != before.role:
        found["role"] = {"before": before.role.value, "after": after.role.value}
    if after.is_platform != before.is_platform:
        found["is_platform"] = after.is_platform
    if after.is_active != before.is_active:
        found["disabled"] = not after.is_active
    if after.limits != before.limits:
        found["limits"] = {"before": described(before.limits), "after": described(after.limits)}
    return found


def _record(session: Session, user: User, action: str, detail: dict[str, Any], *, by: Actor, at: datetime) -> None:
    record(
        session,
        company_id=user.company_id,
        actor=by,
        action=action,
        target_kind="user",
        target_id=user.id,
        detail=detail,
        at=at,
    )


def _view(user: User) -> UserView:
    return UserView(
        id=user.id,
        email=user.email,
        name=user.name,
        role=Role(user.role),
        is_platform=user.is_platform,
        limits=users.limits_of(user),
        created_at=user.created_at,
        disabled_at=user.disabled_at,
        version=user.version,
    )
