"""Replayed over stored tracks a rule raises what it would have raised live, and nothing that was not assessable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.rules.occupancy import MACHINES, Begin, Step
from backend.core.rules.rule import Rule, RuleKind, Severity, Stage
from backend.core.rules.stays import PersonInPicture, StayOptions
from backend.core.schedules.schedule import WeeklySchedule, WeeklySlot
from backend.core.schedules.scheduler import Scheduler
from backend.core.track_history.packing import MISSING, NOT_ASSESSABLE, NOT_RECORDED, WORN, TrackSample, pack
from backend.core.track_history.replay import by_severity, inside, replay, scheduled
from backend.core.track_history.samples import StoredPart, TrackSamples, samples_of
from backend.core.track_history.would_raise import WouldRaise
from backend.core.zones.zone import Zone, ZoneKind

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)  # a Monday
START = NOON.timestamp()
LEFT = Zone(id=3, name="Left", kind=ZoneKind.RULE, corners=((0, 0), (0.5, 0), (0.5, 1), (0, 1)))
IN, OUT = 0.3, 0.7
HELMET = Rule(id="1", items=("helmet",), zone=LEFT)
SHIFT = Scheduler(
    WeeklySchedule(
        name="Shift",
        otherwise="off",
        slots=(WeeklySlot(start=12 * 60, end=12 * 60 + 1, mode="detect", days=frozenset({1})),),
    ),
    UTC,
)
Course = Sequence[tuple[float, float, int]]
"""Second, where the feet are from left to right, state of the helmet."""


def person(course: Course, track_id: int = 1) -> StoredPart:
    samples = [
        TrackSample(at=START + at, x=x, y=0.6, height=0.3, colour=True, states=(state,)) for at, x, state in course
    ]
    return StoredPart(
        track_id=track_id, since=samples[0].at, items=("helmet",), width=640, height=384, packed=pack(samples)
    )


def stands(begin: int, end: int, x: float = IN, state: int = WORN) -> list[tuple[float, float, int]]:
    return [(float(second), x, state) for second in range(begin, end)]


def raised(rule: Rule, *people: Course, scheduler: Scheduler | None = None) -> list[tuple[float, Severity]]:
    samples = samples_of([person(course, n) for n, course in enumerate(people, start=1)])
    return [(one.at - START, one.severity) for one in _replayed(rule, samples, scheduler)]


def _replayed(rule: Rule, samples: TrackSamples, scheduler: Scheduler | None = None) -> tuple[WouldRaise, ...]:
    found = replay(rule, samples, there=inside(samples, rule.zone), on_time=scheduled(samples, scheduler))
    return found.raised


@pytest.mark.parametrize(
    ("course", "times"),
    [
        (stands(0, 10, state=WORN), []),
        (stands(0, 10, state=NOT_ASSESSABLE), []),
        (stands(0, 10, state=NOT_RECORDED), []),
        (stands(0, 10, OUT, MISSING), []),
        (stands(0, 10, state=MISSING), [0]),
        ([*stands(0, 5), *stands(5, 9, state=MISSING)], [5]),
        ([*stands(0, 5, state=MISSING), *stands(5, 6), *stands(6, 9, state=MISSING)], [0]),  # worn for a moment
        ([*stands(0, 5, state=MISSING), *stands(5, 7), *stands(7, 9, state=MISSING)], [0, 7]),
        ([*stands(0, 5, state=MISSING), *stands(5, 60, state=NOT_ASSESSABLE), *stands(60, 65, state=MISSING)], [0]),
        ([*stands(0, 5, state=MISSING), *stands(5, 7, OUT, MISSING), *stands(7, 9, state=MISSING)], [0, 7]),
        ([*stands(0, 5, state=MISSING), *stands(11, 15, state=MISSING)], [0]),  # hidden for a while
    ],
)
def test_items_raise_once_for_a_person_until_everything_is_worn(course: Course, times: list[float]) -> None:
    assert [at for at, _ in raised(HELMET, course)] == times


@pytest.mark.parametrize(("minimum", "seconds", "count"), [(1, 1, 1), (2, 1, 0), (2, 2, 1), (5, 4, 0), (5, 5, 1)])
def test_a_missing_item_lasts_for_the_least_time(minimum: float, seconds: int, count: int) -> None:
    rule = Rule(id="1", items=("helmet",), minimum_seconds=minimum)
    assert len(raised(rule, [*stands(0, 3), *stands(3, 3 + seconds, state=MISSING), *stands(9, 12)])) == count


def test_the_time_to_enter_and_to_leave_belongs_to_the_rule() -> None:
    late = Rule(id="1", items=("helmet",), zone=LEFT, entry_seconds=3)
    assert [at for at, _ in raised(late, stands(0, 10, state=MISSING))] == [3]
    after = Rule(id="1", items=("helmet",), zone=LEFT, exit_seconds=5)
    course = [*stands(0, 5), *stands(5, 7, OUT), *stands(7, 20, OUT, MISSING)]
    assert [at for at, _ in raised(after, course)] == [7]
    assert raised(HELMET, course) == []


def test_a_rule_with_several_items_is_one_violation() -> None:
    rule = Rule(id="1", items=("helmet", "vest"))
    assert len(raised(rule, stands(0, 10, state=MISSING))) == 1


@given(
    course=st.lists(
        st.tuples(
            st.sampled_from([1.0, 1.0, 1.2, 2.0, 5.0, 20.0]), st.sampled_from([IN, OUT]), st.sampled_from([0, 1, 3])
        ),
        min_size=1,
        max_size=60,
    ),
    minimum=st.sampled_from([0.0, 1.0, 3.0]),
)
def test_nothing_but_missing_raises_a_violation(course: list[tuple[float, float, int]], minimum: float) -> None:
    at, found = 0.0, []
    for step, x, state in course:
        at += step
        found.append((at, x, state))
    assert raised(Rule(id="1", items=("helmet",), minimum_seconds=minimum), found) == []


def test_a_schedule_limits_when_anything_is_raised() -> None:
    rule = Rule(id="1", items=("helmet",), schedule="a schedule")
    early = stands(-30, -10, state=MISSING)
    assert raised(rule, early, scheduler=SHIFT) == []
    assert [at for at, _ in raised(rule, stands(-30, 20, state=MISSING), scheduler=SHIFT)] == [0]


@pytest.mark.parametrize(("seconds", "found"), [(4, []), (5, [(4.0, Severity.WARNING)])])
def test_a_restricted_area_is_replayed(seconds: int, found: list[tuple[float, Severity]]) -> None:
    rule = Rule(id="1", kind=RuleKind.RESTRICTED, zone=LEFT, entry_seconds=3)
    assert raised(rule, stands(0, seconds), stands(0, 60, OUT)) == found


def test_a_stay_is_one_violation_as_severe_as_it_became() -> None:
    stages = (Stage(seconds=10, severity=Severity.NOTICE), Stage(seconds=20, severity=Severity.WARNING))
    rule = Rule(id="1", kind=RuleKind.STAYS, zone=LEFT, stages=stages)
    assert raised(rule, stands(0, 15), stands(100, 130), stands(200, 205)) == [
        (10.0, Severity.NOTICE),
        (110.0, Severity.WARNING),
    ]


def test_after_hours_the_other_stages_hold() -> None:
    rule = Rule(
        id="1",
        kind=RuleKind.STAYS,
        schedule="a schedule",
        stages=(Stage(seconds=600, severity=Severity.NOTICE),),
        after_hours_stages=(Stage(seconds=10, severity=Severity.CRITICAL),),
    )
    assert raised(rule, stands(10, 40), stands(100, 130), scheduler=SHIFT) == [(110.0, Severity.CRITICAL)]


@pytest.mark.parametrize(("people", "count"), [(2, 0), (3, 1)])
def test_a_crowd_is_replayed(people: int, count: int) -> None:
    rule = Rule(id="1", kind=RuleKind.AT_MOST, zone=LEFT, most_people=2)
    courses = [stands(0, 20, 0.1 + 0.15 * n) for n in range(people)]
    assert len(raised(rule, *courses)) == count
    later = [stands(600, 620, 0.1 + 0.15 * n) for n in range(people)]
    assert len(raised(rule, *courses, *later)) == 2 * count


def test_severities_are_counted() -> None:
    found = [WouldRaise(at=0, person=n, severity=Severity.NOTICE) for n in range(2)]
    assert by_severity(found) == {Severity.NOTICE: 2, Severity.WARNING: 0, Severity.CRITICAL: 0}


STEP = st.tuples(st.sampled_from([1, 1, 1, 2, 3, 6]), st.sampled_from([IN, IN, OUT]))


@given(
    courses=st.lists(st.lists(STEP, min_size=1, max_size=40), min_size=1, max_size=3),
    kind=st.sampled_from([RuleKind.RESTRICTED, RuleKind.STAYS]),
    entry=st.sampled_from([0.0, 2.0]),
    leave=st.sampled_from([0.0, 2.0, 5.0]),
    minimum=st.sampled_from([0.0, 1.0, 4.0]),
)
def test_stays_of_all_people_at_once_are_what_the_machine_judges_one_by_one(
    courses: list[list[tuple[int, float]]], kind: RuleKind, entry: float, leave: float, minimum: float
) -> None:
    stages = (Stage(seconds=3, severity=Severity.NOTICE), Stage(seconds=7, severity=Severity.CRITICAL))
    rule = Rule(
        id="1",
        kind=kind,
        zone=LEFT,
        entry_seconds=entry,
        exit_seconds=leave,
        minimum_seconds=minimum,
        stages=stages if kind is RuleKind.STAYS else (),
    )
    for course in courses:
        at, walked = 0, []
        for step, x in course:
            at += step
            walked.append((float(at), x, WORN))
        parts = [person(one) for one in _cut(walked)]
        samples = samples_of(parts)
        if len(np.unique(samples.person)) > 1:
            continue  # walked too far while hidden: another person
        assert [(one.at - START, one.severity) for one in _replayed(rule, samples)] == _live(rule, walked, stages)


def _cut(course: list[tuple[float, float, int]]) -> list[list[tuple[float, float, int]]]:
    """A track ends after a pause of three seconds."""
    parts = [[course[0]]]
    for before, following in pairwise(course):
        if following[0] - before[0] > 3:
            parts.append([])
        parts[-1].append(following)
    return parts


def _live(rule: Rule, course: Course, stages: Sequence[Stage]) -> list[tuple[float, Severity]]:
    """What the machine makes of a picture a second."""
    machine = MACHINES[rule.kind](rule, StayOptions(unobserved_seconds=3.0))
    worst: dict[int, tuple[float, Severity]] = {}
    seen = {at: x for at, x, _ in course}
    for second in range(int(course[0][0]), int(course[-1][0]) + 1):
        there = [PersonInPicture(track_id=1, box=(0, 0, 1, 2), inside=seen[second] == IN)] if second in seen else []
        for change in machine.update(there, float(second), stages):
            if isinstance(change, Begin):
                worst[change.broken.key] = (float(second), change.broken.severity)
            elif isinstance(change, Step):
                worst[change.broken.key] = (worst[change.broken.key][0], change.broken.severity)
    return list(worst.values())


def test_a_zone_of_the_whole_picture_holds_all_people() -> None:
    samples = samples_of([person(stands(0, 3)), person(stands(0, 3, OUT), 2)])
    assert inside(samples, None).tolist() == [True] * 6
    assert inside(samples, LEFT).tolist() == [True] * 3 + [False] * 3


def test_nothing_is_raised_where_nothing_was_seen() -> None:
    for kind in RuleKind:
        assert _replayed(Rule(id="1", kind=kind, items=("helmet",)), samples_of([])) == ()


def test_a_time_at_the_edge_of_a_slot_belongs_to_the_slot_that_begins() -> None:
    samples = samples_of([person([(-1, IN, WORN), (0, IN, WORN), (1, IN, WORN)])])
    assert scheduled(samples, SHIFT).tolist() == [False, True, True]
    late = samples_of([person([(59, IN, WORN), (60, IN, WORN)])])
    assert scheduled(late, SHIFT).tolist() == [True, False]
    assert NOON + timedelta(seconds=60) == datetime.fromtimestamp(late.at[1], UTC)
