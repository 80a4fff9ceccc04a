"""Accounts: the first administrator, log-ins, and the user of a token."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from backend.adapters.accounts import passwords
from backend.adapters.accounts.tokens import Tokens, UserClaim
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import companies, users
from backend.adapters.database.tables import Site, User
from backend.adapters.machine import time_zones as zones
from backend.core.accounts.roles import Permission, Role, permissions_of
from backend.core.accounts.scope import Limits, Scope
from backend.core.audit.actor import SYSTEM, Actor
from backend.core.errors import NotAuthenticated, NotFound
from backend.services.audit.audit import Audit
from backend.services.audit.trail import record

VISIT = timedelta(hours=1)
"""How long a platform administrator sees another company. Longer, and the reason given is soon no longer true."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user who is logged in. Everything they see belongs to their company."""

    id: int
    company_id: int
    email: str
    name: str
    role: Role
    is_platform: bool
    limits: Limits | None
    fingerprint: str
    expires_at: datetime
    is_visiting: bool = False
    """Whether it is a platform administrator who sees another company, as a viewer."""

    @property
    def scope(self) -> Scope:
        """What they may read and write."""
        return Scope.company(self.company_id, self.limits, unassigned=self.is_platform and self.limits is None)

    @property
    def permissions(self) -> frozenset[Permission]:
        """What they may do."""
        return permissions_of(self.role, is_limited=self.limits is not None, is_platform=self.is_platform)

    @property
    def identity(self) -> str:
        """Names the caller among users and keys."""
        return f"user:{self.id}"

    @property
    def claim(self) -> UserClaim:
        """The claim of a token for this account; `Accounts.of_claim` checks whether it is still valid."""
        return UserClaim(self.id, self.fingerprint, self.expires_at, self.company_id if self.is_visiting else None)


@dataclass(frozen=True, slots=True)
class Login:
    """A log-in that succeeded."""

    access_token: str
    expires_in: int
    account: Account


class Accounts:
    """Log-ins and tokens."""

    def __init__(self, database: Database, tokens: Tokens, *, lifetime: timedelta, audit: Audit | None = None) -> None:
        """`audit`: where log-ins are recorded."""
        self._audit = audit or Audit(database)
        self._database = database
        self._tokens = tokens
        self._lifetime = lifetime

    def log_in(self, email: str, password: str, *, address: str = "", at: datetime) -> Login:
        """A token for a user who knows the password. NotAuthenticated (`login_failed`) does not reveal what was wrong.

        The password is compared even for an unknown address, so that timing reveals nothing either. Both outcomes are
        recorded in the audit, with the network address.
        """
        with self._database.reading(Scope.installation()) as session:
            user = users.by_email(session, email)
            is_archived = user is not None and _is_archived(session, user.company_id)
        is_right = passwords.matches(password, user.password_hash if user else None)
        if user is None or not is_right or not _is_open(user) or is_archived:
            who = Actor(None, user.name if user is not None else "unknown", address)
            self._audit.login_failed(user.company_id if user is not None else None, by=who, at=at)
            if user is not None and is_right and _is_open(user):
                raise _archived()
            raise NotAuthenticated(
                "The e-mail address or the password is wrong.",
                code="login_failed",
                hint="Check both; `make password` on the Mandor machine sets a new one.",
            )
        account = _account(user, at + self._lifetime)
        token = self._tokens.access(user.id, account.fingerprint, at=at, lifetime=self._lifetime)
        self._audit.logged_in(user.company_id, by=Actor(user.id, user.name, address), at=at)
        return Login(token, int(self._lifetime.total_seconds()), account)

    def visiting_token(self, account: Account, company_id: int, *, at: datetime) -> str:
        """A token with which a platform administrator sees another company as a viewer; not longer than the log-in."""
        lifetime = min(VISIT, account.expires_at - at)
        return self._tokens.access(account.id, account.fingerprint, at=at, lifetime=lifetime, company_id=company_id)

    def of_token(self, token: str, *, at: datetime) -> Account:
        """Who it is. NotAuthenticated when the token does not hold, or its user is gone, disabled or changed."""
        return self.of_claim(self._tokens.read_access(token, at=at))

    def of_claim(self, claim: UserClaim) -> Account:
        """Who it is, now. NotAuthenticated when the user is gone, disabled or has another password."""
        with self._database.reading(Scope.installation()) as session:
            user = users.by_id(session, claim.user_id)
            is_archived = user is not None and _is_archived(session, user.company_id)
            visited = companies.company(session, claim.company_id) if claim.company_id is not None else None
        if user is None or not _is_open(user):
            raise NotAuthenticated("This account is closed.", hint="Ask an administrator.")
        if is_archived:
            raise _archived()
        if passwords.fingerprint(user.password_hash) != claim.fingerprint:
            raise NotAuthenticated("The password was changed.", hint="Log in again.")
        account = _account(user, claim.expires_at)
        if claim.company_id is None:
            return account
        if visited is None or Permission.MANAGE_COMPANIES not in account.permissions:
            raise NotAuthenticated("This visit has ended.", hint="Log in again.")
        return replace(
            account, company_id=visited.id, role=Role.VIEWER, is_platform=False, limits=None, is_visiting=True
        )

    def sites(self, account: Account) -> list[Site]:
        """The sites that the user sees."""
        with self._database.reading(account.scope) as session:
            return list(companies.sites(session, account.company_id))


