"""The class names of a model as its file or a person writes them."""

from __future__ import annotations

import re

from backend.core.errors import InvalidInput

MOST_NAMES = 1000
LONGEST_NAME = 60
_PAIR = re.compile(r"(\d{1,4})\s*:\s*(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|([^,'\"{}\[\]]+))")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")


def parse_names(text: str) -> tuple[str, ...]:
    """Names in the order of the classes: `{0: 'a', 1: 'b'}` (ultralytics), `["a", "b"]` or `a,b`.

    InvalidInput when they are none, or leave classes out.
    """
    plain = text.strip()
    if plain.startswith("{"):
        found = {int(m[1]): next(part for part in m.groups()[1:] if part is not None) for m in _PAIR.finditer(plain)}
        if sorted(found) != list(range(len(found))):
            raise InvalidInput("The class names leave out a class.", hint="Name them all: NAMES=helmet,vest,person")
        names = [found[index] for index in range(len(found))]
    elif plain.startswith("["):
        names = [m[1] if m[1] is not None else m[2] for m in _QUOTED.finditer(plain)]
    else:
        names = plain.split(",")
    cleaned = tuple(_clean(name) for name in names)
    if not cleaned or not all(cleaned) or len(cleaned) > MOST_NAMES:
        raise InvalidInput("These are no class names.", hint="Name them in the model's order: NAMES=helmet,vest,person")
    return cleaned


def _clean(name: str) -> str:
    """Without escapes and without control characters."""
    return "".join(c if c.isprintable() else "?" for c in name.replace("\\", "")).strip()[:LONGEST_NAME]
