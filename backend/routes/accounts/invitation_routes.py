"""Links that administrators make and hand over."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.accounts.user_schemas import (
    InvitationAnswer,
    InvitationsAnswer,
    MadeLinkAnswer,
    NewInvitation,
    NewRegistrationLink,
)
from backend.routes.operation import account, actor, backend, now, operation
from backend.services.accounts.invitations import Invited

blueprint = Blueprint("invitations", __name__)
ALL = "/api/invitations"
ONE = f"{ALL}/<int(max=2147483647):invitation_id>"
ACCESS = Permission.MANAGE_USERS


@operation(blueprint, "GET", ALL, access=ACCESS, answers=(InvitationsAnswer,))
def list_invitations() -> InvitationsAnswer:
    """List links that were neither used nor revoked, newest first."""
    found = backend().invitations.opened(account().scope, at=now())
    return InvitationsAnswer(items=[InvitationAnswer.model_validate(one) for one in found])


@operation(blueprint, "POST", ALL, access=ACCESS, body=NewInvitation, answers=(MadeLinkAnswer,), status=201)
def create_invitation(body: NewInvitation) -> MadeLinkAnswer:
    """Make a link with which somebody joins within 7 days."""
    invited = Invited(
        email=body.email,
        name=body.name,
        role=body.role,
        limits=body.limits.limits() if body.limits is not None else None,
        company_id=body.company_id,
    )
    return MadeLinkAnswer.model_validate(backend().invitations.invite(account(), invited, by=actor(), at=now()))


@operation(
    blueprint,
    "POST",
    f"{ALL}/registration",
    access=Permission.MANAGE_COMPANIES,
    body=NewRegistrationLink,
    answers=(MadeLinkAnswer,),
    status=201,
)
def create_registration_link(body: NewRegistrationLink) -> MadeLinkAnswer:
    """Make a link with which somebody registers a company within 7 days."""
    made = backend().invitations.registration(account(), email=body.email, name=body.name, by=actor(), at=now())
    return MadeLinkAnswer.model_validate(made)


@operation(blueprint, "POST", f"{ONE}/renew", access=ACCESS, answers=(MadeLinkAnswer,))
def renew_invitation(invitation_id: int) -> MadeLinkAnswer:
    """Make another link in the place of one that was lost or has expired; the earlier one ends."""
    return MadeLinkAnswer.model_validate(backend().invitations.renew(account(), invitation_id, by=actor(), at=now()))


@operation(blueprint, "DELETE", ONE, access=ACCESS, status=204)
def revoke_invitation(invitation_id: int) -> None:
    """End a link before it is used."""
    backend().invitations.revoke(account(), invitation_id, by=actor(), at=now())
