"""Observed and blind time add up, nothing is observed without a report, and the order of arrival changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.cameras.camera import CameraStatus
from backend.core.coverage.intervals import (
    BACKEND,
    HOUR,
    MOST_AN_HOUR,
    WORKER,
    Interval,
    Span,
    Totals,
    condensed,
    flattened,
    timeline,
    totals,
)
from backend.core.coverage.reasons import (
    MANDOR_OFF,
    OBSERVED,
    PLANNED,
    UNKNOWN,
    message_of,
    reason_of,
    reason_without_worker,
)

START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
REASONS = (OBSERVED, "stale", "unreachable", "stream_only")


def span(since: float, until: float, reason: str = OBSERVED, source: str = WORKER) -> Span:
    return Span(since=at(since), until=at(until), reason=reason, source=source)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def as_seconds(intervals: list[Interval]) -> list[tuple[float, float, str]]:
    return [((i.since - START).total_seconds(), (i.until - START).total_seconds(), i.reason) for i in intervals]


def lengths(spans: list[Span], since: datetime, until: datetime) -> dict[tuple[str, str], timedelta]:
    found: dict[tuple[str, str], timedelta] = {}
    for one in spans:
        length = min(one.until, until) - max(one.since, since)
        if length > timedelta():
            key = (one.source, one.reason)
            found[key] = found.get(key, timedelta()) + length
    return found


def window(*spans: Span, seconds: float = 600) -> list[tuple[float, float, str]]:
    return as_seconds(timeline(spans, START, at(seconds)))


worker_spans = st.builds(
    lambda since, length, reason: span(since, since + length, reason),
    st.integers(-500, 8000),
    st.integers(-5, 4000),
    st.sampled_from(REASONS),
)
backend_spans = st.builds(
    lambda since, length, reason: span(since, since + length, reason, BACKEND),
    st.integers(-500, 8000),
    st.integers(0, 4000),
    st.sampled_from(("worker_down", "disabled", MANDOR_OFF)),
)
some_spans = st.lists(st.one_of(worker_spans, backend_spans), max_size=25)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [(0, 600, UNKNOWN)]),
        ([span(0, 600)], [(0, 600, OBSERVED)]),
        ([span(-100, 700)], [(0, 600, OBSERVED)]),
        ([span(0, 300), span(300, 600)], [(0, 600, OBSERVED)]),  # a worker that started again without a pause
        ([span(0, 300), span(310, 600)], [(0, 300, OBSERVED), (300, 310, UNKNOWN), (310, 600, OBSERVED)]),
        # the seconds before a fault is noticed belong to the fault, a longer hole to no known reason
        ([span(0, 300), span(310, 600, "stale")], [(0, 300, OBSERVED), (300, 600, "stale")]),
        ([span(0, 300), span(331, 600, "stale")], [(0, 300, OBSERVED), (300, 331, UNKNOWN), (331, 600, "stale")]),
        # what a worker reports itself counts more than what was noticed from outside
        ([span(0, 600), span(100, 200, "worker_down", BACKEND)], [(0, 600, OBSERVED)]),
        (
            [span(0, 100), span(0, 600, MANDOR_OFF, BACKEND), span(400, 600)],
            [(0, 100, OBSERVED), (100, 400, MANDOR_OFF), (400, 600, OBSERVED)],
        ),
        # two workers that disagree: the one that claims less
        ([span(0, 600), span(200, 300, "frozen")], [(0, 200, OBSERVED), (200, 300, "frozen"), (300, 600, OBSERVED)]),
        ([span(0, 600, "stream_only"), span(0, 600)], [(0, 600, "stream_only")]),
        ([span(0, 600, "stream_only"), span(0, 600, "covered")], [(0, 600, "covered")]),
        ([span(300, 200), span(100, 100)], [(0, 600, UNKNOWN)]),  # a clock that was set back says nothing
    ],
)
def test_a_window_is_what_was_reported(spans: list[Span], expected: list[tuple[float, float, str]]) -> None:
    assert window(*spans) == expected


@given(some_spans, st.integers(-600, 8000), st.integers(1, 9000))
def test_observed_and_blind_add_up_and_nothing_overlaps(spans: list[Span], since: int, length: int) -> None:
    intervals = timeline(spans, at(since), at(since + length))
    assert intervals[0].since == at(since)
    assert intervals[-1].until == at(since + length)
    for before, after in pairwise(intervals):
        assert before.until == after.since
        assert before.reason != after.reason
    sums = totals(intervals)
    assert sums.observed + sums.blind == timedelta(seconds=length)
    assert sum((part for _, part in sums.by_reason), timedelta()) == sums.blind
    assert sums.planned == sum((part for reason, part in sums.by_reason if reason in PLANNED), timedelta())


@given(some_spans, st.randoms())
def test_the_order_of_arrival_changes_nothing(spans: list[Span], random: object) -> None:
    shuffled = [*spans, *spans[:3]]  # and some come twice
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert flattened(shuffled) == flattened(spans)


@given(some_spans)
def test_nothing_is_observed_that_no_worker_reported(spans: list[Span]) -> None:
    judged = [s for s in spans if s.reason == OBSERVED]
    for interval in timeline(spans, at(0), at(9000)):
        if interval.reason == OBSERVED:
            middle = interval.since + interval.length / 2
            assert any(s.since <= middle < s.until for s in judged)


@given(some_spans, some_spans)
def test_flattening_what_was_flattened_before_changes_nothing(old: list[Span], late: list[Span]) -> None:
    assert flattened([*flattened(old), *late]) == flattened([*old, *late])


@given(some_spans, st.integers(1, 4000))
def test_two_windows_side_by_side_are_one(spans: list[Span], middle: int) -> None:
    whole = totals(timeline(spans, at(0), at(5000)))
    parts = [totals(timeline(spans, at(0), at(middle))), totals(timeline(spans, at(middle), at(5000)))]
    assert whole.observed == parts[0].observed + parts[1].observed
    assert whole.blind == parts[0].blind + parts[1].blind


@given(some_spans)
def test_a_condensed_log_is_small_and_keeps_every_hours_totals(spans: list[Span]) -> None:
    kept = condensed(spans, START, START + 2 * HOUR)
    assert flattened(kept) == kept
    assert all(
        sum(s.since < hour + HOUR and s.until > hour for s in kept) <= MOST_AN_HOUR for hour in (START, START + HOUR)
    )
    for hour in range(2):
        since, until = START + hour * HOUR, START + (hour + 1) * HOUR
        assert lengths(kept, since, until) == lengths(flattened(spans), since, until)
    assert timeline(kept, START + 3 * HOUR, START + 5 * HOUR) == timeline(spans, START + 3 * HOUR, START + 5 * HOUR)


def test_a_flickering_hour_becomes_its_totals() -> None:
    flicker = [s for n in range(60) for s in (span(n * 60, n * 60 + 50), span(n * 60 + 50, n * 60 + 60, "stale"))]
    kept = condensed(flicker, START, START + HOUR)
    assert kept == [span(0, 3000), span(3000, 3600, "stale")]
    assert condensed(kept, START, START + HOUR) == kept


ONE_HOUR = timedelta(hours=1)


def flicker(count: int, begins: float = 0.0) -> list[Span]:
    """So many spans of a minute, by turns observed and stale."""
    reasons = (OBSERVED, "stale")
    return [span(begins + 60 * n, begins + 60 * (n + 1), reasons[n % 2]) for n in range(count)]


@pytest.mark.parametrize(
    ("spans", "since", "until", "left"),
    [
        (flicker(12), START, START + ONE_HOUR, 12),
        (flicker(13), START, START + ONE_HOUR, 2),
        (flicker(13), START, START + ONE_HOUR - timedelta(seconds=1), 13),  # not all of the hour
        (flicker(13), START + timedelta(seconds=1), START + 2 * ONE_HOUR, 13),
        (flicker(13), START - ONE_HOUR, START + 2 * ONE_HOUR, 2),
        (flicker(26, begins=3600 - 13 * 60), START, START + ONE_HOUR, 2 + 13),  # the next hour is not asked for
        (flicker(26, begins=3600 - 13 * 60), START, START + 2 * ONE_HOUR, 4),
        ([span(-1800, 30, "stale"), *flicker(13, begins=30)], START, START + ONE_HOUR, 2),
        ([*flicker(13), *flicker(1, begins=-3600)], START, START + ONE_HOUR, 3),
    ],
)
def test_only_whole_hours_with_many_spans_are_condensed(
    spans: list[Span], since: datetime, until: datetime, left: int
) -> None:
    kept = condensed(spans, since, until)
    assert len(kept) == left
    assert lengths(kept, START - ONE_HOUR, START + 3 * ONE_HOUR) == lengths(
        spans, START - ONE_HOUR, START + 3 * ONE_HOUR
    )


def test_a_span_over_hours_is_cut_at_each() -> None:
    """So that an hour's totals stay its own."""
    spans = [span(-1800, 5400), *(span(n * 60, n * 60 + 30, "stale") for n in range(13))]
    kept = condensed(spans, START, START + ONE_HOUR)
    assert as_seconds([Interval(since=one.since, until=one.until, reason=one.reason) for one in kept]) == [
        (-1800, 0, OBSERVED),
        (0, 390, "stale"),
        (390, 5400, OBSERVED),
    ]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        # of reports from outside a fault counts more than a plan
        ([span(0, 600, "disabled", BACKEND), span(0, 600, "worker_down", BACKEND)], [(0, 600, "worker_down")]),
        ([span(0, 600, "off_by_schedule", BACKEND), span(0, 600, MANDOR_OFF, BACKEND)], [(0, 600, MANDOR_OFF)]),
        ([span(0, 600, "disabled", BACKEND), span(0, 600, "stream_only")], [(0, 600, "stream_only")]),
        ([span(0, 600, "worker_down", BACKEND), span(0, 600, "stream_only")], [(0, 600, "stream_only")]),
        # two faults: always the same one
        ([span(0, 600, "frozen"), span(0, 600, "covered")], [(0, 600, "frozen")]),
        # the same report twice, one of them shorter
        ([span(0, 600, "stale"), span(100, 200, "stale")], [(0, 600, "stale")]),
        # reasons reach 30 s back, and no more
        ([span(0, 300), span(330, 600, "stale")], [(0, 300, OBSERVED), (300, 600, "stale")]),
        ([span(0, 300), span(330, 600)], [(0, 300, OBSERVED), (300, 330, UNKNOWN), (330, 600, OBSERVED)]),
        ([span(20, 600, "stale")], [(0, 20, UNKNOWN), (20, 600, "stale")]),  # nothing stands before
        ([span(0, 100), span(100, 500)], [(0, 500, OBSERVED), (500, 600, UNKNOWN)]),
        (
            [span(0, 100), span(100, 200, "stale"), span(220, 600, "covered")],
            [(0, 100, OBSERVED), (100, 200, "stale"), (200, 600, "covered")],
        ),
        # neighbours of one reason become one, from either source
        (
            [span(0, 100), span(100, 200, "stale"), span(200, 300, "starting", BACKEND), span(300, 600, "starting")],
            [(0, 100, OBSERVED), (100, 200, "stale"), (200, 600, "starting")],
        ),
        # what ends where the window begins, or begins where it ends, is not in it
        ([span(-100, 0), span(600, 700)], [(0, 600, UNKNOWN)]),
        ([span(0, 100, source=BACKEND), span(100, 600)], [(0, 600, OBSERVED)]),
    ],
)
def test_which_report_counts(spans: list[Span], expected: list[tuple[float, float, str]]) -> None:
    assert window(*spans) == expected


