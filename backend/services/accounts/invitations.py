"""Links that administrators make and hand over: to join, to set a password, to register a company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from backend.adapters.accounts import link_tokens
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import companies, invitations, users
from backend.adapters.database.tables import Invitation, User
from backend.core.accounts import links
from backend.core.accounts.administration import require_grant
from backend.core.accounts.links import LinkPurpose
from backend.core.accounts.roles import Permission, Role
from backend.core.accounts.scope import Limits, Scope
from backend.core.audit.actor import Actor
from backend.core.errors import Conflict, NotAllowed, NotFound
from backend.services.accounts.accounts import Account
from backend.services.accounts.members import (
    described,
    member,
    member_of,
    require_existing,
    require_not_above,
)
from backend.services.audit.trail import record


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """A link that was neither used nor revoked. Of a registration, company and role are None."""

    id: int
    purpose: LinkPurpose
    company_id: int | None
    user_id: int | None
    email: str
    name: str
    role: Role | None
    limits: Limits | None
    created_at: datetime
    expires_at: datetime
    is_expired: bool


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link; it is shown this once."""

    invitation: InvitationView
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who is invited as what. `company_id`: None is the inviting user's own company."""

    email: str
    name: str
    role: Role
    limits: Limits | None = None
    company_id: int | None = None


class Invitations:
    """The links of a company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def opened(self, scope: Scope, *, at: datetime) -> list[InvitationView]:
        """Those that were neither used nor revoked, newest first; platform administrators see registrations as well."""
        with self._database.reading(scope) as session:
            return [_view(one, at) for one in invitations.opened(session)]

    def invite(self, account: Account, invited: Invited, *, by: Actor, at: datetime) -> MadeLink:
        """A link with which somebody joins.

        NotFound for another company, unless a platform administrator invites its administrator; NotAllowed for what
        the caller may not give; InvalidFields for limits that do not exist; Conflict (`email_in_use`,
        `already_invited`).
        """
        company_id = invited.company_id or account.company_id
        if company_id != account.company_id and Permission.MANAGE_COMPANIES not in account.permissions:
            raise NotFound("There is no such company.")
        if company_id != account.company_id and invited.role != Role.ADMIN:
            raise NotAllowed("In another company only its administrator is invited.", hint="Choose this role.")
        require_grant(member_of(account), company_id=company_id, limits=invited.limits)
        return invite(self._database, company_id, invited, invited_by=account.id, by=by, at=at)

    def reset(self, account: Account, user_id: int, *, by: Actor, at: datetime) -> MadeLink:
        """A link with which a user sets another password. Earlier ones end. NotFound; NotAllowed; Conflict."""
        with self._database.writing(account.scope) as session:
            user = users.by_id(session, user_id)
            if user is None or user.deleted_at is not None:
                raise NotFound("There is no such user.", hint="Load the page again.")
            require_not_above(member_of(account), member(user))
            made = reset(session, user, invited_by=account.id, by=by, at=at)
        return made

    def registration(self, account: Account, *, email: str, name: str, by: Actor, at: datetime) -> MadeLink:
        """A link with which somebody registers a company."""
        token = link_tokens.made()
        with self._database.writing(Scope.installation()) as session:
            row = _add(
                session, LinkPurpose.REGISTER, token, company_id=None, email=email, name=name, by=account.id, at=at
            )
            _record(session, row, "invitation.made", by=by, at=at)
        return MadeLink(_view(row, at), links.PATH + token)

    def renew(self, account: Account, invitation_id: int, *, by: Actor, at: datetime) -> MadeLink:
        """Another link in the place of one that was lost or has expired; the earlier one ends. NotFound; NotAllowed."""
        token = link_tokens.made()
        with self._database.writing(_scope(account)) as session:
            row = _found(session, account, invitation_id)
            if row.user_id is not None and row.purpose == LinkPurpose.RESET:
                user = users.by_id(session, row.user_id)
                if user is not None:
                    require_not_above(member_of(account), member(user))
            row.token_hash = link_tokens.digest(token)
            row.expires_at = at + links.LIFETIMES[LinkPurpose(row.purpose)]
            _record(session, row, "invitation.renewed", by=by, at=at)
        return MadeLink(_view(row, at), links.PATH + token)

    def revoke(self, account: Account, invitation_id: int, *, by: Actor, at: datetime) -> None:
        """End a link before it is used. NotFound when there is none, or it was used."""
        with self._database.writing(_scope(account)) as session:
            row = _found(session, account, invitation_id)
            row.revoked_at = at
            _record(session, row, "invitation.revoked", by=by, at=at)


def invite(
    database: Database, company_id: int, invited: Invited, *, invited_by: int | None, by: Actor, at: datetime
) -> MadeLink:
    """A link with which somebody joins the company; `invited_by` is None for a command on the machine.

    NotFound, InvalidFields and Conflict as of `Invitations.invite`.
    """
    token = link_tokens.made()
    with database.writing(Scope.company(company_id)) as session:
        if not companies.sites(session, company_id):
            raise NotFound("There is no such company.")
        if users.by_email(session, invited.email) is not None:
            raise Conflict("This address has an account already.", code="email_in_use", hint="Change that user.")
        earlier = invitations.of_address(session, company_id, invited.email, purpose=LinkPurpose.INVITE)
        if earlier is not None:
            raise Conflict(
                "This address was invited already.",
                code="already_invited",
                hint="Make a new link for that invitation, or revoke it.",
            )
        require_existing(session, company_id, invited.limits)
        row = _add(
            session,
            LinkPurpose.INVITE,
            token,
            company_id=company_id,
            email=invited.email,
            name=invited.name,
            role=invited.role,
            limits=invited.limits,
            by=invited_by,
            at=at,
        )
        _record(session, row, "invitation.made", by=by, at=at)
    return MadeLink(_view(row, at), links.PATH + token)


def reset(session: Session, user: User, *, invited_by: int | None, by: Actor, at: datetime) -> MadeLink:
    """A link with which the user sets another password. Conflict (`user_disabled`) for a disabled one."""
    if user.disabled_at is not None:
        raise Conflict("This user is disabled.", code="user_disabled", hint="Enable them first.")
    token = link_tokens.made()
    invitations.revoke_of_user(session, user.id, at=at, purpose=LinkPurpose.RESET)
    row = _add(
        session,
        LinkPurpose.RESET,
        token,
        company_id=user.company_id,
        user_id=user.id,
        email=user.email,
        name=user.name,
        role=Role(user.role),
        by=invited_by,
        at=at,
    )
    _record(session, row, "invitation.made", by=by, at=at)
    return MadeLink(_view(row, at), links.PATH + token)


def ask_for_address(session: Session, user: User, email: str, *, at: datetime) -> Invitation:
    """An unused link of the purpose `email`. Nobody knows its token: an administrator renews it and hands it over."""
    invitations.revoke_of_user(session, user.id, at=at, purpose=LinkPurpose.EMAIL)
    return _add(
        session,
        LinkPurpose.EMAIL,
        link_tokens.made(),
        company_id=user.company_id,
        user_id=user.id,
        email=email,
        name=user.name,
        role=Role(user.role),
        by=user.id,
        at=at,
    )


def _scope(account: Account) -> Scope:
    """Registrations belong to no company, and their audit to the installation's."""
    return Scope.installation() if account.scope.unassigned else account.scope


