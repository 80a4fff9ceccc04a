"""An invalid schedule is refused by the name of its field; of overlapping slots both are named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.core.schedules.faults import faults
from backend.core.schedules.schedule import ExceptionDate, WeeklySchedule, WeeklySlot
from tests.unit.core.schedules.test_scheduler import slot, weekly

CHRISTMAS = date(2026, 12, 25)  # a Friday
FRIDAY, SATURDAY, SUNDAY, MONDAY = (frozenset({day}) for day in (5, 6, 7, 1))


def holiday(*slots: str, day: date = CHRISTMAS) -> ExceptionDate:
    return ExceptionDate(date=day, name="Holiday", otherwise="off", slots=tuple(slot(times) for times in slots))


@pytest.mark.parametrize(
    ("slots", "exceptions", "found"),
    [
        ([weekly("00:00-24:00")], [], []),
        ([weekly("06:00-06:00")], [], []),  # a day of 24 hours meets itself
        ([weekly("22:00-06:00"), weekly("06:00-14:00"), weekly("14:00-22:00")], [], []),
        ([weekly("06:00-24:00")], [], []),
        ([weekly("24:00-06:00")], [], ["slots.0.start"]),
        ([weekly("06:00-24:01")], [], ["slots.0.end"]),
        ([weekly("06:00-14:00", days=frozenset())], [], ["slots.0.days"]),
        ([weekly("06:00-14:00", days=frozenset({0, 8}))], [], ["slots.0.days"]),
        ([weekly("06:00-14:00", mode="sleep")], [], ["slots.0.mode"]),
        ([weekly("06:00-14:00"), weekly("13:59-15:00")], [], ["slots.1.start"]),
        ([weekly("13:59-15:00"), weekly("06:00-14:00")], [], ["slots.1.end"]),
        ([weekly("06:00-14:00"), weekly("08:00-09:00")], [], ["slots.1.start"]),
        ([weekly("06:00-14:00"), weekly("06:00-14:00")], [], ["slots.1.start"]),
        ([weekly("22:00-06:00", days=FRIDAY), weekly("05:00-13:00", days=SATURDAY)], [], ["slots.1.start"]),
        ([weekly("22:00-06:00", days=FRIDAY), weekly("05:00-13:00", days=FRIDAY)], [], []),
        ([weekly("05:00-13:00", days=MONDAY), weekly("22:00-06:00", days=SUNDAY)], [], ["slots.1.end"]),
        ([weekly("22:00-22:00"), weekly("08:00-09:00", days=FRIDAY)], [], ["slots.1.start"]),
        ([], [holiday("06:00-14:00", "13:00-15:00")], ["exceptions.0.slots.1.start"]),
        ([], [holiday("06:00-14:00", "06:00-14:00")], ["exceptions.0.slots.1.start"]),
        ([], [holiday(), holiday()], ["exceptions.1.date"]),
        ([], [holiday(day=date(1999, 12, 31))], ["exceptions.0.date"]),
        ([weekly("06:00-14:00")], [holiday("08:00-12:00")], []),  # the week's slot does not begin on that date
        ([weekly("22:00-06:00")], [holiday("05:00-12:00")], ["exceptions.0.slots.0.start"]),  # the evening before
        ([weekly("06:00-14:00")], [holiday("22:00-07:00")], ["exceptions.0.slots.0.end"]),  # the morning after
        ([], [holiday("22:00-07:00"), holiday("06:00-08:00", day=date(2026, 12, 26))], ["exceptions.1.slots.0.start"]),
        ([], [holiday("06:00-08:00", day=date(2026, 12, 26)), holiday("22:00-07:00")], ["exceptions.1.slots.0.end"]),
    ],
)
def test_an_invalid_schedule_is_refused_by_its_field(slots: list, exceptions: list, found: list[str]) -> None:
    schedule = WeeklySchedule(name="x", otherwise="off", slots=tuple(slots), exceptions=tuple(exceptions))
    assert [fault.field for fault in faults(schedule)] == found


SLOT = weekly("06:00-14:00")


def schedule(*slots: WeeklySlot, exceptions: tuple[ExceptionDate, ...] = ()) -> WeeklySchedule:
    return WeeklySchedule(name="x", otherwise="off", slots=slots, exceptions=exceptions)


def dated(day: date, number: int = 0) -> ExceptionDate:
    """An exception with so many slots of a minute."""
    slots = tuple(replace(slot("00:00-00:01"), start=2 * n, end=2 * n + 1) for n in range(number))
    return ExceptionDate(date=day, name="x", otherwise="off", slots=slots)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (schedule(replace(SLOT, start=0)), []),
        (schedule(replace(SLOT, start=-1)), ["slots.0.start"]),
        (schedule(replace(SLOT, start=1439, end=1440)), []),
        (schedule(replace(SLOT, start=1440)), ["slots.0.start"]),
        (schedule(replace(SLOT, end=0)), []),
        (schedule(replace(SLOT, end=-1)), ["slots.0.end"]),
        (schedule(replace(SLOT, end=1440)), []),
        (schedule(replace(SLOT, end=1441)), ["slots.0.end"]),
        (schedule(replace(SLOT, days=frozenset(range(1, 8)))), []),
        (schedule(replace(SLOT, days=frozenset({0}))), ["slots.0.days"]),
        (schedule(replace(SLOT, days=frozenset({8}))), ["slots.0.days"]),
        (schedule(exceptions=(dated(date(2000, 1, 1)),)), []),
        (schedule(exceptions=(dated(date(1999, 12, 31)),)), ["exceptions.0.date"]),
        (schedule(exceptions=(dated(date(2199, 12, 31)),)), []),
        (schedule(exceptions=(dated(date(2200, 1, 1)),)), ["exceptions.0.date"]),
        (schedule(exceptions=(dated(CHRISTMAS, 50),)), []),
        (schedule(exceptions=(dated(CHRISTMAS, 51),)), ["exceptions.0.slots"]),
        (schedule(*(replace(SLOT, start=2 * n, end=2 * n + 1) for n in range(50))), []),
        (schedule(*(replace(SLOT, start=2 * n, end=2 * n + 1) for n in range(51))), ["slots"]),
        (schedule(exceptions=tuple(dated(date(2026, 1, 1) + timedelta(days=n)) for n in range(400))), []),
        (schedule(exceptions=tuple(dated(date(2026, 1, 1) + timedelta(days=n)) for n in range(401))), ["exceptions"]),
        # an evening's slot and an exception's that meet
        (schedule(weekly("22:00-06:00"), exceptions=(holiday("06:00-12:00"),)), []),
        (schedule(weekly("06:00-14:00"), exceptions=(holiday("22:00-06:00"),)), []),
    ],
)
def test_limits(asked: WeeklySchedule, found: list[str]) -> None:
    assert [fault.field for fault in faults(asked)] == found


def test_the_years_that_can_be_chosen_are_named() -> None:
    (fault,) = faults(schedule(exceptions=(dated(date(2200, 1, 1)),)))
    assert fault.message == "Choose a date from 2000 to 2199."


def test_an_overlap_names_both_slots_and_their_days() -> None:
    night, early = weekly("22:00-06:00", name="Night", days=SUNDAY), weekly("05:00-13:00", name="Early", days=MONDAY)
    [fault] = faults(WeeklySchedule(name="x", otherwise="off", slots=(night, early)))
    assert fault.message == "Early (05:00–13:00) of Mon overlaps Night (22:00–06:00) of Sun."


def test_the_mode_outside_slots_is_checked_too() -> None:
    bad = ExceptionDate(date=CHRISTMAS, name="x", otherwise="maybe")
    found = faults(WeeklySchedule(name="x", otherwise="", exceptions=(bad,)))
    assert [fault.field for fault in found] == ["otherwise", "exceptions.0.otherwise"]
