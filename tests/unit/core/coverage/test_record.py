"""A worker claims no moment that it did not observe: through faults found late, jumping clocks and a lost Redis."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.coverage.reasons import OBSERVED
from backend.core.coverage.record import MOST_UNSENT, CoverageRecord, CoverageSpan

START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


class Worker:
    """A worker's day, played second by second."""

    def __init__(self) -> None:
        self.ids = 0
        self.record = CoverageRecord(self._id)
        self.seconds = 0.0
        self.clock_is_ahead = 0.0
        self.stored: dict[str, CoverageSpan] = {}

    def _id(self, _at: datetime) -> str:
        self.ids += 1
        return str(self.ids)

    def live(self, seconds: float, *, reason: str = OBSERVED, observes: bool = True) -> Worker:
        """Four observations a second, a report each second."""
        for _ in range(int(seconds * 4)):
            self.seconds += 0.25
            if observes:
                self.record.observe(self.now(), self.seconds)
            if self.seconds % 1 == 0:
                self.record.set_reason(self.now(), self.seconds, reason)
        return self

    def blind(self, seconds: float, reason: str) -> Worker:
        return self.live(seconds, reason=reason, observes=False)

    def silent(self, seconds: float) -> Worker:
        self.seconds += seconds
        return self

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds + self.clock_is_ahead)

    def spans(self) -> list[tuple[float, float, str]]:
        return _as_seconds(self.record.unsent())


def _as_seconds(spans: Iterable[CoverageSpan]) -> list[tuple[float, float, str]]:
    return [((s.since - START).total_seconds(), (s.until - START).total_seconds(), s.reason) for s in spans]


def test_a_day_without_faults_is_one_span_after_the_connection() -> None:
    worker = Worker().blind(4, "connecting").live(100)
    assert worker.spans() == [(1, 5.25, "connecting"), (5.25, 104, OBSERVED)]


def test_a_worker_that_never_observed_claims_nothing() -> None:
    assert Worker().live(60, observes=False).spans() == [(1, 60, "falling_behind")]


def test_a_fault_found_late_is_blind_from_the_last_observation_on() -> None:
    worker = Worker().blind(1, "connecting").live(9).live(8, observes=False).blind(12, "inference_away").live(10)
    assert worker.spans()[1:] == [(2.25, 10, OBSERVED), (10, 31.25, "inference_away"), (31.25, 40, OBSERVED)]


def test_pictures_that_are_judged_too_seldom_do_not_count_as_observed() -> None:
    worker = Worker().blind(1, "connecting").live(9)
    for _ in range(5):
        worker.live(4.75, observes=False).live(0.25)
    spans = worker.spans()
    assert {reason for _, _, reason in spans[2:]} == {"falling_behind", OBSERVED}
    assert sum(until - since for since, until, reason in spans[2:] if reason == OBSERVED) == 0


def test_a_covered_picture_does_not_count_as_observed() -> None:
    worker = Worker().blind(1, "connecting").live(9).live(20, reason="covered").live(10)
    assert worker.spans()[1:] == [(2.25, 11, OBSERVED), (11, 31.25, "covered"), (31.25, 40, OBSERVED)]


def test_a_fault_that_began_earlier_counts_against_what_was_judged_meanwhile() -> None:
    worker = Worker().blind(1, "connecting").live(59)
    began = START + timedelta(seconds=20)
    worker.record.set_reason(START + timedelta(seconds=61), 61, "frozen", since=began)
    assert worker.spans()[-1] == (20, 61, "frozen")


def test_a_clock_that_is_set_leaves_a_hole_and_nothing_is_counted_twice() -> None:
    worker = Worker().blind(1, "connecting").live(9)
    worker.clock_is_ahead = 3600
    worker.live(10)
    worker.clock_is_ahead = -3600
    worker.live(10)
    spans = [s for s in worker.spans() if s[2] == OBSERVED]
    assert spans == [(2.25, 10, OBSERVED), (3610.25, 3620, OBSERVED), (-3579.75, -3570, OBSERVED)]


def test_a_machine_that_slept_did_not_observe() -> None:
    worker = Worker().blind(1, "connecting").live(9)
    worker.clock_is_ahead = 7200  # the steady clock stands still while the machine sleeps
    worker.live(10)
    assert [s for s in worker.spans() if s[2] == OBSERVED] == [(2.25, 10, OBSERVED), (7210.25, 7220, OBSERVED)]


