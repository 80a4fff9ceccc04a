"""Slots, days and exceptions of a schedule."""

from __future__ import annotations

from datetime import date

import pytest

from backend.core.schedules.schedule import DAY, ExceptionDate, Slot, WeeklySchedule, WeeklySlot, clock_text

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("start", "end", "last", "text"),
    [
        (0, 1440, 1440, "00:00–24:00"),
        (0, 0, 1440, "00:00–00:00"),
        (360, 840, 840, "06:00–14:00"),
        (360, 361, 361, "06:00–06:01"),
        (360, 360, 1800, "06:00–06:00"),  # a whole day
        (361, 360, 1800, "06:01–06:00"),
        (1320, 360, 1800, "22:00–06:00"),
    ],
)
def test_a_slot_ends_at_most_a_day_after_it_began(start: int, end: int, last: int, text: str) -> None:
    slot = Slot(start=start, end=end, mode="detect")
    assert (slot.last, str(slot)) == (last, text)
    assert last - start <= DAY == 1440


def test_a_slot_is_shown_with_its_name() -> None:
    assert str(Slot(start=360, end=840, mode="detect", name="Early")) == "Early (06:00–14:00)"


@pytest.mark.parametrize(("minutes", "text"), [(0, "00:00"), (59, "00:59"), (60, "01:00"), (1439, "23:59")])
def test_minutes_as_a_clock_shows_them(minutes: int, text: str) -> None:
    assert clock_text(minutes) == text


def test_on_an_exceptions_date_its_slots_begin_and_no_others() -> None:
    friday = WeeklySlot(start=360, end=840, mode="detect", days=frozenset({5}))
    sunday = WeeklySlot(start=360, end=840, mode="stream", days=frozenset({7}))
    extra = Slot(start=600, end=660, mode="stream")
    holiday = ExceptionDate(date=date(2026, 12, 4), name="Holiday", otherwise="off", slots=(extra,))
    schedule = WeeklySchedule(name="x", otherwise="off", slots=(friday, sunday), exceptions=(holiday,))
    assert schedule.slots_of(FRIDAY) == (friday,)
    assert schedule.slots_of(date(2026, 11, 28)) == ()
    assert schedule.slots_of(date(2026, 11, 29)) == (sunday,)
    assert schedule.slots_of(date(2026, 12, 4)) == (extra,)
    assert (schedule.exception_on(FRIDAY), schedule.exception_on(date(2026, 12, 4))) == (None, holiday)
