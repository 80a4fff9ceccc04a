"""What may stand in an entry's detail: JSON values of bounded length, and never a secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LONGEST_TEXT = 200
MOST_ITEMS = 50
HIDDEN = "***"
_COUNTED = frozenset({"api_keys"})
"""Names of tables whose number of rows is no secret, although they sound like one."""
_SECRET_WORDS = ("password", "token", "secret", "hash", "key", "credential")

JOINERS = frozenset("\u200c\u200d")
"""Zero-width joiner and non-joiner: they shape emoji and the letters of several scripts, and hide nothing."""


def clean(detail: Mapping[str, Any]) -> dict[str, Any]:
    """A copy without secrets: values of fields that sound like one are hidden, long ones are cut."""
    return {_text(name): HIDDEN if _is_secret(name) else _value(value) for name, value in _first(detail.items())}


def one_line(text: str, longest: int = LONGEST_TEXT) -> str:
    """A text without characters that cannot be stored or shown, of at most this length."""
    return "".join(mark if mark.isprintable() or mark in JOINERS else " " for mark in text[:longest])


def _value(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else str(value)  # neither infinite nor NaN: JSON has none
    if isinstance(value, Mapping):
        return clean(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        found = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return [_value(one) for one in _first(found)]
    return _text(str(value))


def _text(text: str) -> str:
    return one_line(text)


def _first(items: Any) -> list[Any]:
    return list(items)[:MOST_ITEMS]


def _is_secret(name: str) -> bool:
    return name not in _COUNTED and any(word in name.lower() for word in _SECRET_WORDS)
