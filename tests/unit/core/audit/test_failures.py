"""Failed log-ins in bounded number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from backend.core.audit.failures import MOST_ADDRESSES, OTHERS, WINDOW, FailureSum, LoginFailures

AT = datetime(2026, 11, 30, 8, tzinfo=UTC)


def test_the_first_failure_is_recorded_and_a_flood_becomes_one_sum() -> None:
    failures = LoginFailures()
    assert failures.note(7, "10.0.0.9", at=AT) == FailureSum(7, "10.0.0.9", 1, AT)
    assert [failures.note(7, "10.0.0.9", at=AT) for _ in range(1000)] == [None] * 1000
    assert failures.due(at=AT + WINDOW - timedelta(seconds=1)) == []
    assert failures.due(at=AT + WINDOW) == [FailureSum(7, "10.0.0.9", 1000, AT)]
    assert failures.due(at=AT + WINDOW) == []


def test_one_failure_alone_is_no_sum() -> None:
    failures = LoginFailures()
    failures.note(7, "10.0.0.9", at=AT)
    assert failures.due(at=AT + WINDOW) == []
    assert failures.note(7, "10.0.0.9", at=AT + WINDOW) == FailureSum(7, "10.0.0.9", 1, AT + WINDOW)


def test_companies_and_addresses_are_counted_separately() -> None:
    failures = LoginFailures()
    assert failures.note(7, "10.0.0.9", at=AT) is not None
    assert failures.note(8, "10.0.0.9", at=AT) is not None
    assert failures.note(7, "10.0.0.8", at=AT) is not None


def test_a_flood_from_many_addresses_is_bounded_as_well() -> None:
    failures = LoginFailures()
    recorded = [failures.note(7, f"10.0.{n // 250}.{n % 250}", at=AT) for n in range(5000)]
    assert len([one for one in recorded if one is not None]) == MOST_ADDRESSES + 1
    assert failures.due(at=AT + WINDOW) == [FailureSum(7, OTHERS, 5000 - MOST_ADDRESSES - 1, AT)]


def test_sums_that_were_not_recorded_stay() -> None:
    failures = LoginFailures()
    for _ in range(3):
        failures.note(7, "10.0.0.9", at=AT)
    due = failures.due(at=AT + WINDOW)
    failures.keep(due)
    assert failures.due(at=AT + WINDOW) == due
