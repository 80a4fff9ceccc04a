"""How often a process may die, as tables and as a property."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.fleet.restart_budget import (
    HELD,
    MOST_REMEMBERED,
    RETRY_SECONDS,
    STEADY_SECONDS,
    WINDOW_SECONDS,
    Restarts,
    first_seen,
    may_run,
    observed,
    retried_now,
    started,
)

NOW = 1_800_000_000.0
FRESH = Restarts()
GIVEN_UP = Restarts(deaths=(NOW,) * 5, total=5, counted=5, given_up=True, next_attempt_at=NOW + RETRY_SECONDS)
ATTEMPT = started(GIVEN_UP, NOW + RETRY_SECONDS)


@pytest.mark.parametrize(
    ("deaths", "given_up"),
    [
        ([], False),
        ([0, 10, 20, 30], False),
        ([0, 10, 20, 30, 40], True),  # the fifth within ten minutes
        ([0, 0, 0, 0, 0], True),  # five at one refresh
        ([0, 200, 400, 599, 599], True),  # just within
        ([0, 200, 400, 599, 600], False),  # the first is forgotten
        (list(range(0, 6000, 150)), False),  # every two and a half minutes, for ever
        (list(range(0, 6000, 140)), True),
    ],
)
def test_a_camera_is_given_up_after_five_deaths_within_ten_minutes(deaths: list[int], given_up: bool) -> None:
    restarts, second = FRESH, 0
    for count, second in enumerate(deaths, start=1):
        restarts = observed(restarts, count=count, code=75, at=NOW + second)
        if restarts.given_up:
            break
    assert restarts.given_up is given_up
    assert may_run(restarts, NOW + second) is not given_up


@pytest.mark.parametrize(
    ("before", "count", "new"),
    [
        (0, 0, 0),
        (0, 1, 1),
        (3, 5, 2),
        (3, 3, 0),
        (3, 1, 1),  # the supervisor began anew and saw one death since
        (3, 0, 0),
    ],
)
def test_deaths_are_what_the_supervisor_counted_since_the_last_check(before: int, count: int, new: int) -> None:
    restarts = observed(Restarts(counted=before), count=count, code=1, at=NOW)
    assert (restarts.total, len(restarts.deaths), restarts.counted) == (new, new, count)
    assert restarts.last_code == (1 if new else None)


def test_deaths_before_the_first_refresh_are_not_counted() -> None:
    """A worker that has run for months is adopted, whatever its supervisor counted."""
    assert observed(first_seen(70), count=70, code=1, at=NOW) == replace(FRESH, counted=70)


def test_a_worker_that_found_another_one_at_its_camera_has_not_died() -> None:
    restarts = observed(FRESH, count=50, code=HELD, at=NOW)
    assert restarts == replace(FRESH, counted=50)


@pytest.mark.parametrize(
    ("restarts", "at", "may"),
    [
        (FRESH, NOW, True),
        (GIVEN_UP, NOW, False),
        (GIVEN_UP, NOW + RETRY_SECONDS - 1, False),
        (GIVEN_UP, NOW + RETRY_SECONDS, True),
        (GIVEN_UP, NOW + 86_400, True),
        (GIVEN_UP, NOW - 86_400, True),  # the clock was set back: no camera waits for a day
        (ATTEMPT, NOW + RETRY_SECONDS + 1, True),
    ],
)
def test_what_was_given_up_is_tried_every_five_minutes(restarts: Restarts, at: float, may: bool) -> None:
    assert may_run(restarts, at) is may


def test_an_attempt_that_dies_waits_for_the_next_one_at_once() -> None:
    at = NOW + RETRY_SECONDS + 3
    restarts = observed(ATTEMPT, count=1, code=1, at=at)
    assert (restarts.given_up, restarts.next_attempt_at, restarts.attempted_at) == (True, at + RETRY_SECONDS, None)


@pytest.mark.parametrize(("seconds", "given_up"), [(STEADY_SECONDS - 1, True), (STEADY_SECONDS, False)])
def test_an_attempt_that_stays_up_is_healed(seconds: float, given_up: bool) -> None:
    restarts = observed(ATTEMPT, count=0, code=None, at=NOW + RETRY_SECONDS + seconds)
    assert restarts.given_up is given_up
    assert restarts.total == 5


def test_a_changed_camera_is_tried_at_once() -> None:
    assert may_run(retried_now(GIVEN_UP, NOW), NOW)
    assert retried_now(FRESH, NOW) == FRESH
    assert retried_now(ATTEMPT, NOW) == ATTEMPT


def test_healing_takes_longer_than_the_watchdog_and_less_than_the_next_attempt() -> None:
    assert 30 * 2 < STEADY_SECONDS < RETRY_SECONDS


@given(
    st.lists(st.tuples(st.integers(0, 8), st.floats(-5000, 5000), st.sampled_from([None, 0, 1, 75, HELD])), max_size=60)
)
def test_whatever_is_seen_the_record_stays_small_and_no_camera_waits_longer_than_one_pause(
    refreshes: list[tuple[int, float, int | None]],
) -> None:
    """Also with a clock that jumps, and a supervisor that forgets."""
    restarts, at = FRESH, NOW
    for count, seconds, code in refreshes:
        at += seconds
        restarts = observed(restarts, count=count, code=code, at=at)
        assert len(restarts.deaths) <= MOST_REMEMBERED
        assert restarts.total >= restarts.within(WINDOW_SECONDS, at)
        if restarts.given_up and restarts.attempted_at is None:
            assert restarts.next_attempt_at is not None
            assert may_run(restarts, at) or restarts.next_attempt_at - at <= RETRY_SECONDS
            assert may_run(restarts, restarts.next_attempt_at)
        if may_run(restarts, at):
            restarts = started(restarts, at)
            assert (restarts.counted, restarts.next_attempt_at) == (0, None)
