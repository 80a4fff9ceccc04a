"""Shows which of our items a model's classes are taken for, and lets the user agree or correct it."""

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


def agreed_mapping(names: Sequence[str], stated: str, questions: Questions) -> dict[str, str]:
    """The mapping that the user stated or agreed to. InvalidInput when there is none, or no class is a person."""
    mapping = parse_mapping(stated, names) if stated else proposal(names)
    show(names, mapping)
    while not stated and not questions.yes:
        if not questions.terminal:
            raise InvalidInput(
                "There is no terminal at which to agree to what the classes are.",
                hint=f'State it, MAP="{as_argument(mapping)}", or agree to what is shown above: YES=1',
            )
        answer = questions.text(ASK).lower()[:1]
        if answer == "y":
            break
        if answer != "e":
            raise InvalidInput("Nothing was changed.", hint='MAP="class=item,…" states what the classes are.')
        mapping = edited(names, mapping, questions)
        show(names, mapping)
    check_mapping(mapping)
    return mapping


def show(names: Sequence[str], mapping: Mapping[str, str]) -> None:
    """A table, what is ignored, and what this means for the assessment."""
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
            screen.warn(f"no class is a {item}: with this model no person is assessed for a {item}")


def edited(names: Sequence[str], mapping: Mapping[str, str], questions: Questions) -> dict[str, str]:
    """Ask for corrections until nothing is typed."""
    screen.plain(f"  items: {', '.join(CLASSES)}; {IGNORED} for none")
    changed = dict(mapping)
    while correction := questions.text("  class=item, or nothing when it is right: "):
        try:
            changed = amended(changed, correction, names)
        except InvalidInput as error:
            screen.fail(error.message, error.hint)
    return changed


def as_argument(mapping: Mapping[str, str]) -> str:
    """The mapping as the argument MAP takes it."""
    return ",".join(f"{name}={item}" for name, item in mapping.items())
