"""Which rules a camera has, which one is in charge, and what earlier versions called them."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from backend.core.rules.applicability import Applicability
from backend.core.rules.camera_rules import CameraRules, always
from backend.core.rules.rule import EVERYWHERE, Rule, RuleKind, Severity, by_precedence, default_rules, known_id
from backend.core.zones.zone import Zone, ZoneKind

DOCK = Zone(id=3, name="Dock", kind=ZoneKind.RULE, corners=((0.0, 0.0), (0.5, 0.0), (0.5, 1.0)))


def test_the_required_items_are_one_rule_everywhere() -> None:
    assert default_rules(("helmet", "vest")) == (Rule(id=EVERYWHERE, items=("helmet", "vest")),)
    assert default_rules(()) == ()


@pytest.mark.parametrize(
    ("stored", "known"), [(None, EVERYWHERE), ("helmet-anywhere", EVERYWHERE), (EVERYWHERE, EVERYWHERE), ("12", "12")]
)
def test_the_ids_of_earlier_versions_are_those_of_the_rule_everywhere(stored: str | None, known: str) -> None:
    assert known_id(stored) == known


def test_a_zone_comes_before_everywhere_and_the_more_severe_first() -> None:
    ordered = (
        Rule(id="4", zone=DOCK, severity=Severity.CRITICAL),
        Rule(id="2", zone=DOCK, severity=Severity.NOTICE),
        Rule(id="3", zone=DOCK, severity=Severity.NOTICE),
        Rule(id="1", severity=Severity.CRITICAL),
        Rule(id=EVERYWHERE),
    )
    for order in permutations(ordered):
        assert by_precedence(order) == ordered


def test_a_version_of_a_rule_is_found_among_present_and_former_ones() -> None:
    old, new = Rule(id="1", version=1, name="old"), Rule(id="1", version=2, name="new")
    rules = CameraRules(current=(Applicability(new, None, {}),), former=(Applicability(old, None, {}),))
    assert rules.version_of(replace(old, name="as it was stored")) == old
    assert rules.version_of(new) == new
    assert rules.version_of(replace(new, version=3)) is None
    assert always([replace(new, enabled=False)]).version_of(new) is None


def test_the_rules_of_a_kind_keep_the_zones() -> None:
    gate = Rule(id="2", kind=RuleKind.RESTRICTED, zone=DOCK)
    rules = replace(always([*default_rules(("helmet",)), gate]), zones=(DOCK,))
    found = rules.of_kind(RuleKind.RESTRICTED)
    assert ([one.rule for one in found.current], found.zones) == ([gate], (DOCK,))
