"""Slots that do not happen, because the clocks jump over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from backend.core.schedules.local_time import instant_of, wall_clock
from backend.core.schedules.schedule import Slot, WeeklySchedule

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedSlot:
    """A slot of one date that the clocks jump over."""

    day: date
    """Local; on it the slot would begin."""
    slot: Slot
    at: datetime
    """The moment of the jump, UTC."""


def skipped_slots(schedule: WeeklySchedule, zone: tzinfo, begins: datetime, days: int) -> list[SkippedSlot]:
    """The slots that would begin on the local date of `begins` (aware) or one of the `days` after it, in order."""
    first = wall_clock(begins, zone).date()
    dates = (first + number * ONE_DAY for number in range(days + 1))
    return [found for day in dates for found in _skipped_on(schedule, day, zone)]


def _skipped_on(schedule: WeeklySchedule, day: date, zone: tzinfo) -> Iterator[SkippedSlot]:
    for slot in sorted(schedule.slots_of(day), key=lambda one: one.start):
        times = (datetime.combine(day, time()) + timedelta(minutes=minutes) for minutes in (slot.start, slot.last))
        begins, ends = (instant_of(local, zone) for local in times)
        if begins == ends:
            yield SkippedSlot(day=day, slot=slot, at=begins)
