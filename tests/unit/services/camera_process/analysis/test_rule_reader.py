"""A configuration's rules as analysers follow them: schedules, facts, what the model knows, former versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from backend.core.cameras.camera import CameraConfig
from backend.core.rules.applicability import Inactive
from backend.core.rules.rule import EVERYWHERE, Condition, Fact, Rule, RuleKind
from backend.core.zones.zone import Zone, ZoneKind
from backend.services.camera_process.analysis.rule_reader import RuleReader, items_of
from tests.support.episodes import open_episode

DOCK = Zone(id=3, name="Dock", kind=ZoneKind.RULE, corners=((0.0, 0.0), (0.5, 0.0), (0.5, 1.0)))
AT_DOCK = Rule(id="5", version=2, zone=DOCK, items=("helmet", "vest"))
CONFIG = CameraConfig(
    camera_id=7,
    company_id=1,
    site_id=2,
    name="gate",
    source="",
    time_zone="Asia/Jakarta",
    zones=(DOCK,),
    rules=(AT_DOCK,),
)
SHIFT = (
    '{"otherwise": "off", "exceptions": [], "slots":'
    ' [{"days": [1], "start": "08:00", "end": "16:00", "mode": "detect", "name": ""}]}'
)
MONDAY = datetime(2026, 11, 30, tzinfo=UTC)


def test_the_rules_of_a_configuration_are_those_of_its_settings_and_its_own() -> None:
    rules = RuleReader().rules_of(CONFIG)
    assert [one.rule.id for one in rules.current] == [EVERYWHERE, "5"]
    assert (rules.zones, rules.former) == ((DOCK,), ())


def test_items_that_the_model_does_not_know_are_left_out_with_the_rules_about_nothing_else() -> None:
    gate = Rule(id="6", kind=RuleKind.RESTRICTED, zone=DOCK)
    config = replace(CONFIG, rules=(AT_DOCK, replace(AT_DOCK, id="7", items=("vest",)), gate))
    found = RuleReader().rules_of(config, ("helmet",)).current
    assert [(one.rule.id, one.rule.items) for one in found] == [
        (EVERYWHERE, ("helmet",)),
        ("5", ("helmet",)),
        ("6", ()),
    ]


@pytest.mark.parametrize(("hour", "inactive"), [(0, Inactive.SCHEDULE), (1, None), (8, None), (9, Inactive.SCHEDULE)])
def test_the_schedule_is_in_the_sites_time(hour: int, inactive: Inactive | None) -> None:
    config = replace(CONFIG, rules=(replace(AT_DOCK, schedule=SHIFT),))
    _, found = RuleReader().rules_of(config).current
    assert found.inactive(MONDAY.replace(hour=hour)) is inactive


@pytest.mark.parametrize("text", ["{", '{"otherwise": "later"}'])
def test_a_schedule_that_cannot_be_read_switches_no_rule_off(text: str) -> None:
    _, found = RuleReader().rules_of(replace(CONFIG, rules=(replace(AT_DOCK, schedule=text),))).current
    assert found.inactive(MONDAY) is None


def test_facts_switch_rules_by_their_name() -> None:
    rule = replace(AT_DOCK, condition=Condition(name="press runs"))
    config = replace(CONFIG, rules=(rule,), facts=(Fact(name="press runs", value=False),))
    _, found = RuleReader().rules_of(config).current
    assert found.inactive(MONDAY) is Inactive.CONDITION


def test_a_changed_rule_is_followed_in_its_former_version_while_a_violation_of_it_is_open() -> None:
    old = replace(AT_DOCK, version=1, name="then", items=("vest",))
    now = replace(CONFIG, rules=(replace(AT_DOCK, bypassed_until=MONDAY),))
    of_another = open_episode(rule=Rule(id="99", items=("helmet",)))
    current = open_episode(rule=AT_DOCK)
    rules = RuleReader().rules_of(now, None, [open_episode("vest", rule=old), current, of_another])
    (former,) = rules.former
    assert former.rule == replace(old, bypassed_until=MONDAY)
    assert rules.version_of(of_another.rule) is None


def test_only_enabled_rules_about_items_ask_for_items() -> None:
    rules = (replace(AT_DOCK, items=("vest", "helmet")), replace(AT_DOCK, id="6", items=("mask",), enabled=False))
    assert items_of(replace(CONFIG, rules=rules).with_required_items(("helmet",))) == ("helmet", "vest")
