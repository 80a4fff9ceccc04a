"""What happens with a link when the person who was given it opens it. There is no log-in yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.adapters.accounts import link_tokens, passwords
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import invitations, users
from backend.adapters.database.tables import Camera, Company, Invitation, Site, User
from backend.core.accounts import links, password_rules
from backend.core.accounts.links import LinkPurpose
from backend.core.accounts.roles import Role
from backend.core.accounts.scope import Limits, Scope
from backend.core.audit.actor import Actor
from backend.core.errors import Conflict, InvalidFields, InvalidInput
from backend.services.accounts.accounts import Accounts, Login
from backend.services.audit.trail import record


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """What a link is for, to its holder."""

    purpose: LinkPurpose
    email: str
    name: str
    role: Role | None
    company: str | None
    expires_at: datetime


class AcceptedLinks:
    """Links and what they change."""

    def __init__(self, database: Database, accounts: Accounts) -> None:
        self._database = database
        self._accounts = accounts

    def inspect(self, token: str, *, at: datetime) -> LinkView:
        """What the link is for. NotFound (`link_unknown`); Removed (`link_used`, `link_revoked`, `link_expired`)."""
        with self._database.reading(Scope.installation()) as session:
            row = _usable(invitations.by_token(session, link_tokens.digest(token)), at)
            company = session.get(Company, row.company_id) if row.company_id is not None else None
        return LinkView(
            purpose=LinkPurpose(row.purpose),
            email=row.email,
            name=row.name,
            role=Role(row.role) if row.role else None,
            company=company.name if company is not None else None,
            expires_at=row.expires_at,
        )

    def accept(
        self, token: str, *, name: str | None, password: str | None, address: str, at: datetime
    ) -> tuple[LinkPurpose, Login | None]:
        """Use the link: a log-in where it sets a password.

        As `inspect`, and InvalidFields for a password that the rules refuse, Conflict for an address that cannot be
        used. A link that could not be used stays as it was.
        """
        found = self.inspect(token, at=at)
        if found.purpose == LinkPurpose.REGISTER:
            raise InvalidInput(
                "This link registers a company.", code="link_registers", hint="Use it at /api/companies/register."
            )
        if found.purpose == LinkPurpose.EMAIL:
            password_hash = None
        else:
            password_hash = passwords.hashed(checked_password(password, found.email))
        try:
            with self._database.writing(Scope.installation()) as session:
                row = _usable(invitations.by_token(session, link_tokens.digest(token)), at)
                row.accepted_at = at
                user = _joined(session, row, name, password_hash, at) if row.user_id is None else _changed(session, row)
                if row.user_id is not None and password_hash is not None:
                    user.password_hash = password_hash
                if found.purpose == LinkPurpose.EMAIL:
                    user.email = row.email
                session.flush()
                record(
                    session,
                    company_id=user.company_id,
                    actor=Actor(user.id, user.name, address),
                    action="invitation.accepted",
                    target_kind="user",
                    target_id=user.id,
                    detail={"purpose": row.purpose, "email": row.email, "invitation": row.id},
                    at=at,
                )
        except IntegrityError as error:
            raise Conflict(
                "This e-mail address cannot be used.", code="email_in_use", hint="Ask for a link to another address."
            ) from error
        if password is None or password_hash is None:
            return found.purpose, None
        return found.purpose, self._accounts.log_in(user.email, password, address=address, at=at)


def checked_password(password: str | None, email: str, *, field: str = "password") -> str:
    """The password. InvalidFields with a text that helps, when it is none or the rules refuse it."""
    fault = password_rules.fault(password or "", email)
    if password is None or fault is not None:
        raise InvalidFields([(field, fault or "Choose a password.")])
    return password


def _usable(row: Invitation | None, at: datetime) -> Invitation:
    if row is None:
        raise links.unknown()
    fault = links.fault(accepted_at=row.accepted_at, revoked_at=row.revoked_at, expires_at=row.expires_at, at=at)
    if fault is not None:
        raise fault
    return row


def _joined(session: Session, row: Invitation, name: str | None, password_hash: str | None, at: datetime) -> User:
    if row.company_id is None or password_hash is None:
        raise links.unknown()
    user = users.add(
        session,
        row.company_id,
        email=row.email,
        name=name or row.name,
        role=row.role,
        password_hash=password_hash,
        at=at,
    )
    limits = invitations.limits_of(row)
    if limits is not None:
        user = users.by_id(session, user.id) or user  # with its limits, of which there are none yet
        users.set_limits(session, user, _existing(session, row.company_id, limits))
    return user


def _existing(session: Session, company_id: int, limits: Limits) -> Limits:
    """What is left of limits since the invitation. Nothing left permits nothing."""
    sites = session.scalars(select(Site.id).where(Site.company_id == company_id, Site.id.in_(limits.site_ids)))
    of_company = (Camera.company_id == company_id, Camera.id.in_(limits.camera_ids))
    return Limits.of(sites=sites, cameras=session.scalars(select(Camera.id).where(*of_company)))


def _changed(session: Session, row: Invitation) -> User:
    user = users.by_id(session, row.user_id) if row.user_id is not None else None
    if user is None or user.deleted_at is not None or user.disabled_at is not None:
        raise links.unknown()
    return user
