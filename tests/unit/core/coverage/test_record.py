"""A worker claims no moment that it did not observe: through faults found late, jumping clocks and a lost Redis."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

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
    assert worker.record.unsent() == ()
    worker.record.end()
    assert [span.closed for span in worker.record.unsent()] == [True]


def test_while_redis_is_away_for_ever_the_oldest_are_dropped() -> None:
    worker = Worker()
    for _ in range(MOST_UNSENT):
        worker.blind(1, "stale").live(2)
    assert len(worker.record.unsent()) == MOST_UNSENT
    assert worker.record.unsent()[-1].reason == OBSERVED


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
