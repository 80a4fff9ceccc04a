"""Faults of a rule, at the boundaries of what is allowed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backend.core.rules.faults import faults_of
from backend.core.rules.rule import Rule, RuleKind, Severity, Stage

ITEMS = ("helmet", "vest")
PPE = Rule(id="1", items=("helmet",))
AT_MOST = Rule(id="1", kind=RuleKind.AT_MOST)
NOTICE = Stage(seconds=600.0, severity=Severity.NOTICE)
STAYS = Rule(id="1", kind=RuleKind.STAYS, stages=(NOTICE,))


def stage(seconds: float, severity: Severity = Severity.WARNING) -> Stage:
    return Stage(seconds=seconds, severity=severity)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        (PPE, {}),
        (PPE, {"items": ITEMS, "minimum_seconds": 0.0, "entry_seconds": 3600.0, "exit_seconds": 3600.0}),
        (AT_MOST, {"most_people": 1}),
        (AT_MOST, {"most_people": 1000}),
        (Rule(id="1", kind=RuleKind.RESTRICTED), {}),
        (STAYS, {}),
        (STAYS, {"stages": (NOTICE, stage(600.1), stage(86_400.0))}),
        (STAYS, {"after_hours_stages": (stage(0.1),), "schedule": "{}"}),
    ],
)
def test_a_rule_at_the_edge_of_what_is_allowed_has_no_fault(rule: Rule, change: dict[str, Any]) -> None:
    assert faults_of(replace(rule, **change), ITEMS) == []


@pytest.mark.parametrize(
    ("rule", "change", "field", "code"),
    [
        (PPE, {"items": ()}, "items", "no_items"),
        (PPE, {"items": ("helmet", "helmet")}, "items", "item_twice"),
        (PPE, {"items": ("helmet", "cape")}, "items", "unknown_item"),
        (PPE, {"minimum_seconds": -0.1}, "minimum_seconds", "out_of_range"),
        (PPE, {"minimum_seconds": 3600.1}, "minimum_seconds", "out_of_range"),
        (PPE, {"entry_seconds": float("nan")}, "entry_seconds", "out_of_range"),
        (PPE, {"exit_seconds": float("inf")}, "exit_seconds", "out_of_range"),
        (PPE, {"most_people": 1}, "most_people", "of_another_kind"),
        (PPE, {"stages": (NOTICE,)}, "stages", "of_another_kind"),
        (AT_MOST, {"items": ("helmet",), "most_people": 1}, "items", "of_another_kind"),
        (AT_MOST, {"most_people": 0}, "most_people", "out_of_range"),
        (AT_MOST, {}, "most_people", "out_of_range"),
        (AT_MOST, {"most_people": 1001}, "most_people", "out_of_range"),
        (STAYS, {"stages": ()}, "stages", "no_stages"),
        (STAYS, {"stages": tuple(stage(n) for n in range(1, 7))}, "stages", "too_many_stages"),
        (STAYS, {"stages": (stage(0.0),)}, "stages.0.seconds", "out_of_range"),
        (STAYS, {"stages": (stage(86_400.1),)}, "stages.0.seconds", "out_of_range"),
        (STAYS, {"stages": (NOTICE, stage(600.0))}, "stages.1.seconds", "not_rising"),
        (STAYS, {"stages": (stage(1.0), stage(2.0, Severity.NOTICE))}, "stages.1.severity", "not_rising"),
        (STAYS, {"after_hours_stages": (NOTICE,)}, "after_hours_stages", "needs_schedule"),
    ],
)
def test_a_fault_is_named_by_field_and_code(rule: Rule, change: dict[str, Any], field: str, code: str) -> None:
    (fault,) = faults_of(replace(rule, **change), ITEMS)
    assert (fault.field, fault.code) == (field, code)
    assert fault.message.endswith(".")
