"""A weekly schedule: slots by day of the week, and dates with other slots.

All times are local and in minutes after the midnight at which the slot's day begins. A slot belongs to the day on which
it begins: 22:00 to 06:00 on Friday ends on Saturday at 06:00. One that ends when it begins lasts a whole day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DAY = 24 * 60
"""Minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A part of a day with a mode of its own."""

    start: int
    """Minutes after midnight, 0 to 1439."""
    end: int
    """Minutes after midnight, 0 to 1440; not after `start` means on the next day."""
    mode: str
    name: str = ""

    @property
    def last(self) -> int:
        """Minutes from its day's midnight to its end, at most 24 hours after its start."""
        return self.end if self.end > self.start else self.end + DAY

    def __str__(self) -> str:
        times = f"{clock_text(self.start)}–{clock_text(self.end)}"
        return f"{self.name} ({times})" if self.name else times


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklySlot(Slot):
    """A slot that repeats every week."""

    days: frozenset[int]
    """ISO days on which it begins: 1 is Monday, 7 is Sunday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionDate:
    """A date on which no weekly slot begins: a holiday, a shutdown, an extra shift.

    A slot that began the evening before still ends as planned, because its shift is still there.
    """

    date: date
    name: str
    otherwise: str
    """The mode outside `slots`, from midnight to midnight."""
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklySchedule:
    """Which mode applies when. Without slots it is always `otherwise`."""

    name: str
    otherwise: str
    slots: tuple[WeeklySlot, ...] = ()
    exceptions: tuple[ExceptionDate, ...] = ()

    def slots_of(self, day: date) -> tuple[Slot, ...]:
        """The slots that begin on this date."""
        exception = self.exception_on(day)
        if exception is not None:
            return exception.slots
        return tuple(slot for slot in self.slots if day.isoweekday() in slot.days)

    def exception_on(self, day: date) -> ExceptionDate | None:
        """The exception on this date; None on an ordinary one."""
        return next((one for one in self.exceptions if one.date == day), None)


def clock_text(minutes: int) -> str:
    """`22:00` for 1320."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