def ensure_first_administrator(
    database: Database,
    *,
    email: str,
    password: str,
    at: datetime,
    company: str = "My company",
    site: str = "Main site",
    time_zone: str = "UTC",
) -> str | None:
    """On a database without users: makes the company, its site and an administrator, of the platform as well.

    Returns the password when one had to be made (`password` empty); it is shown this once and stored nowhere.
    Returns None when the password was given or a user exists already. InvalidInput for a time zone that is none.
    """
    zones.time_zone(time_zone)
    chosen = password or passwords.generated()
    password_hash = passwords.hashed(chosen)
    with database.writing(Scope.installation()) as session:
        if users.any_user(session):
            return None
        owner = companies.add(session, company, at=at)
        companies.add_site(session, owner.id, site, time_zone, at=at)
        user = users.add(
            session,
            owner.id,
            email=email,
            name="Administrator",
            role="admin",
            is_platform=True,
            password_hash=password_hash,
            at=at,
        )
        record(
            session,
            company_id=owner.id,
            actor=SYSTEM,
            action="user.added",
            target_kind="user",
            target_id=user.id,
            detail={"email": user.email, "role": user.role, "is_platform": True},
            at=at,
        )
    return None if password else chosen


def set_new_password(database: Database, email: str) -> str:
    """Give the user another password and return it. Every token of theirs ends. NotFound when there is no such user."""
    password = passwords.generated()
    password_hash = passwords.hashed(password)
    with database.writing(Scope.installation()) as session:
        user = users.by_email(session, email)
        if user is None:
            raise NotFound(f"No user has the e-mail address {email}.")
        user.password_hash = password_hash
        record(
            session,
            company_id=user.company_id,
            actor=SYSTEM,
            action="user.password_reset",
            target_kind="user",
            target_id=user.id,
            at=datetime.now(UTC),
        )
    return password


def _is_open(user: User) -> bool:
    return user.disabled_at is None and user.deleted_at is None


def _is_archived(session: Session, company_id: int) -> bool:
    company = companies.company(session, company_id)
    return company is not None and company.archived_at is not None


def _archived() -> NotAuthenticated:
    return NotAuthenticated(
        "The company is archived.", code="company_archived", hint="Ask the administrator of this installation."
    )


def _account(user: User, expires_at: datetime) -> Account:
    return Account(
        id=user.id,
        company_id=user.company_id,
        email=user.email,
        name=user.name,
        role=Role(user.role),
        is_platform=user.is_platform,
        limits=users.limits_of(user),
        fingerprint=passwords.fingerprint(user.password_hash),
        expires_at=expires_at,
    )
