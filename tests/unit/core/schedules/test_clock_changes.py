"""A slot that the clocks jump over is known before it does not happen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from backend.core.schedules.clock_changes import skipped_slots
from backend.core.schedules.schedule import ExceptionDate, WeeklySchedule
from tests.unit.core.schedules.test_scheduler import slot, weekly

BERLIN = "Europe/Berlin"
JUMP = date(2026, 3, 29)
"""A Sunday: 02:00 becomes 03:00."""
INSTANT = datetime(2026, 3, 29, 1, tzinfo=UTC)


def found(
    *slots: str, zone: str = BERLIN, begins: str = "2026-03-01T00:00+00:00", days: int = 60
) -> list[tuple[str, str]]:
    schedule = WeeklySchedule(name="x", otherwise="off", slots=tuple(weekly(times) for times in slots))
    skipped = skipped_slots(schedule, ZoneInfo(zone), datetime.fromisoformat(begins), days)
    return [(one.day.isoformat(), str(one.slot)) for one in skipped]


@pytest.mark.parametrize(
    ("times", "skipped"),
    [
        ("02:00-03:00", True),
        ("02:15-02:45", True),
        ("01:59-03:00", False),
        ("02:00-03:01", False),
        ("03:00-04:00", False),
        ("01:00-02:00", False),
        ("22:00-06:00", False),
        ("02:30-02:30", False),  # a day long
    ],
)
def test_a_slot_that_lies_in_the_jump_is_skipped(times: str, skipped: bool) -> None:
    assert [day for day, _ in found(times)] == ([JUMP.isoformat()] if skipped else [])


def test_the_slot_and_the_moment_are_named() -> None:
    schedule = WeeklySchedule(name="x", otherwise="off", slots=(weekly("02:00-03:00", name="Check"),))
    (one,) = skipped_slots(schedule, ZoneInfo(BERLIN), datetime(2026, 1, 1, tzinfo=UTC), 365)
    assert (one.day, one.slot.name, one.at) == (JUMP, "Check", INSTANT)


@pytest.mark.parametrize(
    ("begins", "days", "count"),
    [
        ("2026-03-22T12:00+00:00", 7, 1),
        ("2026-03-22T12:00+00:00", 6, 0),
        ("2026-03-29T00:30+00:00", 0, 1),
        ("2026-03-29T21:59+00:00", 0, 1),  # the same local date
        ("2026-03-29T22:00+00:00", 30, 0),  # the next one
        ("2026-03-28T23:00+00:00", 0, 1),
        ("2026-03-28T22:59+00:00", 0, 0),
    ],
)
def test_only_the_dates_asked_for(begins: str, days: int, count: int) -> None:
    assert len(found("02:00-03:00", begins=begins, days=days)) == count


def test_several_in_one_night_come_in_order() -> None:
    assert found("02:30-03:00", "02:00-02:30") == [
        ("2026-03-29", "02:00–02:30"),
        ("2026-03-29", "02:30–03:00"),
    ]


@pytest.mark.parametrize(
    ("zone", "begins", "times", "days"),
    [
        ("Asia/Jakarta", "2026-01-01T00:00+00:00", "02:00-03:00", []),
        ("Australia/Lord_Howe", "2026-09-01T00:00+00:00", "02:00-02:30", ["2026-10-04"]),  # half an hour
        ("Australia/Lord_Howe", "2026-09-01T00:00+00:00", "02:00-02:31", []),
        ("America/Santiago", "2026-08-20T00:00+00:00", "00:00-01:00", ["2026-09-06"]),  # midnight does not exist
        ("Pacific/Apia", "2011-12-20T00:00+00:00", "08:00-16:00", ["2011-12-30"]),  # a whole day
    ],
)
def test_other_jumps(zone: str, begins: str, times: str, days: list[str]) -> None:
    assert [day for day, _ in found(times, zone=zone, begins=begins)] == days


def test_on_an_exceptions_date_its_own_slots_count() -> None:
    schedule = WeeklySchedule(
        name="x",
        otherwise="off",
        slots=(weekly("02:00-03:00"),),
        exceptions=(ExceptionDate(date=JUMP, name="x", otherwise="off", slots=(slot("02:10-02:20"),)),),
    )
    skipped = skipped_slots(schedule, ZoneInfo(BERLIN), datetime(2026, 3, 1, tzinfo=UTC), 60)
    assert [str(one.slot) for one in skipped] == ["02:10–02:20"]
