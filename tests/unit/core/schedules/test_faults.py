"""An invalid schedule is refused by the name of its field; of overlapping slots both are named."""

from __future__ import annotations

from datetime import date

import pytest

from backend.core.schedules.faults import faults
from backend.core.schedules.schedule import ExceptionDate, WeeklySchedule
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


def test_an_overlap_names_both_slots_and_their_days() -> None:
    night, early = weekly("22:00-06:00", name="Night", days=SUNDAY), weekly("05:00-13:00", name="Early", days=MONDAY)
    [fault] = faults(WeeklySchedule(name="x", otherwise="off", slots=(night, early)))
    assert fault.message == "Early (05:00–13:00) of Mon overlaps Night (22:00–06:00) of Sun."


def test_the_mode_outside_slots_is_checked_too() -> None:
    bad = ExceptionDate(date=CHRISTMAS, name="x", otherwise="maybe")
    found = faults(WeeklySchedule(name="x", otherwise="", exceptions=(bad,)))
    assert [fault.field for fault in found] == ["otherwise", "exceptions.0.otherwise"]
