"""Which of our items a model's class may be: a proposal from its name, which the user confirms.

Data sets spell the same thing in a hundred ways: `NO-Hardhat`, `no_helmet`, `head`, `without helmet`. A name is cut
into plain words first; a negation (`no`, `without`) then makes an item the missing one. A name that means two things,
or nothing that we know, gets no proposal: a class that is left out costs recall, a wrong one accuses people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from backend.core.errors import InvalidInput
from backend.core.ppe.items import CLASSES, ITEM_TABLE, PERSON_CLASS

IGNORED = "-"
"""How "none of ours" is written in a mapping."""
_REFUSALS = frozenset({"no", "not", "non", "without", "w o", "wo", "missing", "lacking", "off", "tanpa", "tidak"})
_FILLERS = frozenset(
    {
        "a",
        "an",
        "the",
        "is",
        "safety",
        "wearing",
        "wear",
        "worn",
        "with",
        "on",
        "protective",
        "detected",
        "ppe",
        "pakai",
    }
)
_PERSON_SPELLINGS = (
    "person, people, human, worker, construction worker, man, woman, men, women, pedestrian, employee, staff, orang, "
    "pekerja"
)
_NOUNS = {
    **{spelling: row.worn_class for row in ITEM_TABLE.rows for spelling in row.worn_spellings},
    **{spelling: row.missing_class for row in ITEM_TABLE.rows for spelling in row.missing_spellings},
    **dict.fromkeys(_PERSON_SPELLINGS.split(", "), PERSON_CLASS),
}
_REFUSED = {row.worn_class: row.missing_class for row in ITEM_TABLE.rows}
_GLUED = re.compile(
    rf"^(no|non|not|without)({'|'.join(spelling for row in ITEM_TABLE.rows for spelling in row.glued_spellings)})$"
)


def words(name: str) -> list[str]:
    """The name's words, small, singular, without signs: `NO-SafetyVests` is `no safety vest`."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name.replace("w/o", "without"))
    plain = re.sub(r"[^a-z]+", " ", apart.lower()).split()
    return [part for word in plain for part in _unglued(_singular(word))]


def proposed(name: str) -> str | None:
    """Which item of ours the class called `name` is likely to be, or None."""
    parts = words(name)
    item = _NOUNS.get(" ".join(word for word in parts if word not in _REFUSALS and word not in _FILLERS))
    if any(word in _REFUSALS for word in parts):
        return _REFUSED.get(item or "")
    return item


def proposal(names: Iterable[str]) -> dict[str, str]:
    """Class name → item of ours, for the names that mean something to us."""
    return {name: item for name in names if (item := proposed(name)) is not None}


def judged_items(items: Iterable[str]) -> tuple[str, ...]:
    """The items that a model with these classes can judge: it must know how one looks when it is worn."""
    known = set(items)
    return tuple(row.name for row in ITEM_TABLE.rows if row.worn_class in known)


def parse_mapping(text: str, names: Sequence[str]) -> dict[str, str]:
    """A whole mapping as a person writes it: `Hardhat=helmet,NO-Hardhat=no-helmet`. See `amended`."""
    return amended({}, text, names)


def amended(mapping: Mapping[str, str], text: str, names: Sequence[str]) -> dict[str, str]:
    """The mapping with the user's corrections: `Hardhat=helmet,cone=-`. InvalidInput names the fault.

    Class names may be written in any case; `-` leaves a class out.
    """
    by_name = {name.lower(): name for name in names}
    changed = dict(mapping)
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, _, item = (part.strip() for part in pair.rpartition("="))
        if name.lower() not in by_name:
            raise InvalidInput(f"The model has no class {name or pair!r}.", hint=f"It has: {', '.join(names)}.")
        if item not in (*CLASSES, IGNORED):
            raise InvalidInput(f"{item!r} is no item.", hint=f"Items are {', '.join(CLASSES)}, and - for none.")
        changed.pop(by_name[name.lower()], None)
        if item != IGNORED:
            changed[by_name[name.lower()]] = item
    return changed


def check_mapping(mapping: Mapping[str, str]) -> None:
    """InvalidInput unless people can be assessed with it."""
    if PERSON_CLASS not in mapping.values():
        raise InvalidInput(
            "No class of this model is a person.",
            hint='Mandor assesses people: use a model that finds them, or name the class: MAP="worker=person".',
        )


def _singular(word: str) -> str:
    plural = word.endswith("s") and not word.endswith(("ss", "is")) and word != "clothes"
    return word[:-1] if plural else word


def _unglued(word: str) -> list[str]:
    match = _GLUED.match(word)
    return [match[1], match[2]] if match else [word]
