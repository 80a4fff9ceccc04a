"""A weekly schedule as somebody wrote it: slots by day of the week, and dates on which it is different.

All times are local and in minutes after the midnight at which the slot's day begins. A slot belongs to the day on which
it begins: 22:00 to 06:00 on Friday ends on Saturday at 06:00. One that ends when it begins lasts a whole day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MODES = ("detect", "stream", "off")
"""detect: watched and judged. stream: watched only. off: not watched, its process does not run."""
DAY = 24 * 60
"""Minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A part of a day with a mode of its own."""

    start: int
    """Minutes after midnight, 0 to 1439."""
    end: int
    """Minutes after midnight, 0 to 1440; not behind `start` means on the next day."""
    mode: str
    name: str = ""

    @property
    def last(self) -> int:
        """Minutes from the midnight at which its day begins to its end: at most 24 hours behind its start."""
        return self.end if self.end > self.start else self.end + DAY

    def __str__(self) -> str:
        times = f"{clock_text(self.start)}–{clock_text(self.end)}"
        return f"{self.name} ({times})" if self.name else times


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklySlot(Slot):
    """A slot that comes back every week."""

    days: frozenset[int]
    """ISO days on which it begins: 1 is Monday, 7 is Sunday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionDate:
    """A date on which the week's slots do not begin: a holiday, a shutdown, an extra shift.

    What began the evening before goes on to its end, because its people are still there.
    """

    date: date
    name: str
    otherwise: str
    """The mode outside `slots`, from midnight to midnight."""
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When which mode holds. Without slots it is always `otherwise`."""

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
        """What is different on this date, None on an ordinary one."""
        return next((one for one in self.exceptions if one.date == day), None)


def clock_text(minutes: int) -> str:
    """`22:00` for 1320."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