def test_threads_that_stood_still_leave_blind_time() -> None:
    worker = Worker().blind(1, "connecting").live(9).silent(20).live(10)
    assert worker.spans()[1:] == [(2.25, 10, OBSERVED), (10, 30.25, "falling_behind"), (30.25, 40, OBSERVED)]
    worker = Worker().blind(1, "connecting").live(9).silent(60).live(10)
    assert worker.spans()[1:] == [(2.25, 10, OBSERVED), (70.25, 80, OBSERVED)]


def test_what_is_sent_is_sent_once_and_what_grew_meanwhile_again() -> None:
    worker = Worker().blind(2, "connecting").live(10)
    first = worker.record.unsent()
    worker.live(1)
    worker.record.mark_sent(first)
    assert [span.until for span in worker.record.unsent()] == [START + timedelta(seconds=13)]
    worker.record.mark_sent(worker.record.unsent())
    worker.record.observe(worker.now(), worker.seconds)
    assert worker.record.unsent() == ()
    worker.record.end()
    assert [span.closed for span in worker.record.unsent()] == [True]


def test_while_redis_is_away_for_ever_the_oldest_are_dropped() -> None:
    worker = Worker()
    for _ in range(MOST_UNSENT):
        worker.blind(1, "stale").live(2)
    assert len(worker.record.unsent()) == MOST_UNSENT
    assert worker.record.unsent()[-1].reason == OBSERVED


SEEN = "observed a picture"
Step = tuple[float, str]
"""Seconds, and a picture that was observed or the reason that was set."""
BEHIND = "falling_behind"


def numbered() -> CoverageRecord:
    numbers = count(1)
    return CoverageRecord(lambda _at: str(next(numbers)))


def reported(*steps: Step) -> list[tuple[float, float, str]]:
    record = numbered()
    for seconds, what in steps:
        at = START + timedelta(seconds=seconds)
        if what == SEEN:
            record.observe(at, seconds)
        else:
            record.set_reason(at, seconds, what)
    return _as_seconds(record.unsent())


FROM_ZERO: tuple[Step, ...] = ((0.0, "connecting"), (0.0, OBSERVED), (0.0, SEEN))
"""Observed from 0 s on."""


@pytest.mark.parametrize(
    ("steps", "spans"),
    [
        # observations at most 3 s apart are continuous
        (((3.0, SEEN),), [(0, 3, OBSERVED)]),
        (((3.001, SEEN),), [(0, 0, OBSERVED), (0, 3.001, BEHIND), (3.001, 3.001, OBSERVED)]),
        (((3.0, OBSERVED),), [(0, 0, OBSERVED)]),
        (((3.001, OBSERVED),), [(0, 0, OBSERVED), (0, 3.001, BEHIND)]),
        # after 30 s of silence what lay between is not known
        (((30.0, SEEN),), [(0, 0, OBSERVED), (0, 30, BEHIND), (30, 30, OBSERVED)]),
        (((30.001, SEEN),), [(0, 0, OBSERVED), (30.001, 30.001, OBSERVED)]),
        (((30.0, "stale"),), [(0, 0, OBSERVED), (0, 30, "stale")]),
        (((30.001, "stale"),), [(0, 0, OBSERVED), (30.001, 30.001, "stale")]),
        (((1.0, "stale"), (31.0, "stale")), [(0, 0, OBSERVED), (0, 31, "stale")]),
        (((1.0, "stale"), (31.001, "stale")), [(0, 0, OBSERVED), (0, 1, "stale"), (31.001, 31.001, "stale")]),
        # a cause may be known 15 s late
        (((5.0, OBSERVED), (15.0, "stale")), [(0, 0, OBSERVED), (0, 15, "stale")]),
        (((5.0, OBSERVED), (15.001, "stale")), [(0, 0, OBSERVED), (0, 15.001, BEHIND), (15.001, 15.001, "stale")]),
        # one that is gone explains 15 s more
        (((1.0, "stale"), (16.0, OBSERVED)), [(0, 0, OBSERVED), (0, 16, "stale")]),
        (((1.0, "stale"), (16.001, OBSERVED)), [(0, 0, OBSERVED), (0, 16.001, "stale"), (16.001, 16.001, BEHIND)]),
        (((1.0, "stale"), (2.0, OBSERVED), (2.0, SEEN)), [(0, 0, OBSERVED), (0, 2, "stale"), (2, 2, OBSERVED)]),
        # another cause
        (((1.0, "stale"), (2.0, "covered")), [(0, 0, OBSERVED), (0, 2, "stale"), (2, 2, "covered")]),
        # what is worth nothing is not observed
        (((1.0, "covered"), (1.5, SEEN)), [(0, 0, OBSERVED), (0, 1, "covered")]),
        # a moment that comes twice, or late, takes nothing back
        (((1.0, SEEN), (1.0, SEEN), (0.5, SEEN)), [(0, 1, OBSERVED)]),
    ],
)
def test_how_long_an_observation_and_a_reason_hold(
    steps: tuple[Step, ...], spans: list[tuple[float, float, str]]
) -> None:
    assert [span for span in reported(*FROM_ZERO, *steps) if span[2] != "connecting"] == spans


