"""Late evidence reopens the violation of somebody who came back in time, instead of making a second one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.core.ppe.belief import Wear
from backend.core.violations.decisions import Opened, Reopened
from backend.core.violations.processor import ViolationProcessor
from tests.support.episodes import ANYWHERE, assessed_item
from tests.unit.core.violations.test_items import AT_DOCK, UNCLEAR, decided_of, made, person

MISSING = {"helmet": assessed_item()}


def ended(*, last: float = 1001.0) -> ViolationProcessor:
    """Somebody without a helmet was last seen then, and counts as having left."""
    processor = made()
    processor.update([person(MISSING)], {1}, 1001.0)
    if last > 1001.0:
        processor.update([person(MISSING)], {1}, last)
    for quarter in range(1, 42):
        processor.update([], set(), last + quarter / 4)
    assert processor.open_episodes == []
    return processor


@pytest.mark.parametrize(
    ("began", "decided", "reopens"),
    [
        (1010.75, 1012.0, True),
        (1011.0, 1012.0, True),  # ten seconds after they were last seen
        (1011.25, 1013.0, False),
        (1010.0, 1031.25, True),  # the last moment: 20 s after the end, at 1011.25
        (1010.0, 1031.5, False),
    ],
)
def test_who_came_back_in_time_goes_on_with_the_violation(began: float, decided: float, reopens: bool) -> None:
    processor = ended()
    back = person({"helmet": assessed_item(since=began)}, track=2, began=began)
    found = processor.update([back], {2}, decided)
    assert [type(one) for one in found] == [Reopened if reopens else Opened]
    (episode,) = processor.open_episodes
    assert (episode.violation_id, episode.opening) == (("v1", 2) if reopens else ("v2", 1))


def test_a_violation_that_goes_on_is_followed_as_before_and_ends_as_its_second_opening() -> None:
    processor = ended()
    back = person({"helmet": assessed_item(since=1010.0)}, track=2, began=1010.0)
    processor.update([back], {2}, 1012.0)
    worn = person({"helmet": assessed_item(Wear.WORN)}, track=2, began=1010.0)
    found = processor.update([worn], {2}, 1013.0) + processor.update([worn], {2}, 1015.0)
    assert decided_of(found) == [("worn", ("helmet",))]
    assert [one.episode.opening for one in found] == [2]  # type: ignore[attr-defined]


def test_somebody_far_away_is_another_person() -> None:
    back = person({"helmet": assessed_item(since=1010.0)}, track=2, began=1010.0, x=900.0)
    assert [type(one) for one in ended().update([back], {2}, 1012.0)] == [Opened]


def test_evidence_that_says_nothing_reopens_nothing() -> None:
    back = person({"helmet": UNCLEAR}, track=2, began=1010.0)
    assert ended().update([back], {2}, 1012.0) == []


def test_what_ended_as_worn_is_over() -> None:
    processor = made()
    processor.update([person(MISSING)], {1}, 1001.0)
    worn = person({"helmet": assessed_item(Wear.WORN)})
    processor.update([worn], {1}, 1002.0)
    processor.update([worn], {1}, 1004.0)
    off = person({"helmet": assessed_item(since=1005.0)})
    assert [type(one) for one in processor.update([off], {1}, 1006.0)] == [Opened]


@pytest.mark.parametrize(("seconds", "reopens"), [(10.0, True), (10.25, False)])
def test_who_steps_out_of_the_zone_and_back_is_the_same(seconds: float, reopens: bool) -> None:
    processor = made()
    processor.update([person(MISSING, rules=(AT_DOCK,))], {1}, 1001.0)
    outside = person(MISSING, rules=(), outside=frozenset({AT_DOCK.key}))
    assert decided_of(processor.update([outside], {1}, 1005.0)) == [("left", ("helmet",))]
    inside = person(MISSING, rules=(AT_DOCK,), since=1004.0)
    found = processor.update([inside], {1}, 1005.0 + seconds)
    assert [type(one) for one in found] == [Reopened if reopens else Opened]


def test_a_violation_of_another_rule_is_another_one() -> None:
    processor = made()
    processor.update([person(MISSING, rules=(AT_DOCK,))], {1}, 1001.0)
    outside = person(MISSING, rules=(ANYWHERE,), outside=frozenset({AT_DOCK.key}))
    assert decided_of(processor.update([outside], {1}, 1005.0)) == [("left", ("helmet",)), ("opened", ("helmet",))]


def test_of_a_rule_that_was_changed_since_nothing_is_reopened() -> None:
    processor = ended()
    changed = replace(ANYWHERE, version=2)
    back = person({"helmet": assessed_item(since=1010.0)}, track=2, began=1010.0, rules=(changed,))
    assert [type(one) for one in processor.update([back], {2}, 1012.0)] == [Opened]