def test_nothing_is_no_time() -> None:
    assert totals([]) == Totals()
    assert Totals() == Totals(observed=timedelta(), blind=timedelta(), planned=timedelta(), by_reason=())
    assert totals([Interval(since=START, until=START, reason="stale")]) == Totals()


def test_totals_name_reasons_longest_first() -> None:
    spans = [span(0, 100), span(100, 150, "stale"), span(150, 400, "stream_only"), span(400, 450, "covered")]
    assert totals(timeline(spans, START, at(450))) == Totals(
        observed=timedelta(seconds=100),
        blind=timedelta(seconds=350),
        planned=timedelta(seconds=250),
        by_reason=(
            ("stream_only", timedelta(seconds=250)),
            ("covered", timedelta(seconds=50)),
            ("stale", timedelta(seconds=50)),
        ),
    )


@pytest.mark.parametrize(
    ("mode", "state", "reason", "judges", "expected"),
    [
        ("detect", "live", "", True, OBSERVED),
        ("detect", "live", "", False, "nothing_to_judge"),
        ("detect", "live", "inference_away", True, "inference_away"),
        ("detect", "blind", "covered", True, "covered"),
        ("detect", "live", "moved", True, OBSERVED),  # a warning: judging goes on
        ("detect", "live", "falling_behind", True, "falling_behind"),  # too few pictures are judged
        ("detect", "live", "defocused", False, "nothing_to_judge"),
        ("detect", "connecting", "", True, "connecting"),
        ("detect", "connecting", "unreachable", True, "unreachable"),  # a camera that is tried again and again
        ("detect", "failed", "login_refused", True, "login_refused"),
        ("detect", "a new state", "", True, "a new state"),
        ("stream", "live", "", True, "stream_only"),
        ("stream", "failed", "unreachable", True, "stream_only"),
        ("off", "off", "", True, "off_by_schedule"),
        ("off", "connecting", "", True, "off_by_schedule"),
        ("detect", "off", "", True, "off_by_schedule"),
    ],
)
def test_a_worker_observes_only_when_nothing_prevents_it(
    mode: str, state: str, reason: str, judges: bool, expected: str
) -> None:
    status = CameraStatus(state=state, mode=mode, since=START, reason=reason)
    assert reason_of(status, judges_something=judges) == expected