@pytest.mark.parametrize(("since", "began"), [(None, 2.0), (1.0, 1.0), (5.0, 2.0)])
def test_a_reason_begins_where_observation_ends_or_earlier(since: float | None, began: float) -> None:
    record = numbered()
    for seconds in (0.0, 2.0):
        record.set_reason(START + timedelta(seconds=seconds), seconds, OBSERVED)
        record.observe(START + timedelta(seconds=seconds), seconds)
    earlier = None if since is None else START + timedelta(seconds=since)
    record.set_reason(START + timedelta(seconds=6), 6.0, "frozen", since=earlier)
    assert _as_seconds(record.unsent())[-1] == (began, 6, "frozen")


@pytest.mark.parametrize(
    ("ahead", "spans"),
    [
        (2.0, [(1, 4, OBSERVED)]),
        (2.001, [(1, 1, OBSERVED), (4.001, 4.001, OBSERVED)]),
        (-2.0, [(1, 1, OBSERVED)]),
        (-2.001, [(1, 1, OBSERVED), (-0.001, -0.001, OBSERVED)]),
    ],
)
def test_a_clock_that_is_set_by_more_than_two_seconds_begins_anew(
    ahead: float, spans: list[tuple[float, float, str]]
) -> None:
    record = numbered()
    record.set_reason(START + timedelta(seconds=1), 1.0, OBSERVED)
    record.observe(START + timedelta(seconds=1), 1.0)
    record.observe(START + timedelta(seconds=2 + ahead), 2.0)
    assert [span for span in _as_seconds(record.unsent()) if span[2] == OBSERVED] == spans


def test_a_clock_that_is_set_explains_nothing_by_an_earlier_reason() -> None:
    record = numbered()
    record.set_reason(START, 0.0, "stale")
    record.set_reason(START + timedelta(seconds=101), 1.0, OBSERVED)
    record.set_reason(START + timedelta(seconds=102), 2.0, OBSERVED)
    assert _as_seconds(record.unsent()) == [(0, 0, "stale"), (101, 102, BEHIND)]


def test_a_record_that_ends_closes_its_last_span_and_keeps_its_id() -> None:
    worker = Worker().blind(2, "connecting").live(10)
    before = worker.record.unsent()
    worker.record.end()
    after = worker.record.unsent()
    assert [span.id for span in before] == [span.id for span in after] == ["1", "2"]
    assert [(span.closed, span.until) for span in after] == [(True, before[0].until), (True, before[1].until)]
    assert [span.closed for span in before] == [True, False]


def test_at_most_500_spans_are_kept() -> None:
    assert MOST_UNSENT == 500
    assert CoverageSpan(id="1", since=START, until=START).closed is False


@given(st.lists(st.tuples(st.sampled_from(("live", "stale", "covered", "busy", "still")), st.integers(1, 40))))
def test_observed_time_never_exceeds_the_time_in_which_pictures_were_judged(day: list[tuple[str, int]]) -> None:
    worker, judged = Worker(), 0.0
    for what, seconds in day:
        if what == "live":
            worker.live(seconds)
            judged += seconds + 0.25
        elif what == "busy":
            worker.live(seconds, observes=False)
        elif what == "still":
            worker.silent(seconds)
        else:
            worker.live(seconds, reason=what, observes=what == "covered")
            judged += 1.25  # observations count until they are reported to be worthless
    gaps = 3.25 * sum(1 for what, seconds in day if seconds <= 3)  # pauses too short to count
    observed = sum(until - since for since, until, reason in worker.spans() if reason == OBSERVED)
    assert observed <= judged + gaps
    for before, after in pairwise(worker.spans()):
        assert before[1] <= after[0]
