"""Bodies and answers about rules. Bounds are in the schema for readers and are checked by `core.rules.faults`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Annotated, Any

from pydantic import AfterValidator, Field, Strict, WithJsonSchema

from backend.adapters.database.tables.rules import REASON_LENGTH
from backend.core.ppe.items import ITEM_TABLE
from backend.core.rules.applicability import Inactive
from backend.core.rules.faults import MOST_PEOPLE, MOST_SECONDS, MOST_STAGE_SECONDS, MOST_STAGES
from backend.core.rules.rule import Condition, Rule, RuleKind, Severity, Stage
from backend.core.zones.zone import ZoneKind
from backend.routes.fields import Answered, Asked, Id, Name, Time, Utc, plain
from backend.routes.rules.zone_schemas import NoteAnswer, UnreadableAnswer
from backend.services.rules.rules import RuleDraft
from backend.services.rules.views import RuleVersionView, RuleView


def _number(most: float, *, above: bool = False) -> Any:
    least = {"exclusiveMinimum": 0} if above else {"minimum": 0}
    return WithJsonSchema({"type": "number", **least, "maximum": most})


Reason = Annotated[str, Field(min_length=1, max_length=REASON_LENGTH), AfterValidator(plain)]
Seconds = Annotated[float, Strict(), _number(MOST_SECONDS)]
People = Annotated[int, Strict(), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_PEOPLE})]
Flag = Annotated[bool, Strict()]
ItemNames = Annotated[
    tuple[str, ...],
    WithJsonSchema({"type": "array", "items": {"type": "string", "enum": list(ITEM_TABLE.names)}, "uniqueItems": True}),
]


class StageAsked(Asked):
    """From `seconds` in the zone on, a violation has this severity."""

    seconds: Annotated[float, Strict(), _number(MOST_STAGE_SECONDS, above=True)]
    severity: Severity


Stages = Annotated[tuple[StageAsked, ...], Field(json_schema_extra={"maxItems": MOST_STAGES})]


class ConditionAsked(Asked):
    """The rule applies while the fact of this name has this value."""

    name: Name
    value: Flag = True


class RuleParts(Asked):
    """What both a new rule and a change may name."""

    name: Name | None = None
    zone_id: Annotated[Id, Field(strict=True)] | None = None
    """null: the whole picture."""
    schedule_id: Annotated[Id, Field(strict=True)] | None = None
    """The rule applies while its mode is `detect`; null: at any time."""
    severity: Severity | None = None
    minimum_seconds: Seconds | None = None
    """How long it must be broken before it is a violation."""
    items: ItemNames | None = None
    """Of the kind `ppe`: what must be worn."""
    most_people: People | None = None
    """Of the kind `at_most`."""
    stages: Stages | None = None
    """Of the kind `stays`: later and at least as severe from one to the next."""
    after_hours_stages: Stages | None = None
    """Of the kind `stays`: outside the schedule instead of `stages`; empty: the rule does not apply there."""
    entry_seconds: Seconds | None = None
    """How long somebody may be in the zone before the rule applies to them."""
    exit_seconds: Seconds | None = None
    """How long the rule goes on applying to somebody who left the zone."""
    condition: ConditionAsked | None = None
    enabled: Flag | None = None

    def applied_to(self, before: RuleDraft) -> RuleDraft:
        """The draft with what the body names; null removes a zone, a schedule or a condition."""
        named = self.model_fields_set
        plain = ("name", "severity", "minimum_seconds", "items", "most_people", "entry_seconds", "exit_seconds")
        values: dict[str, Any] = {
            name: value for name in (*plain, "enabled") if (value := getattr(self, name)) is not None
        }
        for name in ("stages", "after_hours_stages"):
            if (stages := getattr(self, name)) is not None:
                values[name] = tuple(Stage(seconds=one.seconds, severity=one.severity) for one in stages)
        if "condition" in named:
            asked = self.condition
            values["condition"] = None if asked is None else Condition(name=asked.name, value=asked.value)
        return RuleDraft(
            rule=replace(before.rule, **values),
            zone_id=self.zone_id if "zone_id" in named else before.zone_id,
            schedule_id=self.schedule_id if "schedule_id" in named else before.schedule_id,
        )


class NewRule(RuleParts):
    """A rule to add; what is absent has its default. A field of another kind must be absent or empty."""

    name: Name
    kind: RuleKind

    def draft(self) -> RuleDraft:
        """The rule."""
        empty = RuleDraft(rule=Rule(id="", kind=self.kind), zone_id=None, schedule_id=None)
        return self.applied_to(empty)


class RuleChange(RuleParts):
    """What to change; what is absent stays."""

    version: Annotated[int, Field(ge=1, strict=True)]
    """As it was read."""


class BypassAsked(Asked):
    """A rule does not apply until then, at most 7 days ahead."""

    until: Time
    reason: Reason


class StageAnswer(Answered):
    """From `seconds` in the zone on, a violation has this severity."""

    seconds: float
    severity: Severity


class ConditionAnswer(Answered):
    """The rule applies while the fact of this name has this value."""

    name: str
    value: bool


class RuleFields(Answered):
    """What is asked, of which severity, with which delays."""

    id: int
    camera_id: int
    name: str
    kind: RuleKind
    severity: Severity
    minimum_seconds: float
    items: list[str]
    most_people: int
    stages: list[StageAnswer]
    after_hours_stages: list[StageAnswer]
    entry_seconds: float
    exit_seconds: float
    condition: ConditionAnswer | None
    enabled: bool
    version: int
    effective_from: Utc
    schedule_id: int | None


class BypassAnswer(Answered):
    """Until when a rule is bypassed, by whom and why. `by_name` is empty for a program and a deleted user."""

    until: Utc
    by_name: str
    reason: str


class RuleAnswer(RuleFields):
    """A rule, and whether it applies now."""

    zone_id: int | None
    bypass: BypassAnswer | None
    """null: none, or it has expired."""
    applies: bool
    """Now, where detection runs: the camera's own mode is not considered."""
    inactive: Inactive | None
    """Why it does not apply now."""
    warnings: list[NoteAnswer]
    """`item_not_in_model`, `schedule_unreadable`, `condition_unknown`."""
    created_at: Utc

    @classmethod
    def of(cls, view: RuleView) -> RuleAnswer:
        """The answer about a rule."""
        own = ("camera_id", "zone_id", "schedule_id", "bypass", "inactive", "warnings", "effective_from", "created_at")
        values = {name: getattr(view, name) for name in own}
        return cls.model_validate({**_parts(view.rule), **values, "applies": view.inactive is None})


