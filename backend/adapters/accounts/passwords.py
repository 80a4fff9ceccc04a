"""Passwords: Argon2id, with the cost that OWASP recommends for servers that do other things too."""

from __future__ import annotations

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_UNUSABLE_HASH = "$argon2id$v=19$m=19456,t=2,p=1$BbMgYvur8gJJGHq9m8OySw$ez6ZUSNFa24pOg0u/iy0+kE0RDrcWdHvM3cYvw4zqPA"
_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def hashed(password: str) -> str:
    """The hash to store."""
    return _HASHER.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Is it the password? Without a hash (no user of that name) it takes as long and the answer is no."""
    try:
        return _HASHER.verify(password_hash or _UNUSABLE_HASH, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def fingerprint(password_hash: str) -> str:
    """Changes when the password does; goes into tokens, which thereby end with the password."""
    return hashlib.sha256(password_hash.encode()).hexdigest()[:16]


def generated() -> str:
    """A password of 16 letters and digits that are not mistaken for each other (about 92 bits)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))
