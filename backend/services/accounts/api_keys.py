"""API keys: made, listed, revoked, and the holder of the key that a program presents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend.adapters.accounts.key_secrets import digest_of_key, made_key
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import api_keys, companies, users
from backend.adapters.database.tables import ApiKey
from backend.core.accounts.api_keys import (
    LONGEST_LIFE,
    MOST_KEYS,
    SHOWN,
    KeyScope,
    permissions_of_scopes,
    require_scopes,
    require_valid,
    unknown_key,
)
from backend.core.accounts.roles import Permission
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import Actor
from backend.core.errors import Conflict, InvalidFields, NotAuthenticated, NotFound
from backend.services.accounts.accounts import Account
from backend.services.audit.trail import record

USE_NOTED_EVERY = timedelta(minutes=1)
"""How exactly `last_used_at` is kept. More often: a program that sends ten pictures a second writes as often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key to make."""

    name: str
    scopes: frozenset[KeyScope]
    expires_at: datetime | None = None
    """None: never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """A key that was not revoked, as administrators see it."""

    id: int
    name: str
    prefix: str
    scopes: tuple[KeyScope, ...]
    created_by: str | None
    """The user's name; None for one who is gone."""
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    is_expired: bool


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key; `secret` is shown this once."""

    key: KeyView
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHolder:
    """The program that presents a key. What it sees belongs to the key's company."""

    key_id: int
    company_id: int
    name: str
    scopes: frozenset[KeyScope]
    secret_digest: str

    @property
    def scope(self) -> Scope:
        """What it may read and write."""
        return Scope.company(self.company_id)

    @property
    def permissions(self) -> frozenset[Permission]:
        """What it may do."""
        return permissions_of_scopes(self.scopes)

    @property
    def identity(self) -> str:
        """Names the caller among users and keys."""
        return f"key:{self.key_id}"


class ApiKeys:
    """The keys of companies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self, scope: Scope, *, at: datetime) -> list[KeyView]:
        """Those that were not revoked, newest first."""
        with self._database.reading(scope) as session:
            return [_view(session, row, at) for row in api_keys.listed(session)]

    def make(self, account: Account, wanted: NewKey, *, by: Actor, at: datetime) -> MadeKey:
        """A new key of the company. NotAllowed for a scope that the caller may not give; InvalidFields; Conflict."""
        require_scopes(wanted.scopes, is_platform=Permission.MANAGE_COMPANIES in account.permissions)
        if wanted.expires_at is not None and not at < wanted.expires_at <= at + LONGEST_LIFE:
            raise InvalidFields([("expires_at", f"Choose a time within {LONGEST_LIFE.days} days.")])
        secret = made_key()
        with self._database.writing(account.scope) as session:
            companies.locked(session, account.company_id)
            if api_keys.count_valid(session, account.company_id, at=at) >= MOST_KEYS:
                raise Conflict(
                    f"The company has {MOST_KEYS} API keys.",
                    code="too_many_keys",
                    hint="Revoke those that nobody uses.",
                )
            row = ApiKey(
                company_id=account.company_id,
                name=wanted.name,
                prefix=secret[:SHOWN],
                key_hash=digest_of_key(secret),
                scopes=sorted(wanted.scopes),
                created_by=account.id,
                created_at=at,
                expires_at=wanted.expires_at,
            )
            session.add(row)
            session.flush()
            _record(session, row, "api_key.made", by=by, at=at)
            view = _view(session, row, at)
        return MadeKey(view, secret)

    def revoke(self, account: Account, key_id: int, *, by: Actor, at: datetime) -> None:
        """End a key at once. NotFound when there is none, or it was revoked."""
        with self._database.writing(account.scope) as session:
            row = api_keys.by_id(session, key_id)
            if row is None:
                raise NotFound("There is no such API key.", hint="Load the page again: it may have been revoked.")
            row.revoked_at = at
            _record(session, row, "api_key.revoked", by=by, at=at)

    def of_key(self, secret: str, *, at: datetime) -> KeyHolder:
        """Whose key it is; its use is noted. NotAuthenticated when it does not hold."""
        return self.of_digest(digest_of_key(secret), at=at)

    def of_digest(self, key_hash: str, *, at: datetime) -> KeyHolder:
        """As `of_key`, for a connection that presented the key when it began."""
        with self._database.reading(Scope.installation()) as session:
            row = api_keys.by_digest(session, key_hash)
            company = companies.company(session, row.company_id) if row is not None else None
        if row is None or company is None:
            raise unknown_key()
        require_valid(revoked_at=row.revoked_at, expires_at=row.expires_at, at=at)
        if company.archived_at is not None:
            raise NotAuthenticated("The company is archived.", code="company_archived", hint="Ask the administrator.")
        if row.last_used_at is None or at - row.last_used_at >= USE_NOTED_EVERY:
            self._note_use(row, at)
        return KeyHolder(
            key_id=row.id,
            company_id=row.company_id,
            name=row.name,
            scopes=frozenset(_scopes(row)),
            secret_digest=row.key_hash,
        )

    def _note_use(self, row: ApiKey, at: datetime) -> None:
        with self._database.writing(Scope.company(row.company_id)) as session:
            current = api_keys.by_id(session, row.id)
            if current is not None:
                current.last_used_at = at


def _record(session: Session, row: ApiKey, action: str, *, by: Actor, at: datetime) -> None:
    expires = row.expires_at.isoformat(timespec="seconds") if row.expires_at is not None else None
    record(
        session,
        company_id=row.company_id,
        actor=by,
        action=action,
        target_kind="api_key",
        target_id=row.id,
        detail={"name": row.name, "begins": row.prefix, "scopes": row.scopes, "expires_at": expires},
        at=at,
    )


def _scopes(row: ApiKey) -> tuple[KeyScope, ...]:
    """Those that this version knows: a later version's scope gives nothing here."""
    known = set(KeyScope)
    return tuple(KeyScope(name) for name in row.scopes if name in known)


def _view(session: Session, row: ApiKey, at: datetime) -> KeyView:
    maker = users.by_id(session, row.created_by) if row.created_by is not None else None
    return KeyView(
        id=row.id,
        name=row.name,
        prefix=row.prefix,
        scopes=_scopes(row),
        created_by=maker.name if maker is not None and maker.deleted_at is None else None,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        is_expired=row.expires_at is not None and row.expires_at <= at,
    )
