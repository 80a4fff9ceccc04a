"""Validation of a rule: every fault with its field and a stable code. A rule without faults can be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backend.core.rules.rule import SEVERITIES, Rule, RuleKind, Stage

MOST_RULES = 100
"""Of one camera. More: each picture is judged by each of them."""
MOST_SECONDS = 3600.0
"""Of a delay."""
MOST_STAGES = 5
MOST_STAGE_SECONDS = 86_400.0
MOST_PEOPLE = 1000


@dataclass(frozen=True, slots=True)
class RuleFault:
    """An invalid field, as `stages.1.seconds`, with what is wrong with it and a code."""

    field: str
    message: str
    code: str


def faults_of(rule: Rule, items: Sequence[str]) -> list[RuleFault]:
    """All faults. `items`: the names of the items that exist."""
    return [*_delays(rule), *_items(rule, items), *_people(rule), *_all_stages(rule)]


def _delays(rule: Rule) -> Iterator[RuleFault]:
    for field in ("minimum_seconds", "entry_seconds", "exit_seconds"):
        if not 0.0 <= getattr(rule, field) <= MOST_SECONDS:
            yield RuleFault(field, f"Choose a number of seconds from 0 to {MOST_SECONDS:g}.", "out_of_range")


def _items(rule: Rule, items: Sequence[str]) -> Iterator[RuleFault]:
    if rule.kind is not RuleKind.PPE:
        if rule.items:
            yield _of_another_kind("items")
        return
    if not rule.items:
        yield RuleFault("items", "Choose at least one item.", "no_items")
    if len(set(rule.items)) < len(rule.items):
        yield RuleFault("items", "Each item may be named once.", "item_twice")
    unknown = [item for item in rule.items if item not in items]
    if unknown:
        message = f"Unknown: {', '.join(unknown)}. Known: {', '.join(items)}."
        yield RuleFault("items", message, "unknown_item")


def _people(rule: Rule) -> Iterator[RuleFault]:
    if rule.kind is not RuleKind.AT_MOST:
        if rule.most_people:
            yield _of_another_kind("most_people")
    elif not 1 <= rule.most_people <= MOST_PEOPLE:
        yield RuleFault("most_people", f"Choose a number of people from 1 to {MOST_PEOPLE}.", "out_of_range")


def _all_stages(rule: Rule) -> Iterator[RuleFault]:
    if rule.kind is not RuleKind.STAYS:
        yield from (_of_another_kind(field) for field in ("stages", "after_hours_stages") if getattr(rule, field))
        return
    if not rule.stages:
        yield RuleFault("stages", "Give at least one stage.", "no_stages")
    yield from _stages("stages", rule.stages)
    yield from _stages("after_hours_stages", rule.after_hours_stages)
    if rule.after_hours_stages and not rule.schedule:
        message = "Stages for after hours need a schedule, which defines the hours."
        yield RuleFault("after_hours_stages", message, "needs_schedule")


def _stages(field: str, stages: Sequence[Stage]) -> Iterator[RuleFault]:
    if len(stages) > MOST_STAGES:
        yield RuleFault(field, f"At most {MOST_STAGES} stages are allowed.", "too_many_stages")
        return
    for number, stage in enumerate(stages):
        if not 0.0 < stage.seconds <= MOST_STAGE_SECONDS:
            message = f"Choose a number of seconds above 0, up to {MOST_STAGE_SECONDS:g}."
            yield RuleFault(f"{field}.{number}.seconds", message, "out_of_range")
    for number, (one, following) in enumerate(pairwise(stages), start=1):
        if not following.seconds > one.seconds:
            yield RuleFault(f"{field}.{number}.seconds", "Each stage begins later than the one before.", "not_rising")
        if SEVERITIES.index(following.severity) < SEVERITIES.index(one.severity):
            message = "A stage is at least as severe as the one before."
            yield RuleFault(f"{field}.{number}.severity", message, "not_rising")


def _of_another_kind(field: str) -> RuleFault:
    return RuleFault(field, "A rule of this kind does not have it.", "of_another_kind")
