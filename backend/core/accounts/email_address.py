"""E-mail addresses in one form, so that one person has one account."""

from __future__ import annotations

import unicodedata

LONGEST = 254
_REFUSED = frozenset(' "(),:;<>[\\]')


def normal(text: str) -> str:
    """The form in which an address is stored and looked up: composed characters, lower case, no spaces around it."""
    return unicodedata.normalize("NFC", text.strip().lower())


def checked(text: str) -> str:
    """The normal form of what is an e-mail address. ValueError with a message for the user."""
    address = normal(text)
    name, at, domain = address.rpartition("@")
    if not at or not name or not domain or "@" in name:
        raise ValueError("it is no e-mail address: write it like name@company.com")
    if len(address) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST} characters")
    if not address.isprintable() or any(mark.isspace() or mark in _REFUSED for mark in address):
        raise ValueError("it contains characters that an e-mail address cannot have")
    return address