def _found(session: Session, account: Account, invitation_id: int) -> Invitation:
    row = invitations.by_id(session, invitation_id)
    if row is None or not account.scope.permits(row.company_id):
        raise NotFound("There is no such open link.", hint="Load the page again: it may have been used.")
    return row


def _add(
    session: Session,
    purpose: LinkPurpose,
    token: str,
    *,
    company_id: int | None,
    email: str,
    name: str,
    by: int | None,
    at: datetime,
    user_id: int | None = None,
    role: Role | None = None,
    limits: Limits | None = None,
) -> Invitation:
    row = Invitation(
        company_id=company_id,
        purpose=purpose,
        token_hash=link_tokens.digest(token),
        user_id=user_id,
        email=email,
        name=name,
        role=role or "",
        limits=invitations.stored_limits(limits),
        invited_by=by,
        created_at=at,
        expires_at=at + links.LIFETIMES[purpose],
    )
    session.add(row)
    session.flush()
    return row


def _record(session: Session, row: Invitation, action: str, *, by: Actor, at: datetime) -> None:
    detail = {"purpose": row.purpose, "email": row.email, "role": row.role}
    if row.limits is not None:
        detail["limits"] = described(invitations.limits_of(row))  # type: ignore[assignment]
    record(
        session,
        company_id=row.company_id,
        actor=by,
        action=action,
        target_kind="invitation",
        target_id=row.id,
        detail=detail,
        at=at,
    )


def _view(row: Invitation, at: datetime) -> InvitationView:
    return InvitationView(
        id=row.id,
        purpose=LinkPurpose(row.purpose),
        company_id=row.company_id,
        user_id=row.user_id,
        email=row.email,
        name=row.name,
        role=Role(row.role) if row.role else None,
        limits=invitations.limits_of(row),
        created_at=row.created_at,
        expires_at=row.expires_at,
        is_expired=row.expires_at <= at,
    )
