"""Registration of a company with its first administrator."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.adapters.accounts import passwords
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import users
from backend.adapters.database.repositories.registration_links import open_link
from backend.adapters.database.tables import Invitation
from backend.core.accounts.roles import Role
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import Actor
from backend.core.errors import Conflict, NotAllowed
from backend.services.accounts.accepted_links import checked_password
from backend.services.accounts.accounts import Accounts, Login
from backend.services.audit.trail import record
from backend.services.cameras.sites import require_time_zone
from backend.services.companies.companies import add_company

Mode = Literal["closed", "invitation", "open"]


@dataclass(frozen=True, slots=True)
class NewAdministrator:
    """Who registers."""

    email: str
    name: str
    password: str


class Registration:
    """Companies that register themselves, as the installation's setting permits."""

    def __init__(self, database: Database, accounts: Accounts, mode: Mode) -> None:
        self._database = database
        self._accounts = accounts
        self.mode: Mode = mode

    def register(
        self,
        administrator: NewAdministrator,
        *,
        company: str,
        site: str,
        time_zone: str,
        token: str,
        by: Actor,
        at: datetime,
    ) -> Login:
        """A new company, its first site and administrator, who is logged in.

        NotAllowed (`registration_closed`, `link_invalid`), InvalidFields for time zone or password, Conflict for the
        address.
        """
        if self.mode == "closed":
            raise NotAllowed(
                "Companies do not register here by themselves.",
                code="registration_closed",
                hint="Ask the administrator of this installation.",
            )
        require_time_zone(time_zone)
        checked_password(administrator.password, administrator.email)
        if self.mode == "invitation" or token:
            with self._database.reading(Scope.installation()) as session:
                self._link(session, token, at)  # before the costly hash
        password_hash = passwords.hashed(administrator.password)
        try:
            with self._database.writing(Scope.installation()) as session:
                if self.mode == "invitation" or token:
                    self._accept(session, token, at)
                owner = add_company(session, company, site, time_zone, by=by, at=at, how="registered")
                user = users.add(
                    session,
                    owner.id,
                    email=administrator.email,
                    name=administrator.name,
                    role=Role.ADMIN,
                    password_hash=password_hash,
                    at=at,
                )
                record(
                    session,
                    company_id=owner.id,
                    actor=by,
                    action="user.added",
                    target_kind="user",
                    target_id=user.id,
                    detail={"email": user.email, "role": user.role},
                    at=at,
                )
        except IntegrityError as error:
            raise Conflict(
                "This e-mail address cannot be used.", code="email_in_use", hint="Log in, or use another address."
            ) from error
        return self._accounts.log_in(administrator.email, administrator.password, address=by.address, at=at)

    def _accept(self, session: Session, token: str, at: datetime) -> None:
        self._link(session, token, at).accepted_at = at
        session.flush()

    def _link(self, session: Session, token: str, at: datetime) -> Invitation:
        found = open_link(session, hashlib.sha256(token.encode()).hexdigest(), at=at)
        if found is None:
            raise NotAllowed(
                "This link cannot be used: it is unknown, was used, or has expired.",
                code="link_invalid",
                hint="Ask for a new one.",
            )
        return found
