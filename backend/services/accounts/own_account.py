"""What users do with their own account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.adapters.accounts import passwords
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import invitations, users
from backend.adapters.database.tables import Company, User
from backend.core.accounts.links import LinkPurpose
from backend.core.accounts.roles import Permission, Role, permissions_of
from backend.core.accounts.scope import Limits, Scope
from backend.core.audit.actor import Actor
from backend.core.errors import Conflict, InvalidFields, NotFound
from backend.services.accounts.accepted_links import checked_password
from backend.services.accounts.accounts import Account, Accounts, Login
from backend.services.accounts.invitations import ask_for_address
from backend.services.accounts.members import require_version
from backend.services.audit.trail import record


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """The user who asks. `pending_email`: an address that waits for its confirmation."""

    id: int
    email: str
    pending_email: str | None
    name: str
    role: Role
    is_platform: bool
    permissions: frozenset[Permission]
    limits: Limits | None
    company_id: int
    company: str
    language: str | None
    version: int


class OwnAccount:
    """Name, language, password and address of the user who asks."""

    def __init__(self, database: Database, accounts: Accounts) -> None:
        self._database = database
        self._accounts = accounts

    def detail(self, account: Account) -> AccountView:
        """The account."""
        with self._database.reading(Scope.installation()) as session:
            return _view(session, _user(session, account))

    def update(
        self,
        account: Account,
        *,
        name: str | None,
        language: str | None,
        version: int,
        by: Actor,
        at: datetime,
    ) -> AccountView:
        """Change name or language; None changes nothing. Conflict (`changed_meanwhile`)."""
        with self._database.writing(Scope.installation()) as session:
            user = _user(session, account)
            require_version(user, version)
            wanted = {"name": name, "language": language}
            changes = {k: v for k, v in wanted.items() if v is not None and v != getattr(user, k)}
            for field, value in changes.items():
                setattr(user, field, value)
            if changes:
                _record(session, user, "account.changed", changes, by=by, at=at)
            return _view(session, user)

    def set_password(self, account: Account, *, current: str, password: str, by: Actor, at: datetime) -> Login:
        """Another password and a new log-in; every earlier log-in ends. InvalidFields for either password."""
        self._require_password(account, current)
        password_hash = passwords.hashed(checked_password(password, account.email))
        with self._database.writing(Scope.installation()) as session:
            user = _user(session, account)
            _require_unchanged(user, account)
            user.password_hash = password_hash
            invitations.revoke_of_user(session, user.id, at=at, purpose=LinkPurpose.RESET)
            _record(session, user, "account.password_changed", {}, by=by, at=at)
        return self._accounts.log_in(user.email, password, address=by.address, at=at)

    def ask_for_address(self, account: Account, *, password: str, email: str, by: Actor, at: datetime) -> AccountView:
        """Ask for another e-mail address. It changes when the link is used that an administrator hands over.

        InvalidFields for the password; Conflict for the own address and for one in use within the company.
        """
        self._require_password(account, password, field="password")
        with self._database.writing(Scope.installation()) as session:
            user = _user(session, account)
            _require_unchanged(user, account)
            other = users.by_email(session, email)
            if other is not None and other.company_id == user.company_id:
                raise Conflict("This address has an account already.", code="email_in_use", hint="Use another one.")
            ask_for_address(session, user, email, at=at)
            _record(session, user, "account.address_asked", {"email": email}, by=by, at=at)
            return _view(session, user)

    def _require_password(self, account: Account, password: str, *, field: str = "current_password") -> None:
        with self._database.reading(Scope.installation()) as session:
            stored = _user(session, account).password_hash
        if not passwords.matches(password, stored):
            raise InvalidFields([(field, "This is not your password.")])


def _user(session: Session, account: Account) -> User:
    user = users.by_id(session, account.id)
    if user is None:
        raise NotFound("This account is gone.")
    return user


def _require_unchanged(user: User, account: Account) -> None:
    """Conflict when the password changed between the check and the change."""
    if passwords.fingerprint(user.password_hash) != account.fingerprint:
        raise Conflict("The password was changed meanwhile.", code="changed_meanwhile", hint="Log in again.")


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


def _view(session: Session, user: User) -> AccountView:
    session.flush()
    waiting = invitations.of_user(session, user.id, purpose=LinkPurpose.EMAIL)
    limits = users.limits_of(user)
    role = Role(user.role)
    return AccountView(
        id=user.id,
        email=user.email,
        pending_email=waiting[0].email if waiting else None,
        name=user.name,
        role=role,
        is_platform=user.is_platform,
        permissions=permissions_of(role, is_limited=limits is not None, is_platform=user.is_platform),
        limits=limits,
        company_id=user.company_id,
        company=session.get_one(Company, user.company_id).name,
        language=user.language,
        version=user.version,
    )
