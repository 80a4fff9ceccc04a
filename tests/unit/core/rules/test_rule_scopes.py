"""Which rules apply to whom at a time, and what stays known when they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from backend.core.rules.applicability import Applicability
from backend.core.rules.camera_rules import CameraRules, always
from backend.core.rules.rule import Fact, Rule, default_rules
from backend.core.rules.rule_scopes import RuleScopes
from backend.core.zones.zone import Zone, ZoneKind

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DOCK = Zone(id=3, name="Dock", kind=ZoneKind.RULE, corners=((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0)))
AT_DOCK = Rule(id="5", zone=DOCK, items=("helmet",))
(ANYWHERE,) = default_rules(("helmet",))


def seen(scopes: RuleScopes, x: float, at: datetime) -> None:
    scopes.update(np.array([7]), np.array([[x - 30.0, 100.0, x + 30.0, 300.0]]), (1000, 500), at)


def in_force(scopes: RuleScopes, at: datetime) -> list[str]:
    return [rule.id for rule, _ in scopes.in_force(7, at.timestamp())]


def test_the_rules_of_a_person_are_those_of_their_zone_before_those_of_everywhere() -> None:
    scopes = RuleScopes(always([ANYWHERE, AT_DOCK]))
    seen(scopes, 200.0, NOON)
    assert (in_force(scopes, NOON), scopes.outside(7)) == (["5", "anywhere"], frozenset())
    seen(scopes, 800.0, NOON + SECOND)
    seen(scopes, 800.0, NOON + 2 * SECOND)
    assert (in_force(scopes, NOON + 2 * SECOND), scopes.outside(7)) == (["anywhere"], frozenset({("5", 1)}))


def test_a_bypass_that_expires_makes_the_rule_apply_from_then_on() -> None:
    bypassed = replace(AT_DOCK, bypassed_until=NOON + 2 * SECOND)
    scopes = RuleScopes(always([bypassed]))
    seen(scopes, 200.0, NOON)
    assert (in_force(scopes, NOON), scopes.inactive(NOON)) == ([], frozenset({("5", 1)}))
    later = NOON + 2 * SECOND
    seen(scopes, 200.0, later)
    assert scopes.inactive(later) == frozenset()
    assert scopes.in_force(7, later.timestamp()) == [(bypassed, later.timestamp())]


def test_a_fact_that_changes_is_followed_and_who_is_where_stays_known() -> None:
    def with_fact(value: bool) -> CameraRules:
        rule = replace(AT_DOCK, condition=None)
        return CameraRules(current=(Applicability(rule, None, {"runs": Fact(name="runs", value=value)}),))

    scopes = RuleScopes(with_fact(True))
    seen(scopes, 200.0, NOON)
    scopes.follow(with_fact(False))
    assert scopes.in_force(7, NOON.timestamp()) == [(AT_DOCK, NOON.timestamp())]


def test_a_former_version_is_followed_and_in_force_for_nobody() -> None:
    scopes = RuleScopes(always([AT_DOCK]))
    seen(scopes, 200.0, NOON)
    newer = replace(AT_DOCK, version=2, zone=replace(DOCK, corners=((0.5, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 1.0))))
    scopes.follow(CameraRules(current=always([newer]).current, former=always([AT_DOCK]).current))
    seen(scopes, 200.0, NOON + SECOND)
    assert (in_force(scopes, NOON + SECOND), scopes.outside(7)) == ([], frozenset({("5", 2)}))
