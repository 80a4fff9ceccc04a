"""Bodies and answers of `/api/keys`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from backend.core.accounts.api_keys import KeyScope
from backend.routes.fields import Answered, Asked, Name, Time, Utc


class NewKeyAsked(Asked):
    """A key to make."""

    name: Name
    scopes: Annotated[list[KeyScope], Field(min_length=1, max_length=len(KeyScope))]
    expires_at: Time | None = None
    """null: never."""


class KeyAnswer(Answered):
    """A key that was not revoked. The key itself is stored nowhere."""

    id: int
    name: str
    prefix: str
    """How the key begins."""
    scopes: list[KeyScope]
    created_by: str | None
    """The user's name; null for one who is gone."""
    created_at: Utc
    expires_at: Utc | None
    """null: never."""
    last_used_at: Utc | None
    """To the minute; null: never."""
    is_expired: bool


class KeysAnswer(Answered):
    """The company's keys, newest first."""

    items: list[KeyAnswer]


class MadeKeyAnswer(Answered):
    """A new key. `secret` is shown this once."""

    key: KeyAnswer
    secret: str
