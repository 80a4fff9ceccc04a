"""The waits between attempts, reason by reason, at their limits."""

import pytest

from backend.core.cameras.camera import REASONS
from backend.core.cameras.hints import HINTS
from backend.core.video.retry_policy import JITTER, KINDS, SCHEDULES, RetryKind, RetryState, kind_of


def waits(reason, count):
    """The middle waits after 1, 2 … failures with this reason."""
    state, found = RetryState(), []
    for _ in range(count):
        state = state.failed(reason)
        found.append(round(state.wait_seconds(0.5), 6))
    return found


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("unreachable", [1, 2, 4, 8, 16, 32, 60, 60]),
        ("stream_broken", [1, 2, 4, 8, 16, 32, 60, 60]),
        ("hangs_up", [1, 2, 4, 8, 16, 32, 60, 60]),
        ("camera_error", [1, 2, 4, 8, 16, 32, 60, 60]),
        ("a_reason_of_tomorrow", [1, 2, 4, 8, 16, 32, 60, 60]),
        ("camera_busy", [15, 30, 60, 120, 120]),
        ("stream_not_found", [15, 30, 60, 60]),
        ("not_video", [15, 30, 60, 60]),
        ("address_moved", [30, 60, 120, 240, 480, 600, 600]),
        ("transport_refused", [30, 60, 120, 240, 480, 600, 600]),
        ("tls_failed", [30, 60, 120, 240, 480, 600, 600]),
        ("login_unsupported", [30, 60, 120, 240, 480, 600, 600]),
        ("login_refused", [20, 60, 1800, 1800]),
    ],
)
def test_each_kind_of_reason_has_its_waits(reason, expected):
    assert waits(reason, len(expected)) == expected


def test_waits_end_growing_however_often_it_fails():
    assert waits("unreachable", 2000)[-1] == 60


def test_waits_are_spread_by_a_third_to_both_sides():
    state = RetryState().failed("camera_busy")
    assert state.wait_seconds(0.0) == pytest.approx(15 * (1 - JITTER))
    assert state.wait_seconds(1.0) == pytest.approx(15 * (1 + JITTER))


@pytest.mark.parametrize("randomness", [-0.01, 1.01])
def test_randomness_outside_of_its_range_is_an_error(randomness):
    with pytest.raises(ValueError, match="randomness"):
        RetryState().failed("timeout").wait_seconds(randomness)


def test_another_kind_of_failure_begins_its_own_waits():
    state = RetryState()
    for _ in range(5):
        state = state.failed("unreachable")
    assert state.failed("camera_busy").wait_seconds(0.5) == 15
    assert state.failed("timeout").wait_seconds(0.5) == 32  # the same kind goes on


def test_logins_are_counted_over_other_failures_as_the_camera_counts_them():
    state = RetryState().failed("login_refused").failed("login_refused").failed("unreachable")
    assert not state.rests
    state = state.failed("login_refused")
    assert (state.logins_refused, state.rests, state.wait_seconds(0.5)) == (3, True, 1800)


def test_two_refusals_do_not_rest_and_a_picture_forgives_them():
    state = RetryState().failed("login_refused").failed("login_refused")
    assert not state.rests
    assert state.opened().failed("login_refused").logins_refused == 1
    assert RetryState().opened() == RetryState()


def test_an_unreachable_camera_does_not_rest_though_its_login_was_refused_thrice():
    state = RetryState(logins_refused=3).failed("unreachable")
    assert not state.rests
    assert state.wait_seconds(0.5) == 1


def test_in_five_minutes_a_wrong_password_is_sent_three_times_at_most():
    """Whatever the randomness: the waits at their shortest add up to more than the third attempt."""
    state, at, sent = RetryState(), 0.0, 0
    while at < 300:
        sent += 1
        state = state.failed("login_refused")
        at += state.wait_seconds(0.0)
    assert sent == 3


def test_every_reason_of_the_table_has_a_text_and_a_hint():
    assert set(KINDS) <= set(REASONS)
    assert set(KINDS) <= set(HINTS)
    assert set(SCHEDULES) == set(RetryKind)
    assert kind_of("") is RetryKind.PASSING