class RulesAnswer(Answered):
    """The rules of a camera, oldest first."""

    items: list[RuleAnswer]
    unreadable: list[UnreadableAnswer]


class ZoneAsItWas(Answered):
    """A rule's zone as it was."""

    id: int
    name: str
    kind: ZoneKind
    corners: list[tuple[float, float]]


class RuleVersionAnswer(RuleFields):
    """A rule as it was, with its zone and schedule as they were."""

    zone: ZoneAsItWas | None
    """null: the whole picture."""
    schedule_name: str
    """Empty: it applied at any time."""
    schedule: dict[str, Any] | None
    """The schedule's `otherwise`, `slots` and `exceptions`."""
    effective_to: Utc | None
    """null: it is the present one."""
    by_name: str
    """Who made it."""

    @classmethod
    def of(cls, view: RuleVersionView) -> RuleVersionAnswer:
        """The answer about a version."""
        own = ("camera_id", "schedule_id", "schedule_name", "effective_from", "effective_to", "by_name")
        values = {name: getattr(view, name) for name in own}
        return cls.model_validate(
            {**_parts(view.rule), **values, "zone": view.rule.zone, "schedule": _schedule(view.rule.schedule)}
        )


class RuleVersionsAnswer(Answered):
    """Every version of a rule, newest first."""

    items: list[RuleVersionAnswer]


def _parts(rule: Rule) -> Mapping[str, Any]:
    return {one.name: getattr(rule, one.name) for one in fields(rule)} | {"id": int(rule.id)}


def _schedule(text: str) -> dict[str, Any] | None:
    """The definition as it was stored; None for a rule without a schedule."""
    found: dict[str, Any] | None = json.loads(text) if text else None
    return found
