"""Users of the company."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.accounts.user_schemas import (
    DeleteMember,
    MadeLinkAnswer,
    MemberAnswer,
    MemberChange,
    MembersAnswer,
)
from backend.routes.operation import account, actor, backend, now, operation
from backend.services.accounts.users import UserEdit

blueprint = Blueprint("users", __name__)
ONE = "/api/users/<int(max=2147483647):user_id>"
ACCESS = Permission.MANAGE_USERS


@operation(blueprint, "GET", "/api/users", access=ACCESS, answers=(MembersAnswer,))
def list_users() -> MembersAnswer:
    """List the company's users by name, disabled ones too."""
    found = backend().users.listed(account().scope)
    return MembersAnswer(items=[MemberAnswer.model_validate(one) for one in found])


@operation(blueprint, "GET", ONE, access=ACCESS, answers=(MemberAnswer,))
def get_user(user_id: int) -> MemberAnswer:
    """Show one user."""
    return MemberAnswer.model_validate(backend().users.detail(account().scope, user_id))


@operation(blueprint, "PATCH", ONE, access=ACCESS, body=MemberChange, answers=(MemberAnswer,))
def change_user(user_id: int, body: MemberChange) -> MemberAnswer:
    """Change a user's name, role or limits, disable or enable them; what is absent stays."""
    edit = UserEdit(
        name=body.name,
        role=body.role,
        is_platform=body.is_platform,
        disabled=body.disabled,
        limits=body.limits.limits() if body.limits is not None else None,
        without_limits="limits" in body.model_fields_set and body.limits is None,
    )
    giver = account()
    found = backend().users.update(
        giver.company_id, user_id, edit, giver_id=giver.id, version=body.version, by=actor(), at=now()
    )
    return MemberAnswer.model_validate(found)


@operation(blueprint, "DELETE", ONE, access=ACCESS, query=DeleteMember, status=204)
def delete_user(user_id: int, query: DeleteMember) -> None:
    """Delete a user for good; the audit keeps what they did."""
    giver = account()
    backend().users.remove(giver.company_id, user_id, giver_id=giver.id, version=query.version, by=actor(), at=now())


@operation(blueprint, "POST", f"{ONE}/reset", access=ACCESS, answers=(MadeLinkAnswer,), status=201)
def reset_user(user_id: int) -> MadeLinkAnswer:
    """Make a link with which a user sets another password within 24 hours."""
    return MadeLinkAnswer.model_validate(backend().invitations.reset(account(), user_id, by=actor(), at=now()))
