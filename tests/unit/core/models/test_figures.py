import json
from typing import Any

import pytest

from backend.core.models.figures import ModelFigures, figures_of, measured_of

FULL = {
    "data": "site",
    "pictures": 163,
    "map50": 0.87,
    "map50_95": 0.5,
    "ap50": {"helmet": 0.9, "no-helmet": None},
    "interval": {"map50": [0.84, 0.9], "ap50": {"helmet": [0.85, 0.95], "vest": None}},
    "precision": {"helmet": 0.95},
    "recall": {"helmet": 0.8},
    "more": "than we know",
}
READ = ModelFigures(
    data="site",
    pictures=163,
    map50=0.87,
    map50_95=0.5,
    map50_interval=(0.84, 0.9),
    ap50={"helmet": 0.9},
    ap50_interval={"helmet": (0.85, 0.95)},
    precision={"helmet": 0.95},
    recall={"helmet": 0.8},
)


def test_figures_are_read_as_the_evaluator_answers_them_and_come_back() -> None:
    assert figures_of(FULL) == READ
    assert figures_of(json.loads(json.dumps(measured_of(READ)))) == READ


@pytest.mark.parametrize("nothing", [None, [], "good", 0.9, {}, {"data": "site", "pictures": 3}])
def test_without_a_figure_nothing_was_measured(nothing: Any) -> None:
    assert figures_of(nothing) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"map50": "high"},
        {"map50": 87},
        {"map50": float("nan")},
        {"map50": True},
        {"pictures": -1},
        {"ap50": [0.9]},
        {"interval": [0.8, 0.9]},
        {"interval": {"map50": [0.8]}},
        {"data": 7},
    ],
)
def test_what_is_no_figure_is_left_out_and_the_rest_stays(changes: dict[str, Any]) -> None:
    found = figures_of({**FULL, **changes})
    assert found is not None
    assert found.recall == {"helmet": 0.8}
