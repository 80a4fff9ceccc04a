import pytest

from backend.core.cameras.camera import REASONS
from backend.core.video.reconnect_delay import SLOW_REASONS, backoff_seconds, retry_seconds


@pytest.mark.parametrize(
    ("attempt", "randomness", "seconds"),
    [
        (1, 0.5, 1.0),  # in the middle of the spread there is no jitter
        (2, 0.5, 2.0),
        (3, 0.5, 4.0),
        (6, 0.5, 32.0),
        (7, 0.5, 60.0),  # 64 would be over the longest
        (10_000, 0.5, 60.0),  # and no attempt overflows
        (1, 0.0, 0.7),
        (1, 1.0, 1.3),
        (7, 1.0, 78.0),
    ],
)
def test_waits_double_up_to_a_minute_with_a_spread_of_30_percent(attempt, randomness, seconds):
    assert backoff_seconds(attempt, randomness) == pytest.approx(seconds)


@pytest.mark.parametrize(("attempt", "randomness"), [(0, 0.5), (-1, 0.5), (1, -0.1), (1, 1.1)])
def test_an_attempt_or_a_randomness_out_of_range_is_refused(attempt, randomness):
    with pytest.raises(ValueError, match="attempt begins at 1"):
        backoff_seconds(attempt, randomness)


@pytest.mark.parametrize(
    ("attempt", "reason", "seconds"),
    [
        (1, "unreachable", 1.0),  # may be back in a moment
        (1, "login_refused", 15.0),  # somebody has to type another password
        (3, "file_missing", 15.0),
        (6, "login_refused", 32.0),  # later the common wait is longer
    ],
)
def test_what_a_retry_rarely_heals_is_retried_slowly(attempt, reason, seconds):
    assert retry_seconds(attempt, reason, 0.5) == pytest.approx(seconds)


def test_slow_reasons_are_reasons():
    assert set(REASONS) >= SLOW_REASONS
