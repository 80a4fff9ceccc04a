"""Shows what a model's classes would be to us, and lets a person agree or say otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backend.commands import screen
from backend.commands.questions import Questions
from backend.core.errors import InvalidInput
from backend.core.models.class_mapping import (
    IGNORED,
    amended,
    check_mapping,
    judged_items,
    parse_mapping,
    proposal,
)
from backend.core.ppe.items import CLASSES, ITEM_TABLE

ASK = "Is that right? [y]es, [n]o, [e]dit: "


def agreed_mapping(names: Sequence[str], said: str, questions: Questions) -> dict[str, str]:
    """The mapping that the person said or agreed to. InvalidInput when there is none, or nobody is a person in it."""
    mapping = parse_mapping(said, names) if said else proposal(names)
    show(names, mapping)
    while not said and not questions.yes:
        if not questions.terminal:
            raise InvalidInput(
                "Nobody is here to agree to what the classes are.",
                hint=f'Say it, MAP="{as_words(mapping)}", or agree to what is shown above: YES=1',
            )
        answer = questions.text(ASK).lower()[:1]
        if answer == "y":
            break
        if answer != "e":
            raise InvalidInput("Nothing was changed.", hint='MAP="class=item,…" says what the classes are.')
        mapping = edited(names, mapping, questions)
        show(names, mapping)
    check_mapping(mapping)
    return mapping


def show(names: Sequence[str], mapping: Mapping[str, str]) -> None:
    """A table, what is ignored, and what this means for judging."""
    title = "the model's class"
    width = max(len(name) for name in (*names, title))
    known = [(index, name) for index, name in enumerate(names) if name in mapping]
    screen.plain(f"     {title:<{width}}  is")
    for index, name in known:
        screen.plain(f"  {index:>2} {name:<{width}}  {mapping[name]}")
    ignored = [name for name in names if name not in mapping]
    if ignored:
        shown = ", ".join(ignored[:12]) + (f" and {len(ignored) - 12} more" if len(ignored) > 12 else "")
        screen.plain(f"     ignored: {shown}")
    judged = judged_items(mapping.values())
    for item in ITEM_TABLE.names:
        if item not in judged:
            screen.warn(f"no class is a {item}: with this model nobody is judged for a {item}")


def edited(names: Sequence[str], mapping: Mapping[str, str], questions: Questions) -> dict[str, str]:
    """Ask for corrections until nothing is typed."""
    screen.plain(f"  items: {', '.join(CLASSES)}; {IGNORED} for none")
    changed = dict(mapping)
    while said := questions.text("  class=item, or nothing when it is right: "):
        try:
            changed = amended(changed, said, names)
        except InvalidInput as error:
            screen.fail(error.message, error.hint)
    return changed


def as_words(mapping: Mapping[str, str]) -> str:
    """The mapping as MAP takes it."""
    return ",".join(f"{name}={item}" for name, item in mapping.items())
