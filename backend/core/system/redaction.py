"""Masks passwords and tokens in text; the last check before a log."""

from __future__ import annotations

import re

MASK = "***"
_CREDENTIALS = re.compile(r"([a-z][a-z0-9+.-]*://)[^\s/?#\"'<>]*@", re.IGNORECASE)
_PARAMETER = re.compile(
    r"([?&;][\w.-]*(?:pass|pwd|psw|token|key|secret|auth|cred|signature)[\w.-]*=)[^&;\s\"'<>]+", re.IGNORECASE
)
_API_KEY = re.compile(r"\bmk_[\w-]{20,}")
_BEARER = re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]{6,}", re.IGNORECASE)


def redacted(text: str) -> str:
    """The text with `***` in place of a URL's user and password, of secret parameters and of bearer tokens."""
    text = _CREDENTIALS.sub(rf"\1{MASK}@", text)
    text = _PARAMETER.sub(rf"\1{MASK}", text)
    text = _API_KEY.sub(MASK, text)
    return _BEARER.sub(rf"\1 {MASK}", text)
