"""Lags: every measurement in one bucket, recent ones in the mean."""

import pytest

from backend.core.system.latency import BOUNDS, RECENT, Lag, bucket_of


@pytest.mark.parametrize(("seconds", "bucket"), [(0.0, 0), (0.05, 0), (0.051, 1), (60.0, 9), (61.0, 10)])
def test_a_bound_belongs_to_its_bucket(seconds: float, bucket: int) -> None:
    assert bucket_of(seconds) == bucket


def test_nothing_measured_is_not_zero() -> None:
    assert Lag().numbers() is None


def test_counts_grow_for_ever_while_the_mean_forgets() -> None:
    lag = Lag()
    for _ in range(50):
        lag.add(40.0)
    for _ in range(RECENT):
        lag.add(0.1)
    lag.add(-3.0)
    found = lag.numbers()
    assert found is not None
    assert (sum(found.counts), found.counts[len(BOUNDS) - 1], found.counts[0]) == (RECENT + 51, 50, 1)
    assert found.mean_seconds == pytest.approx(0.1, abs=0.01)
    assert found.p95_seconds == 0.1
