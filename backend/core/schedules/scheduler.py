"""The mode that a schedule gives at an instant, why, and until when.

Every local time maps to one instant by the rule of `local_time`, which keeps their order. So adjacent slots stay
adjacent, also in the nights when the clocks change: there is never a gap, an overlap or a slot twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import chain

from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.local_time import instant_of, wall_clock
from backend.core.schedules.schedule import Slot, WeeklySchedule

ONE_DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)
HORIZON_DAYS = 16
"""Ordinary days without a change after which none comes: two weeks, as a slot can vanish in a jump of the clocks."""
MOST_KEPT_DAYS = 100


@dataclass(frozen=True, slots=True)
class ScheduledMode:
    """The mode and why: `slot`, `exception` or `otherwise`, with its name."""

    mode: CameraMode
    why: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class RuleInterval:
    """A time span under one rule; its end is not part of it."""

    begins: datetime
    ends: datetime
    rule: ScheduledMode


@dataclass(frozen=True, slots=True)
class _Known:
    """A cached answer, valid from `begins` until the next change (None: for ever)."""

    begins: datetime
    ends: datetime | None
    rule: ScheduledMode

    def holds(self, at: datetime) -> bool:
        return self.begins <= at and (self.ends is None or at < self.ends)


@dataclass(frozen=True, slots=True)
class _Day:
    """A local date in instants: its beginning, the rule outside slots, its slots."""

    begins: datetime
    rule: ScheduledMode
    slots: tuple[RuleInterval, ...]

    def boundaries(self) -> list[datetime]:
        """Instants at which the rule may change, in order."""
        edges = [(slot.begins, slot.ends) for slot in self.slots]
        return sorted({self.begins, *chain.from_iterable(edges)})


class Scheduler:
    """A schedule in a time zone.

    It must be without `faults`. All times are aware; answers are in UTC.

    The last answer is kept, so that asking every second costs nothing until something changes.
    """

    def __init__(self, schedule: WeeklySchedule, zone: tzinfo) -> None:
        self._schedule = schedule
        self._zone = zone
        self._days: dict[date, _Day] = {}
        self._known: _Known | None = None
        self._switched: tuple[_Known, datetime | None] | None = None

    def mode_at(self, at: datetime) -> ScheduledMode:
        """The rule at `at`."""
        known = self._known
        if known is not None and known.holds(at):
            return known.rule
        today = wall_clock(at, self._zone).date()
        days = [self._day(today + offset * ONE_DAY) for offset in (1, 0, -1)]
        for slot in chain.from_iterable(day.slots for day in days):
            if slot.begins <= at < slot.ends:
                return slot.rule
        return next(day.rule for day in days if day.begins <= at)

    def next_change(self, at: datetime) -> datetime | None:
        """The first instant after `at` at which mode, reason or name changes.

        None if never.
        """
        return self._answer(at).ends

    def timeline(self, begins: datetime, ends: datetime) -> Iterator[RuleInterval]:
        """The rules from `begins` to `ends`, without a gap and without an overlap."""
        while begins < ends:
            change = self.next_change(begins)
            until = ends if change is None else min(change, ends)
            yield RuleInterval(begins, until, self.mode_at(begins))
            begins = until

    def switched_at(self, at: datetime) -> datetime | None:
        """When it last switched off, or on again.

        None when that is longer ago than two weeks.
        """
        known, switched = self._answer(at), self._switched
        if switched is None or switched[0] is not known:
            switched = self._switched = (known, self._last_switch(at))
        return switched[1]

    def _answer(self, at: datetime) -> _Known:
        known = self._known
        if known is None or not known.holds(at):
            rule = self.mode_at(at)
            known = self._known = _Known(at, self._first_change(at, rule), rule)
        return known

    def _first_change(self, at: datetime, rule: ScheduledMode) -> datetime | None:
        for day in self._days_after(at):
            for moment in self._day(day).boundaries():
                if moment > at and self.mode_at(moment) != rule:
                    return moment
        return None

    def _last_switch(self, at: datetime) -> datetime | None:
        is_off = self._is_off(at)
        today = wall_clock(at, self._zone).date()
        for offset in range(1, -HORIZON_DAYS, -1):
            for moment in reversed(self._day(today + offset * ONE_DAY).boundaries()):
                switched = self._is_off(moment) == is_off != self._is_off(moment - MICROSECOND)
                if switched and moment <= at:
                    return moment
        return None

    def _is_off(self, at: datetime) -> bool:
        return self.mode_at(at).mode == CameraMode.OFF

    def _days_after(self, at: datetime) -> Iterator[date]:
        """Dates of the next change: the coming days, and those around later exceptions."""
        today = wall_clock(at, self._zone).date()
        yield from (today + offset * ONE_DAY for offset in range(-1, HORIZON_DAYS))
        for exception in sorted(one.date for one in self._schedule.exceptions):
            if exception > today:
                yield from (exception + offset * ONE_DAY for offset in range(-1, HORIZON_DAYS))

    def _day(self, day: date) -> _Day:
        found = self._days.get(day)
        if found is None:
            if len(self._days) >= MOST_KEPT_DAYS:
                self._days.clear()
            found = self._days[day] = self._made(day)
        return found

    def _made(self, day: date) -> _Day:
        exception = self._schedule.exception_on(day)
        if exception is None:
            rule = ScheduledMode(CameraMode(self._schedule.otherwise), "otherwise")
        else:
            rule = ScheduledMode(CameraMode(exception.otherwise), "exception", exception.name)
        slots = tuple(
            RuleInterval(
                self._instant(day, slot.start),
                self._instant(day, slot.last),
                _rule_of(slot, exception.name if exception else None),
            )
            for slot in self._schedule.slots_of(day)
        )
        return _Day(self._instant(day, 0), rule, slots)

    def _instant(self, day: date, minutes: int) -> datetime:
        return instant_of(datetime.combine(day, time()) + timedelta(minutes=minutes), self._zone).astimezone(UTC)


def _rule_of(slot: Slot, exception: str | None) -> ScheduledMode:
    mode = CameraMode(slot.mode)
    if exception is None:
        return ScheduledMode(mode, "slot", slot.name)
    return ScheduledMode(mode, "exception", slot.name or exception)
