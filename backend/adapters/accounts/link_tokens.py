"""Tokens of links: random, and stored as a digest only."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 32


def made() -> str:
    """A new token, 43 characters that need no escapes in an address."""
    return secrets.token_urlsafe(BYTES)


def digest(token: str) -> str:
    """SHA-256 of the token in hexadecimal digits: what is stored."""
    return hashlib.sha256(token.encode()).hexdigest()
