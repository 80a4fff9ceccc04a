"""The alert rules, the Grafana dashboard and their page name only what `/metrics` gives."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from tests.integration.system.test_metrics import full  # noqa: F401 - the system in which everything has been measured
from tests.support.installations.exposition import parse

FOLDER = Path(__file__).parents[3] / "docs" / "operations"
RULES = yaml.safe_load((FOLDER / "alert-rules.yml").read_text())["groups"][0]["rules"]
DASHBOARD = json.loads((FOLDER / "grafana-dashboard.json").read_text())
PAGE = (FOLDER / "monitoring.md").read_text()
_NAME = re.compile(r"\bmandor_[a-z0-9_]+")
WORDS = {
    *("abs", "absent", "count", "deriv", "histogram_quantile", "increase", "max", "min", "rate", "sum", "vector"),
    *("and", "or", "unless", "on", "by", "le", "label_values"),
    *("camera", "company", "reason", "item"),
}
"""What the expressions are made of: functions, operators, labels."""


def dashboard_expressions() -> Iterator[str]:
    for panel in DASHBOARD["panels"]:
        for target in panel["targets"]:
            yield target["expr"]
    for variable in DASHBOARD["templating"]["list"]:
        yield variable["query"]


def expressions() -> list[str]:
    return [rule["expr"] for rule in RULES] + list(dashboard_expressions())


@pytest.fixture
def exported(client: FlaskClient, request: pytest.FixtureRequest) -> set[str]:
    """Every sample's name, of a system in which everything was measured, and of one that is ill."""
    request.getfixturevalue("full")
    return set(parse(client.get("/metrics").text))


def test_every_number_that_is_named_is_given(exported: set[str]) -> None:
    named = {name for expression in expressions() for name in _NAME.findall(expression)}
    assert len(named) > 20
    assert named <= exported, named - exported


def test_every_number_that_is_given_is_explained(exported: set[str]) -> None:
    explained = set(_NAME.findall(PAGE)) | {f"mandor_camera_frames{s}" for s in re.findall(r"`…(_\w+)`", PAGE)}
    exported = exported | {"mandor_camera_warning"}  # which that system has no reason for
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in exported}
    assert families == explained


def test_labels_are_ids_and_codes_only(client: FlaskClient, exported: set[str]) -> None:
    found = parse(client.get("/metrics").text)
    labels = {label for samples in found.values() for pairs in samples for label, _ in pairs}
    allowed = {"camera", "company", "process", "disk", "reason", "code", "item", "kind", "le", "of"}
    assert labels <= allowed | {"version", "python"}


@pytest.mark.parametrize("expression", expressions())
def test_an_expression_is_balanced_and_uses_known_words(expression: str) -> None:
    for opening, closing in ("()", "[]", "{}"):
        assert expression.count(opening) == expression.count(closing)
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\{[^}]*\}', "", expression)
    words = {word for word in re.findall(r"[a-z_]\w*", bare) if not word.startswith("mandor_")}
    assert words <= WORDS


@pytest.mark.parametrize("rule", RULES, ids=[rule["alert"] for rule in RULES])
def test_a_rule_states_its_severity_and_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in ("warning", "critical")
    assert rule["annotations"]["summary"]
    assert rule["annotations"]["description"].endswith(".")
    assert re.fullmatch(r"\d+[mh]", rule.get("for", "1m"))


def test_panels_do_not_overlap_and_have_titles() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert panel["title"]
        assert not cells & taken
        assert place["x"] + place["w"] <= 24
        taken |= cells
