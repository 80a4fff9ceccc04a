from datetime import UTC, datetime, timedelta

import pytest

from backend.core.video.stream_clock import StreamClock

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def seconds(value):
    return timedelta(seconds=value)


@pytest.mark.parametrize(
    ("pictures", "taken"),
    [
        # (stamp, arrival after noon) of each picture; when each was taken, in seconds after noon
        ([(100.0, 0.0), (100.1, 0.1), (100.2, 0.2)], [0.0, 0.1, 0.2]),  # steady
        ([(0.0, 0.0), (0.1, 0.4), (0.2, 0.4)], [0.0, 0.1, 0.2]),  # a hiccup of the network changes no time
        ([(0.0, 0.5), (0.1, 0.5), (0.2, 0.5)], [0.5, 0.501, 0.502]),  # a burst at the beginning: never in the future
        ([(0.0, 0.0), (50.0, 0.1), (50.1, 0.2)], [0.0, 0.1, 0.2]),  # stamps jump ahead
        ([(50.0, 0.0), (0.0, 0.1), (0.1, 0.2)], [0.0, 0.1, 0.2]),  # the camera restarted its clock
        ([(5.0, 0.0), (4.9, 0.1), (5.0, 0.2)], [0.0, 0.001, 0.002]),  # a small step back: time still goes on
        ([(0.0, 0.0), (0.1, 1.9), (0.2, 2.0)], [0.0, 1.9, 2.0]),  # parted by more than a second: set again
        ([(0.0, 0.0), (0.1, 5.0), (0.2, 5.1)], [0.0, 0.1, 0.2]),  # out of a buffer after a pause: old
        ([(0.0, 0.0), (0.1, 5.0), (5.1, 5.1), (5.2, 5.2)], [0.0, 0.1, 5.1, 5.2]),  # one old picture, then the present
        ([(0.0, 0.0), (5.0, 5.0), (5.1, 5.1)], [0.0, 5.0, 5.1]),  # a pause of the camera
        ([(9.0, 0.0), (0.0, 5.0), (0.1, 5.1)], [0.0, 5.0, 5.1]),  # a restart of the camera
        ([(0.0, 0.0), (0.0, 3.0), (0.0, 6.0)], [0.0, 0.001, 6.0]),  # a clock that stands still, few pictures
        ([(None, 0.0), (None, 0.3)], [0.0, 0.3]),  # no stamps: the arrival
        ([(None, 0.0), (7.0, 0.1), (7.1, 0.2)], [0.0, 0.1, 0.2]),  # stamps begin later
    ],
)
def test_times_follow_the_stamps_and_the_wall_clock(pictures, taken):
    clock = StreamClock()
    at = [clock.stamp(stamp, NOON + seconds(arrival)) for stamp, arrival in pictures]
    assert [(t - NOON).total_seconds() for t in at] == pytest.approx(taken)


def test_a_camera_whose_clock_is_slow_never_drifts_by_more_than_a_second():
    clock = StreamClock()
    for n in range(20_000):
        now = NOON + seconds(n * 0.1)
        at = clock.stamp(n * 0.0999, now)
        assert timedelta(0) <= now - at <= seconds(1)


def test_a_wall_clock_that_is_set_back_is_followed():
    clock = StreamClock()
    clock.stamp(0.0, NOON)
    an_hour_ago = NOON - seconds(3600)
    assert clock.stamp(0.1, an_hour_ago) == an_hour_ago


def test_a_backlog_after_a_pause_is_old_until_it_has_caught_up():
    """Ten seconds of pictures that waited come within two seconds, then the camera is live again."""
    clock = StreamClock()
    clock.stamp(0.0, NOON)
    for n in range(1, 101):
        at = clock.stamp(n / 10, NOON + seconds(10 + n / 50))
        assert at == NOON + seconds(n / 10)
    assert clock.stamp(12.1, NOON + seconds(12.1)) == NOON + seconds(12.1)


def test_a_camera_whose_clock_stood_still_during_a_pause_is_live_again_after_a_second():
    clock = StreamClock()
    clock.stamp(0.0, NOON)
    ages = []
    for n in range(1, 30):
        now = NOON + seconds(10 + n / 10)
        ages.append((now - clock.stamp(n / 10, now)).total_seconds())
    assert ages[:10] == pytest.approx([10.0] * 10)
    assert ages[11:] == pytest.approx([0.0] * 18)


def test_a_clip_that_is_played_late_is_not_old():
    clock = StreamClock(is_buffered=False)
    clock.stamp(0.0, NOON)
    assert clock.stamp(0.1, NOON + seconds(60)) == NOON + seconds(60)
