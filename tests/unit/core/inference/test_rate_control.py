"""A worker asks as often as wanted while there is room, less often when there is not, and comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.inference.rate_control import DetectionRate, RateOptions

WANTED = 5.0
LOWEST = RateOptions().lowest


def asked(rate: DetectionRate, seconds: float, took: float | None, *, begin: float = 0.0) -> int:
    """How often it asked about five pictures a second; None: nobody answers within a second."""
    count, now = 0, begin
    for i in range(round(seconds * WANTED)):
        at = begin + i / WANTED
        if at < now or not rate.is_due(at):  # the worker still waits, or the picture is left out
            continue
        count += 1
        now = at + (took if took is not None else 1.0)
        if took is None:
            rate.unanswered(now)
        else:
            rate.answered(at, took)
    return count


@pytest.mark.parametrize(
    ("took", "least", "most"),
    [
        (0.02, 100, 100),  # every picture
        (0.15, 100, 100),  # a slow machine without overload
        (0.4, 30, 50),  # others take most of the detector's time
        (0.9, 15, 25),
        (None, 6, 11),  # nobody answers: two seconds of rest after each second of waiting
    ],
)
def test_how_often_it_asks_in_twenty_seconds(took: float | None, least: int, most: int) -> None:
    assert least <= asked(DetectionRate(WANTED), 20, took) <= most


def test_it_comes_back_to_the_wanted_rate_within_seconds() -> None:
    rate = DetectionRate(WANTED)
    asked(rate, 20, None)
    assert rate.per_second == LOWEST
    asked(rate, 12, 0.02, begin=20)
    assert rate.per_second == WANTED


def test_the_rate_falls_step_by_step() -> None:
    rate = DetectionRate(WANTED)
    rate.answered(0.0, 0.19)
    assert rate.per_second == pytest.approx(WANTED * 0.85)
    rate.unanswered(0.3)
    assert rate.per_second == pytest.approx(WANTED * 0.425)


def test_a_clock_that_is_put_back_does_not_stop_it() -> None:
    rate = DetectionRate(WANTED)
    for at in (1000.0, 1002.0, 1004.0):
        rate.unanswered(at)
    assert rate.is_due(3.0)


@given(st.floats(0.1, 30), st.lists(st.one_of(st.none(), st.floats(0, 2)), max_size=60))
def test_the_rate_stays_between_the_lowest_and_the_wanted(wanted: float, answers: list[float | None]) -> None:
    rate, at = DetectionRate(wanted), 0.0
    for took in answers:
        at += 1 / rate.per_second
        assert rate.is_due(at), "an interval later it is due"
        if took is None:
            rate.unanswered(at)
        else:
            rate.answered(at, took)
        assert min(LOWEST, wanted) <= rate.per_second <= wanted


def test_twelve_cameras_share_a_detector_evenly_and_leave_it_hardly_idle() -> None:
    """Each wants 5 a second, 20 a second are possible: one place each, served in turn, as the server does."""
    cost, seconds = 0.05, 60.0
    rates = [DetectionRate(WANTED) for _ in range(12)]
    since: list[float | None] = [None] * 12
    served = [0] * 12
    now, last, timeouts = 0.0, [-1.0] * 12, 0
    next_picture = [i / 60 for i in range(12)]
    while now < seconds:
        for i, rate in enumerate(rates):
            began = since[i]
            if began is not None and now - began > 1.0:
                rate.unanswered(now)
                since[i], timeouts = None, timeouts + 1
            while next_picture[i] <= now:
                if since[i] is None and rate.is_due(next_picture[i]):
                    since[i] = next_picture[i]
                next_picture[i] += 1 / WANTED
        waiting = [i for i in range(12) if since[i] is not None]
        if not waiting:
            now += 0.005
            continue
        who = min(waiting, key=lambda i: last[i])
        began = since[who]
        assert began is not None
        now += cost
        last[who], since[who] = now, None
        rates[who].answered(began, now - began)
        served[who] += 1
    assert min(served) > 0.8 * max(served)
    assert sum(served) > 0.85 * seconds / cost
    assert timeouts < 12
