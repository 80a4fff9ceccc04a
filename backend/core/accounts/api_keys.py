"""API keys: what programs present instead of a log-in, and what each scope of a key permits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from backend.core.accounts.roles import Permission
from backend.core.errors import NotAllowed, NotAuthenticated

PREFIX = "mk_"
"""Begins every key, so that scanners of repositories and logs recognise one."""
SHOWN = 8
"""Characters of a key that are kept to tell keys apart, the prefix included. More would help to guess the rest."""
LONGEST_LIFE = timedelta(days=3660)
MOST_KEYS = 100
"""Keys of a company that are neither revoked nor expired. More than can be overlooked."""


class KeyScope(StrEnum):
    """What a key is for."""

    CROWD = "crowd"
    """The crowd interface: pictures and videos that the caller sends."""
    CLIPS = "clips"
    """Uploads of clips for analysis."""
    EDGE = "edge"
    """Edge devices and cameras that upload."""
    METRICS = "metrics"
    """`/metrics`, which tells of all companies: only platform administrators make such keys."""


PERMISSIONS: Mapping[KeyScope, frozenset[Permission]] = {
    KeyScope.CROWD: frozenset({Permission.USE_CROWD}),
    KeyScope.CLIPS: frozenset(),
    KeyScope.EDGE: frozenset(),
    KeyScope.METRICS: frozenset(),
}
"""The routes' permissions that each scope gives. `/metrics` asks for the scope itself."""
BY_KEY = frozenset().union(*PERMISSIONS.values())
"""What keys of any scope open."""


def is_key(text: str) -> bool:
    """Whether a credential is a key and no log-in's token."""
    return text.startswith(PREFIX)


def permissions_of_scopes(scopes: Collection[KeyScope]) -> frozenset[Permission]:
    """What a key of these scopes permits."""
    return frozenset().union(*(PERMISSIONS[scope] for scope in scopes))


def require_scopes(scopes: Collection[KeyScope], *, is_platform: bool) -> None:
    """NotAllowed unless who makes the key may give all of these."""
    if KeyScope.METRICS in scopes and not is_platform:
        raise NotAllowed(
            "Only a platform administrator may make a key for metrics.", hint="They tell of all companies: ask one."
        )


def require_valid(*, revoked_at: datetime | None, expires_at: datetime | None, at: datetime) -> None:
    """NotAuthenticated when the key was revoked or has expired."""
    if revoked_at is not None:
        raise NotAuthenticated("This API key was revoked.", code="key_revoked", hint="Ask for another key.")
    if expires_at is not None and expires_at <= at:
        raise NotAuthenticated("This API key has expired.", code="key_expired", hint="Ask for another key.")


def unknown_key() -> NotAuthenticated:
    """No key is this one."""
    return NotAuthenticated("This API key is not known.", hint="Copy the whole key, or make another one.")
