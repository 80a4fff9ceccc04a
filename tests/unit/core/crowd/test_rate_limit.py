"""A token bucket at its limits."""

import pytest

from backend.core.crowd.rate_limit import RateLimit


def test_a_burst_is_allowed_and_then_the_rate() -> None:
    limit = RateLimit(2.0, burst=3)
    assert [limit.allow(10.0) for _ in range(4)] == [True, True, True, False]
    assert limit.retry_after == pytest.approx(0.5)
    assert limit.allow(10.49) is False
    assert limit.allow(10.5) is True
    assert limit.allow(10.5) is False


def test_a_clock_that_goes_back_gives_nothing() -> None:
    limit = RateLimit(1.0, burst=1)
    assert limit.allow(10.0)
    assert not limit.allow(5.0)


def test_a_pause_saves_no_more_than_a_burst() -> None:
    limit = RateLimit(1.0, burst=2)
    assert [limit.allow(1000.0) for _ in range(3)] == [True, True, False]
    assert [limit.allow(9000.0) for _ in range(3)] == [True, True, False]
