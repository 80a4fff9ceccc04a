"""Rules about who is in a zone, at the boundary values of each limit, and over gaps in observation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.rules.occupancy import (
    Begin,
    Change,
    Crowding,
    End,
    EndReason,
    RestrictedArea,
    Staying,
    Step,
    ZoneRule,
)
from backend.core.rules.rule import Rule, RuleKind, Severity, Stage
from backend.core.rules.stays import PersonInPicture

FIFTH = 0.2
NOTICE, WARNING = Stage(seconds=60, severity=Severity.NOTICE), Stage(seconds=120, severity=Severity.WARNING)
NIGHT = (Stage(seconds=10, severity=Severity.CRITICAL),)


def person(track_id: int = 1, x: float = 100, *, inside: bool = True) -> PersonInPicture:
    return PersonInPicture(track_id=track_id, box=(x, 100, x + 40, 200), inside=inside)


def run(
    rule: ZoneRule, begin: float, end: float, *people: PersonInPicture, stages: tuple[Stage, ...] = ()
) -> list[tuple[float, Change]]:
    """Five pictures a second from `begin` to before `end` show these people."""
    found = []
    for n in range(round((end - begin) / FIFTH)):
        at = begin + n * FIFTH
        found += [(round(at - begin, 1), change) for change in rule.update(people, at, stages)]
    return found


def restricted(**values: object) -> RestrictedArea:
    return RestrictedArea(Rule(id="1", kind=RuleKind.RESTRICTED, **values))  # type: ignore[arg-type]


def staying(**values: object) -> Staying:
    return Staying(Rule(id="1", kind=RuleKind.STAYS, **values))  # type: ignore[arg-type]


def crowding(most: int = 2, **values: object) -> Crowding:
    return Crowding(Rule(id="1", kind=RuleKind.AT_MOST, most_people=most, **values))  # type: ignore[arg-type]


def kinds(changes: Iterable[tuple[float, Change]]) -> list[tuple[float, str]]:
    return [(at, type(change).__name__) for at, change in changes]


@pytest.mark.parametrize(
    ("entry", "minimum", "begins"),
    [(0, 0, 0.0), (0, 1, 1.0), (0, 1.1, 1.2), (3, 1, 4.0), (3, 0, 3.0)],
)
def test_a_restricted_area_warns_after_the_time_to_enter_and_the_minimum(
    entry: float, minimum: float, begins: float
) -> None:
    area = restricted(entry_seconds=entry, minimum_seconds=minimum)
    assert kinds(run(area, 0, 10, person())) == [(begins, "Begin")]


@pytest.mark.parametrize(("stays", "warned"), [(0.8, False), (1.0, False), (1.2, True)])
def test_who_leaves_before_the_minimum_breaks_nothing(stays: float, warned: bool) -> None:
    area = restricted(minimum_seconds=1)
    changes = run(area, 0, stays, person()) + run(area, stays, stays + 1, person(inside=False))
    assert kinds(changes) == ([(1.0, "Begin"), (0.0, "End")] if warned else [])


@pytest.mark.parametrize(
    ("outside", "expected"),
    [(4.8, []), (5.0, []), (5.2, [(5.0, "End")])],
)
def test_who_comes_back_within_the_time_to_exit_is_one_violation(
    outside: float, expected: list[tuple[float, str]]
) -> None:
    area = restricted(minimum_seconds=1, exit_seconds=5)
    run(area, 0, 2, person())
    assert kinds(run(area, 2, 2 + outside, person(inside=False))) == expected
    again = kinds(run(area, 2 + outside, 4 + outside, person()))
    assert again == ([(1.0, "Begin")] if expected else [])


def test_a_violation_ends_when_the_person_was_first_seen_outside() -> None:
    area = restricted(minimum_seconds=1, exit_seconds=5)
    run(area, 0, 2, person())
    (_, change), *_ = run(area, 2, 8, person(inside=False))
    assert isinstance(change, End)
    assert (change.reason, round(change.at, 1)) == (EndReason.LEFT, 2.0)


def test_two_people_break_it_once_each() -> None:
    area = restricted()
    begun = [change.broken for _, change in run(area, 0, 3, person(1), person(2, 400)) if isinstance(change, Begin)]
    assert [(one.track_id, one.severity) for one in begun] == [(1, Severity.WARNING), (2, Severity.WARNING)]


def test_a_new_track_in_the_same_place_continues_the_violation() -> None:
    area = restricted()
    run(area, 0, 2, person(1))
    run(area, 2, 4)  # behind a rack
    assert kinds(run(area, 4, 6, person(2, 130))) == []
    assert [one.track_id for one in area.broken] == [2]


def test_a_stranger_far_away_begins_a_violation_of_their_own() -> None:
    area = restricted()
    run(area, 0, 2, person(1))
    run(area, 2, 3)
    assert kinds(run(area, 3, 5, person(2, 800))) == [(1.0, "Begin")]


def test_a_person_who_was_seen_elsewhere_before_inherits_nothing() -> None:
    area = restricted()
    run(area, 0, 2, person(1), person(2, 300, inside=False))
    run(area, 2, 3, person(2, 200, inside=False))
    assert kinds(run(area, 3, 5, person(2, 120))) == [(1.0, "Begin")]


@pytest.mark.parametrize(("hidden", "ended"), [(9.8, False), (10.4, True)])
def test_who_is_not_seen_for_ten_seconds_has_left(hidden: float, ended: bool) -> None:
    area = restricted()
    run(area, 0, 2, person())
    changes = run(area, 2, 2 + hidden)
    assert [type(change) for _, change in changes] == ([End] if ended else [])
    if ended:
        assert isinstance(changes[0][1], End)
        assert changes[0][1].at == pytest.approx(1.8)


@pytest.mark.parametrize(("x", "same"), [(110, True), (125, True), (140, False)])
def test_after_a_gap_only_who_stands_in_the_same_place_is_the_same_person(x: float, same: bool) -> None:
    area = restricted()
    run(area, 0, 2, person(1))
    assert kinds(run(area, 30, 31, person(7, x))) == []
    assert [one.track_id for one in area.broken] == [7 if same else 1]


def test_a_gap_ends_nothing_and_does_not_count_as_waiting() -> None:
    area = restricted()
    run(area, 0, 2, person())
    assert kinds(run(area, 60, 69.8)) == []
    assert kinds(run(area, 69.8, 71)) == [(0.4, "End")]


def test_time_that_was_not_observed_is_not_stayed() -> None:
    rule = staying()
    run(rule, 0, 50.2, person(), stages=(NOTICE,))  # 50 seconds
    assert kinds(run(rule, 1000, 1020, person(), stages=(NOTICE,))) == [(10.0, "Begin")]


@pytest.mark.parametrize(("seconds", "found"), [(60.0, []), (60.2, [(60.0, "Begin")])])
def test_staying_begins_at_the_first_stage(seconds: float, found: list[tuple[float, str]]) -> None:
    assert kinds(run(staying(), 0, seconds, person(), stages=(NOTICE, WARNING))) == found


def test_each_stage_raises_the_severity_and_nothing_lowers_it() -> None:
    rule = staying()
    changes = run(rule, 0, 200, person(), stages=(NOTICE, WARNING))
    assert kinds(changes) == [(60.0, "Begin"), (120.0, "Step")]
    assert [change.broken.severity for _, change in changes] == [Severity.NOTICE, Severity.WARNING]
    assert kinds(run(rule, 200, 300, person(), stages=(Stage(seconds=600, severity=Severity.NOTICE),))) == []
    assert rule.broken[0].severity is Severity.WARNING


def test_after_hours_the_shorter_stages_hold_at_once() -> None:
    rule = staying()
    run(rule, 0, 40, person(), stages=(NOTICE, WARNING))
    (at, change), *rest = run(rule, 40, 60, person(), stages=NIGHT)
    assert isinstance(change, Begin)
    assert (at, change.broken.severity, rest) == (0.0, Severity.CRITICAL, [])


def test_a_stage_before_the_time_to_enter_waits_for_it() -> None:
    rule = staying(entry_seconds=20, minimum_seconds=1)
    assert kinds(run(rule, 0, 30, person(), stages=NIGHT)) == [(21.0, "Begin")]


def test_who_comes_back_later_stays_anew() -> None:
    rule = staying()
    run(rule, 0, 50, person(), stages=(NOTICE,))
    run(rule, 50, 51, person(inside=False), stages=(NOTICE,))
    assert kinds(run(rule, 51, 115, person(), stages=(NOTICE,))) == [(60.0, "Begin")]


@pytest.mark.parametrize(("people", "found"), [(2, []), (3, [(1.0, "Begin")])])
def test_a_crowd_is_more_people_than_may_be_there(people: int, found: list[tuple[float, str]]) -> None:
    there = [person(n, 100 * n) for n in range(1, people + 1)]
    rule = crowding(2)
    changes = run(rule, 0, 5, *there)
    assert kinds(changes) == found
    assert [change.broken.people for _, change in changes] == [3] * len(found)


@pytest.mark.parametrize(("seconds", "found"), [(1.8, []), (2.0, [(1.8, "End")])])
def test_a_crowd_ends_after_two_seconds_without_it(seconds: float, found: list[tuple[float, str]]) -> None:
    rule = crowding(1)
    run(rule, 0, 3, person(1), person(2, 400))
    assert kinds(run(rule, 3, 3 + seconds, person(1), person(2, 400, inside=False))) == found


def test_a_hidden_person_neither_begins_nor_ends_a_crowd() -> None:
    rule = crowding(1)
    run(rule, 0, 0.6, person(1), person(2, 400))
    assert kinds(run(rule, 0.6, 8, person(1))) == []
    run(rule, 8, 10, person(1), person(3, 400))
    assert len(rule.broken) == 1
    assert kinds(run(rule, 10, 18, person(1))) == []


def test_who_passes_through_is_no_part_of_a_crowd_before_the_time_to_enter() -> None:
    rule = crowding(1, entry_seconds=5)
    assert kinds(run(rule, 0, 5, person(1), person(2, 400))) == []
    assert kinds(run(rule, 5, 9, person(1), person(2, 400))) == [(1.0, "Begin")]


def test_a_crowd_that_was_not_observed_does_not_last() -> None:
    rule = crowding(1, minimum_seconds=5)
    run(rule, 0, 4, person(1), person(2, 400))
    assert kinds(run(rule, 100, 101, person(1), person(2, 400))) == []


@pytest.mark.parametrize("rule", [restricted(), staying(), crowding(0)], ids=["restricted", "stays", "at most"])
def test_a_bypass_ends_what_is_open_and_begins_anew(rule: ZoneRule) -> None:
    stages = (Stage(seconds=1, severity=Severity.NOTICE),)
    run(rule, 0, 2, person(), stages=stages)
    (change,) = rule.stop(2)
    assert isinstance(change, End)
    assert (change.reason, change.at, rule.broken) == (EndReason.RULE_ENDED, 2, [])
    assert kinds(run(rule, 2, 3.2, person(), stages=stages)) == [(1.0, "Begin")]


@pytest.mark.parametrize("rule", [restricted(), staying(), crowding(0)], ids=["restricted", "stays", "at most"])
def test_a_restored_violation_goes_on_without_a_second_alarm(rule: ZoneRule) -> None:
    stages = (Stage(seconds=1, severity=Severity.NOTICE),)
    run(rule, 0, 2, person(), stages=stages)
    later = type(rule)(rule.rule)
    later.restore(replace(rule.broken[0], key=99))
    assert kinds(run(later, 20, 24, person(1), stages=stages)) == []
    assert [one.track_id for one in later.broken] == [1]


@given(
    pauses=st.lists(st.floats(0.1, 30), min_size=1, max_size=60),
    rule=st.sampled_from(["restricted", "stays", "crowd"]),
)
def test_nothing_is_broken_for_longer_than_it_was_observed(pauses: list[float], rule: str) -> None:
    stages = (Stage(seconds=5, severity=Severity.NOTICE), Stage(seconds=9, severity=Severity.WARNING))
    machine: ZoneRule = {
        "restricted": restricted(minimum_seconds=5.0),
        "stays": staying(minimum_seconds=5.0),
        "crowd": crowding(0, minimum_seconds=5.0),
    }[rule]
    at = observed = 0.0
    for pause in [0.0, *pauses]:
        at += pause
        observed += pause if pause <= 1.5 else 0.0
        for change in machine.update([person()], at, stages):
            if isinstance(change, (Begin, Step)):
                least = 9 if change.broken.severity is Severity.WARNING and rule == "stays" else 5
                assert observed >= least - 1e-4
                assert change.broken.seconds <= observed + 1e-6


@pytest.mark.parametrize(("leaving", "away", "begins"), [(False, 9, 1), (True, 1, 1), (True, 3, 2)])
def test_who_comes_in_where_another_walked_out_of_the_picture_is_another(
    leaving: bool, away: float, begins: int
) -> None:
    rule = restricted()
    last = replace(person(1), leaving=leaving)
    changes = run(rule, 0, 3, last) + run(rule, 3, 3 + away) + run(rule, 3 + away, 6 + away, person(2, 110))
    assert sum(isinstance(change, Begin) for _, change in changes) == begins
