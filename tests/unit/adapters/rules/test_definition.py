"""Rules as JSON: read as they were written, and refused when they are none."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from backend.adapters.rules.definition import UNREADABLE, rule_of, to_json, version_to_json, zone_of
from backend.core.rules.rule import Condition, Rule, RuleKind, Severity, Stage
from backend.core.zones.zone import Zone, ZoneKind

ZONE = Zone(id=3, name="Dock", kind=ZoneKind.RULE, corners=((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)))
RULE = Rule(
    id="5",
    name="Stay",
    kind=RuleKind.STAYS,
    zone=ZONE,
    stages=(Stage(seconds=60.0, severity=Severity.NOTICE),),
    condition=Condition(name="runs"),
    schedule="{}",
)


def test_a_version_is_read_as_it_was_without_the_bypass() -> None:
    assert rule_of(json.loads(json.dumps(version_to_json(RULE)))) == RULE
    assert "bypassed_until" not in version_to_json(RULE)


def test_what_is_stored_beside_the_columns_is_the_rest_of_the_rule() -> None:
    columns = {"id": "5", "name": "Stay", "kind": "stays", "severity": "warning", "schedule": "{}"}
    assert replace(rule_of(json.loads(json.dumps({**to_json(RULE), **columns}))), zone=ZONE) == RULE


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "dance"},
        {"severity": "purple"},
        {"minimum_seconds": "soon"},
        {"minimum_seconds": float("nan")},
        {"stages": [{"severity": "notice"}]},
        {"stages": 7},
        {"condition": "runs"},
        {"zone": {"id": 3}},
    ],
)
def test_what_is_no_rule_is_not_read(change: dict[str, Any]) -> None:
    with pytest.raises(UNREADABLE):
        rule_of({**version_to_json(RULE), **change})


@pytest.mark.parametrize("corners", [None, [], [[0, 0], [1, 1]], [[0, 0], [1, 0], [1]], [[0, 0], [1, 0], [1, "x"]]])
def test_what_is_no_zone_is_not_read(corners: Any) -> None:
    with pytest.raises(UNREADABLE):
        zone_of({"id": 3, "name": "Dock", "kind": "rule", "corners": corners})
