"""Validation of a schedule: every fault with its field.

A schedule without faults can be used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.schedule import DAY, ExceptionDate, Slot, WeeklySchedule

MODES = tuple(CameraMode)
WEEK = 7 * DAY
MOST_SLOTS = 50
"""Of a week, or of one date. More makes a preview of a month slow (a second for 100 a day)."""
MOST_EXCEPTIONS = 400
"""More than a year of dates. Each is searched for the next change, which is asked for every second."""
FIRST_YEAR, LAST_YEAR = 2000, 2200
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Fault:
    """An invalid field, as `slots.2.end`, and what is wrong with it."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """A slot on the time line: minutes since a midnight that all placed slots share."""

    begins: int
    ends: int
    slot: Slot
    path: str
    day: str

    def __str__(self) -> str:
        return f"{self.slot} of {self.day}"


def faults(schedule: WeeklySchedule) -> list[Fault]:
    """All faults. Overlaps are checked only when every slot is valid by itself."""
    found = [*_modes("", schedule.otherwise), *_counts(schedule)]
    for index, slot in enumerate(schedule.slots):
        found += _slot(f"slots.{index}", slot)
        if not slot.days or not slot.days <= set(range(1, 8)):
            found.append(Fault(f"slots.{index}.days", "Choose at least one day, from 1 (Monday) to 7 (Sunday)."))
    seen: set[date] = set()
    for index, exception in enumerate(schedule.exceptions):
        found += _exception(f"exceptions.{index}", exception, seen)
        seen.add(exception.date)
    return found or [*_weekly_overlaps(schedule), *_overlaps_of_exceptions(schedule)]


def _counts(schedule: WeeklySchedule) -> Iterator[Fault]:
    if len(schedule.slots) > MOST_SLOTS:
        yield Fault("slots", f"At most {MOST_SLOTS} time slots are allowed.")
    if len(schedule.exceptions) > MOST_EXCEPTIONS:
        yield Fault("exceptions", f"At most {MOST_EXCEPTIONS} exceptions are allowed.")


def _modes(path: str, mode: str) -> Iterator[Fault]:
    if mode not in MODES:
        yield Fault(f"{path}otherwise", f"Choose one of {', '.join(MODES)}.")


def _slot(path: str, slot: Slot) -> Iterator[Fault]:
    if not 0 <= slot.start < DAY:
        yield Fault(f"{path}.start", "Choose a time from 00:00 to 23:59.")
    if not 0 <= slot.end <= DAY:
        yield Fault(f"{path}.end", "Choose a time from 00:00 to 24:00.")
    if slot.mode not in MODES:
        yield Fault(f"{path}.mode", f"Choose one of {', '.join(MODES)}.")


def _exception(path: str, exception: ExceptionDate, seen: set[date]) -> Iterator[Fault]:
    yield from _modes(f"{path}.", exception.otherwise)
    if exception.date in seen:
        yield Fault(f"{path}.date", f"There is already an exception on {exception.date}.")
    if not FIRST_YEAR <= exception.date.year < LAST_YEAR:
        yield Fault(f"{path}.date", f"Choose a date from {FIRST_YEAR} to {LAST_YEAR - 1}.")
    if len(exception.slots) > MOST_SLOTS:
        yield Fault(f"{path}.slots", f"At most {MOST_SLOTS} time slots are allowed.")
    for index, slot in enumerate(exception.slots):
        yield from _slot(f"{path}.slots.{index}", slot)


def _weekly_overlaps(schedule: WeeklySchedule) -> Iterator[Fault]:
    """Overlaps in an ordinary week, also over midnight and from Sunday to Monday."""
    placed = [
        _Placed(start := (day - 1) * DAY + slot.start, start + slot.last - slot.start, slot, f"slots.{index}", name)
        for index, slot in enumerate(schedule.slots)
        for day, name in enumerate(DAY_NAMES, start=1)
        if day in slot.days
    ]
    placed.sort(key=lambda one: one.begins)
    if placed:
        first = placed[0]
        placed.append(_Placed(first.begins + WEEK, first.ends + WEEK, first.slot, first.path, first.day))
    reported = set()
    for earlier, later in pairwise(placed):
        pair = frozenset((earlier.path, later.path))
        if earlier.ends > later.begins and pair not in reported:
            reported.add(pair)
            yield _overlap(earlier, later)


def _overlaps_of_exceptions(schedule: WeeklySchedule) -> Iterator[Fault]:
    """Overlaps of an exception's slots, also with the evening before or morning after."""
    numbers = {one.date: index for index, one in enumerate(schedule.exceptions)}
    for exception in schedule.exceptions:
        placed: list[_Placed] = []
        for offset in (-1, 0, 1):
            day = exception.date + timedelta(days=offset)
            placed += _on_date(schedule, day, offset * DAY, numbers.get(day))
        placed.sort(key=lambda one: one.begins)
        own = f"exceptions.{numbers[exception.date]}."
        for earlier, later in pairwise(placed):
            both_exceptions = earlier.path.startswith("exceptions") and later.path.startswith("exceptions")
            concerned = later.path.startswith(own) or (earlier.path.startswith(own) and not both_exceptions)
            if concerned and earlier.ends > later.begins:
                yield _overlap(earlier, later)


def _on_date(schedule: WeeklySchedule, day: date, midnight: int, exception: int | None) -> Iterator[_Placed]:
    beginning = schedule.slots_of(day)
    path, numbers = f"exceptions.{exception}.slots", list(range(len(beginning)))
    if exception is None:
        path, numbers = "slots", [n for n, slot in enumerate(schedule.slots) if day.isoweekday() in slot.days]
    for number, slot in zip(numbers, beginning, strict=True):
        yield _Placed(midnight + slot.start, midnight + slot.last, slot, f"{path}.{number}", day.isoformat())


def _overlap(earlier: _Placed, later: _Placed) -> Fault:
    """The fault of two overlapping slots; it names both.

    Its field is of the slot that comes later in the schedule, of an exception's before a weekly one.
    """
    at_fault, other = (later, earlier) if _order(later.path) >= _order(earlier.path) else (earlier, later)
    field = f"{at_fault.path}.{'start' if at_fault is later else 'end'}"
    return Fault(field, f"{at_fault} overlaps {other}.")


def _order(path: str) -> tuple[bool, list[int]]:
    return path.startswith("exceptions"), [int(part) for part in path.split(".") if part.isdecimal()]
