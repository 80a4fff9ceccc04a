"""When a rule applies, at the boundary values of each reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backend.core.rules.applicability import Applicability, Inactive
from backend.core.rules.rule import Condition, Fact, Rule, RuleKind, Severity, Stage, default_rules
from backend.core.schedules.schedule import WeeklySchedule, WeeklySlot
from backend.core.schedules.scheduler import Scheduler

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)  # a Monday
SECOND = timedelta(seconds=1)
SHIFT = Scheduler(
    WeeklySchedule(
        name="Shift",
        otherwise="off",
        slots=(WeeklySlot(start=12 * 60, end=13 * 60, mode="detect", days=frozenset({1})),),
    ),
    UTC,
)
RULE = Rule(id="1", items=("helmet",))


def inactive(rule: Rule, at: datetime, *facts: Fact, scheduler: Scheduler | None = None) -> Inactive | None:
    return Applicability(rule, scheduler, {fact.name: fact for fact in facts}).inactive(at)


def test_a_plain_rule_always_applies() -> None:
    assert inactive(RULE, NOON) is None


def test_a_disabled_rule_never_applies() -> None:
    assert inactive(Rule(id="1", enabled=False), NOON) is Inactive.DISABLED


@pytest.mark.parametrize(("before", "reason"), [(SECOND, Inactive.BYPASSED), (timedelta(0), None)])
def test_a_bypass_expires_by_itself(before: timedelta, reason: Inactive | None) -> None:
    assert inactive(Rule(id="1", bypassed_until=NOON), NOON - before) is reason


@pytest.mark.parametrize(
    ("fact", "wanted", "reason"),
    [
        (None, True, None),  # unknown is not off
        (Fact(name="runs", value=True), True, None),
        (Fact(name="runs", value=False), True, Inactive.CONDITION),
        (Fact(name="runs", value=True), False, Inactive.CONDITION),
        (Fact(name="runs", value=True, until=NOON + SECOND), True, None),
        (Fact(name="runs", value=True, until=NOON), True, Inactive.CONDITION),
        (Fact(name="runs", value=True, until=NOON), False, None),
        (Fact(name="other", value=False), True, None),
    ],
)
def test_a_condition_switches_a_rule(fact: Fact | None, wanted: bool, reason: Inactive | None) -> None:
    rule = Rule(id="1", condition=Condition(name="runs", value=wanted))
    assert inactive(rule, NOON, *([fact] if fact else [])) is reason


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (NOON - SECOND, Inactive.SCHEDULE),
        (NOON, None),
        (NOON + 3599 * SECOND, None),
        (NOON + 3600 * SECOND, Inactive.SCHEDULE),
    ],
)
def test_a_rule_applies_in_its_schedules_detection_slots(at: datetime, reason: Inactive | None) -> None:
    assert inactive(RULE, at, scheduler=SHIFT) is reason


def test_staying_has_stages_of_its_own_after_hours() -> None:
    by_day, by_night = Stage(seconds=600, severity=Severity.NOTICE), Stage(seconds=30, severity=Severity.CRITICAL)
    rule = Rule(id="1", kind=RuleKind.STAYS, stages=(by_day,), after_hours_stages=(by_night,))
    applicability = Applicability(rule, SHIFT, {})
    assert applicability.inactive(NOON - SECOND) is None
    assert applicability.stages(NOON - SECOND) == (by_night,)
    assert applicability.stages(NOON) == (by_day,)


def test_a_camera_that_requires_nothing_has_no_default_rule() -> None:
    assert default_rules(()) == ()
    assert [rule.items for rule in default_rules(("helmet", "vest"))] == [("helmet", "vest")]
