"""Exposure is the time of people under a rule; blind time and unknown states never become worn or missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.exposure.meter import ExposureMeter, ExposureReport
from backend.core.ppe.belief import Wear
from backend.core.rules.applicability import Applicability
from backend.core.rules.rule import Rule, RuleKind
from backend.core.vision.boxes import Box
from backend.core.zones.zone import Zone, ZoneKind

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
SIZE = (1000, 500)
LEFT = Zone(id=3, name="Left half", kind=ZoneKind.RULE, corners=((0, 0), (0.5, 0), (0.5, 1), (0, 1)))
EDGE = Zone(id=4, name="Edge", kind=ZoneKind.IGNORE, corners=((0, 0), (0.2, 0), (0.2, 1), (0, 1)))
HELMET = Rule(id="anywhere", items=("helmet",))


@dataclass(frozen=True)
class Person:
    """Somebody whose feet are at `x`."""

    track_id: int = 1
    x: float = 300
    states: dict[str, str] = field(default_factory=lambda: {"helmet": Wear.WORN})

    @property
    def box(self) -> Box:
        return self.x - 20, 100, self.x + 20, 250


def meter(*rules: Rule, zones: tuple[Zone, ...] = ()) -> ExposureMeter:
    return ExposureMeter([Applicability(rule, None, {}) for rule in rules], zones)


def observe(one: ExposureMeter, seconds: Sequence[float], *people: Person) -> list[ExposureReport]:
    """Pictures at these seconds after noon show these people."""
    return [report for second in seconds for report in one.observe(people, SIZE, NOON + timedelta(seconds=second))]


def wearing(state: str, **values: object) -> Person:
    return Person(states={"helmet": state}, **values)  # type: ignore[arg-type]


def total(reports: Sequence[ExposureReport]) -> tuple[float, float, float]:
    return (
        round(sum(one.worn for one in reports), 3),
        round(sum(one.missing for one in reports), 3),
        round(sum(one.not_assessable for one in reports), 3),
    )


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (Wear.WORN, (10, 0, 0)),
        (Wear.MISSING, (0, 10, 0)),
        (Wear.NOT_ASSESSABLE, (0, 0, 10)),
        ("something new", (0, 0, 10)),
    ],
)
def test_each_state_counts_as_itself_and_anything_else_as_not_assessable(
    state: str, expected: tuple[float, float, float]
) -> None:
    one = meter(HELMET)
    observe(one, [n / 5 for n in range(51)], wearing(state))
    assert total(one.finish()) == expected


def test_an_item_that_was_not_assessed_is_not_assessable() -> None:
    one = meter(Rule(id="7", items=("boots",)))
    observe(one, range(5), Person())
    assert total(one.finish()) == (0, 0, 4)


@pytest.mark.parametrize(("pause", "counted"), [(2.9, 2.9), (3.0, 3.0), (3.1, 0.0), (600, 0.0)])
def test_a_pause_that_is_blind_time_counts_nowhere(pause: float, counted: float) -> None:
    one = meter(HELMET)
    observe(one, [0, pause], wearing(Wear.MISSING))
    assert total(one.finish())[1] == pytest.approx(counted)


def test_the_first_picture_counts_for_nothing() -> None:
    one = meter(HELMET)
    observe(one, [0], Person())
    assert one.finish() == []


def test_people_add_up_and_an_empty_hall_has_no_exposure() -> None:
    one = meter(HELMET)
    observe(one, [0, 1, 2], Person(1), wearing(Wear.MISSING, track_id=2))
    observe(one, [3, 4])
    assert total(one.finish()) == (2, 2, 0)


def test_a_minute_is_reported_when_it_is_over_and_the_rest_goes_to_the_next() -> None:
    one = meter(HELMET)
    reports = observe(one, [59.0, 59.8, 60.8], Person())
    assert [(one.key.minute, round(one.worn, 3)) for one in reports] == [(NOON, 1.0)]
    assert [(one.key.minute, round(one.worn, 3)) for one in one.finish()] == [(NOON + timedelta(minutes=1), 0.8)]


def test_a_minute_is_reported_while_it_goes_on_with_all_of_it() -> None:
    one = meter(HELMET)
    reports = observe(one, range(32), Person())
    assert [(round(report.worn), report.key.minute) for report in reports] == [(15, NOON), (30, NOON)]


def test_only_people_in_the_zone_and_in_none_to_be_ignored_count() -> None:
    one = meter(Rule(id="7", items=("helmet",), zone=LEFT), zones=(LEFT, EDGE))
    observe(
        one,
        range(11),
        Person(1, 300),
        wearing(Wear.MISSING, track_id=2, x=800),
        wearing(Wear.MISSING, track_id=3, x=100),
    )
    (report,) = one.finish()
    assert (report.key.rule.zone, total([report])) == (LEFT, (10, 0, 0))


def test_each_rule_has_its_own_sums() -> None:
    one = meter(HELMET, Rule(id="7", version=2, items=("helmet", "vest"), zone=LEFT))
    observe(one, range(3), Person(states={"helmet": Wear.WORN, "vest": Wear.MISSING}))
    found = {(report.key.rule.id, report.key.item): total([report]) for report in one.finish()}
    assert found == {("anywhere", "helmet"): (2, 0, 0), ("7", "helmet"): (2, 0, 0), ("7", "vest"): (0, 2, 0)}


@pytest.mark.parametrize(
    "rule",
    [
        Rule(id="7", items=("helmet",), enabled=False),
        Rule(id="7", items=("helmet",), bypassed_until=NOON + timedelta(hours=1)),
        Rule(id="7", kind=RuleKind.RESTRICTED),
    ],
)
def test_a_rule_that_does_not_apply_has_no_exposure(rule: Rule) -> None:
    one = meter(rule)
    observe(one, range(10), Person())
    assert one.finish() == []


def test_a_clock_that_is_set_back_begins_another_run() -> None:
    one = meter(HELMET)
    observe(one, range(5), Person())
    reports = observe(one, [2, 3, 4], Person())
    assert [(report.run, report.worn) for report in (*reports, *one.finish())] == [(0, 4), (1, 2)]


@given(
    steps=st.lists(
        st.tuples(st.floats(0.05, 8), st.sampled_from([*Wear, "nothing"]), st.integers(0, 3)), min_size=1, max_size=80
    )
)
def test_blind_time_never_counts_and_the_unknown_is_never_missing(steps: list[tuple[float, str, int]]) -> None:
    one = meter(HELMET)
    newest: dict[tuple[datetime, int], ExposureReport] = {}
    expected = dict.fromkeys(("worn", "missing", "unknown"), 0.0)
    at = 0.0
    one.observe((), SIZE, NOON)
    for step, state, people in steps:
        at += step
        there = [wearing(state, track_id=n) for n in range(people)]
        for report in one.observe(there, SIZE, NOON + timedelta(seconds=at)):
            newest[report.key.minute, report.run] = report
        name = {Wear.WORN: "worn", Wear.MISSING: "missing"}.get(state, "unknown")  # type: ignore[call-overload]
        expected[name] += step * people if step <= 3 else 0.0
    for report in one.finish():
        newest[report.key.minute, report.run] = report
    found = total(list(newest.values()))
    assert found == pytest.approx(tuple(expected.values()), abs=1e-2)
