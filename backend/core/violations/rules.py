"""Rules: what is a violation on a camera. An episode belongs to one person and one rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An item is required. `id` is stored with violations; `version` grows with each change of the rule."""

    id: str
    item: str
    version: int = 1


def default_rule(item: str) -> Rule:
    """The item is required anywhere in the picture, at any time."""
    return Rule(id=f"{item}-anywhere", item=item)


def default_rules(required_items: Iterable[str]) -> tuple[Rule, ...]:
    """One rule per required item."""
    return tuple(default_rule(item) for item in required_items)
