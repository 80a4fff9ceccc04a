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
        ([(0.0, 0.0), (0.1, 5.0), (0.2, 5.1)], [0.0, 5.0, 5.1]),  # parted by more than a second: set again
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
