"""Secrets of API keys: 256 random bits, of which a digest is stored."""

from __future__ import annotations

import hashlib
import secrets

from backend.core.accounts.api_keys import PREFIX

BYTES = 32


def made_key() -> str:
    """A new key: `mk_` and 43 characters."""
    return PREFIX + secrets.token_urlsafe(BYTES)


def digest_of_key(key: str) -> str:
    """SHA-256 of the key in hexadecimal digits: what is stored. Random keys need no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()