def test_what_turned_a_camera_off_is_distinguished() -> None:
    by_hand = CameraStatus(state="off", mode="off", mode_why="override", since=START)
    by_schedule = CameraStatus(state="off", mode="off", mode_why="otherwise", since=START)
    assert [reason_of(status, judges_something=True) for status in (by_hand, by_schedule)] == [
        "disabled",
        "off_by_schedule",
    ]


@pytest.mark.parametrize(
    ("state", "reason", "why", "expected"),
    [
        ("off", "", "disabled", "disabled"),
        ("off", "", "override", "disabled"),
        ("off", "", "slot", "off_by_schedule"),
        ("off", "", "exception", "off_by_schedule"),
        ("off", "", "otherwise", "off_by_schedule"),
        ("starting", "", "fixed", "starting"),
        ("down", "worker_down", "fixed", "worker_down"),
        ("failed", "restarts_too_often", "fixed", "restarts_too_often"),
        ("unknown", "redis_away", "fixed", "redis_away"),
        ("failed", "unreachable", "fixed", None),
        ("connecting", "", "fixed", None),
        ("blind", "covered", "fixed", None),
        ("live", "", "fixed", None),
        ("live", "schedule_unreadable", "fixed", None),
    ],
)
def test_the_backend_reports_only_on_silent_cameras(state: str, reason: str, why: str, expected: str | None) -> None:
    assert reason_without_worker(state, reason, why) == expected


def test_reasons_have_messages() -> None:
    assert message_of("disabled") == "The camera was switched off by a user."
    assert message_of("unreachable") == "No answer from this address."
    assert message_of("a newer reason") == "a newer reason"
