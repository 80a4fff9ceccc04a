"""A schedule through time: no gap, no overlap, and minute by minute the same as a slow reading of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.schedules.faults import faults
from backend.core.schedules.local_time import instant_of, wall_clock
from backend.core.schedules.schedule import DAY, ExceptionDate, Slot, WeeklySchedule, WeeklySlot
from backend.core.schedules.scheduler import ScheduledMode, Scheduler

BERLIN, NEW_YORK, LORD_HOWE, JAKARTA = (
    ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Jakarta")
)
ZONES = (BERLIN, NEW_YORK, LORD_HOWE, JAKARTA)
SPRING_AND_AUTUMN = {
    BERLIN: (date(2026, 3, 29), date(2026, 10, 25)),
    NEW_YORK: (date(2026, 3, 8), date(2026, 11, 1)),
    LORD_HOWE: (date(2026, 10, 4), date(2026, 4, 5)),
    JAKARTA: (date(2026, 3, 29), date(2026, 10, 25)),
}
MINUTE = timedelta(minutes=1)
EVERY_DAY = frozenset(range(1, 8))


def minutes(text: str) -> int:
    hours, _, rest = text.partition(":")
    return int(hours) * 60 + int(rest)


def slot(times: str, mode: str = "detect", name: str = "") -> Slot:
    start, end = times.split("-")
    return Slot(start=minutes(start), end=minutes(end), mode=mode, name=name)


def weekly(times: str, mode: str = "detect", name: str = "", days: frozenset[int] = EVERY_DAY) -> WeeklySlot:
    start, end = times.split("-")
    return WeeklySlot(start=minutes(start), end=minutes(end), mode=mode, name=name, days=days)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(zone: ZoneInfo, text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


NIGHT = WeeklySchedule(
    name="plant",
    otherwise="off",
    slots=(weekly("22:00-06:00", name="Night shift"), weekly("06:00-14:00", mode="stream", name="Early shift")),
)


def test_a_night_shift_belongs_to_the_day_on_which_it_begins() -> None:
    friday = WeeklySchedule(
        name="x", otherwise="off", slots=(weekly("22:00-06:00", name="Night", days=frozenset({5})),)
    )
    plan = Scheduler(friday, JAKARTA)
    saturday_early = local(JAKARTA, "2026-11-21T05:59")
    assert plan.mode_at(saturday_early) == ScheduledMode("detect", "slot", "Night")
    assert plan.next_change(saturday_early) == local(JAKARTA, "2026-11-21T06:00")
    assert plan.mode_at(local(JAKARTA, "2026-11-21T06:00")) == ScheduledMode("off", "otherwise")
    assert plan.mode_at(local(JAKARTA, "2026-11-21T22:00")).mode == "off"
    assert plan.next_change(local(JAKARTA, "2026-11-21T06:00")) == local(JAKARTA, "2026-11-27T22:00")


def test_slots_that_go_on_as_the_same_change_nothing() -> None:
    always = Scheduler(
        WeeklySchedule(name="x", otherwise="off", slots=(weekly("06:00-06:00", name="All day"),)), BERLIN
    )
    assert always.mode_at(utc("2026-03-29T01:30")) == ScheduledMode("detect", "slot", "All day")
    assert always.next_change(utc("2026-03-29T01:30")) is None
    assert always.switched_at(utc("2026-03-29T01:30")) is None
    never = Scheduler(WeeklySchedule(name="x", otherwise="off"), BERLIN)
    assert never.next_change(utc("2026-03-29T01:30")) is None
    assert [one.rule.mode for one in never.timeline(utc("2026-01-01T00:00"), utc("2026-02-01T00:00"))] == ["off"]


HOLIDAY = ExceptionDate(date=date(2026, 12, 25), name="Christmas", otherwise="off")
EXTRA = ExceptionDate(
    date=date(2026, 12, 25), name="Stock-taking", otherwise="stream", slots=(slot("23:00-07:00", name="Counting"),)
)


@pytest.mark.parametrize(
    ("exception", "at", "rule"),
    [
        (HOLIDAY, "2026-12-25T05:59", ScheduledMode("detect", "slot", "Night shift")),  # it began on the 24th
        (HOLIDAY, "2026-12-25T06:00", ScheduledMode("off", "exception", "Christmas")),
        (HOLIDAY, "2026-12-25T23:59", ScheduledMode("off", "exception", "Christmas")),
        (HOLIDAY, "2026-12-26T00:00", ScheduledMode("off", "otherwise")),  # no night shift began on the 25th
        (HOLIDAY, "2026-12-26T06:00", ScheduledMode("stream", "slot", "Early shift")),
        (EXTRA, "2026-12-25T06:00", ScheduledMode("stream", "exception", "Stock-taking")),
        (EXTRA, "2026-12-25T23:00", ScheduledMode("detect", "exception", "Counting")),
    ],
)
def test_on_an_exception_no_weekly_slot_begins_and_what_began_before_ends_as_usual(
    exception: ExceptionDate, at: str, rule: ScheduledMode
) -> None:
    schedule = WeeklySchedule(name="x", otherwise="off", slots=NIGHT.slots, exceptions=(exception,))
    assert Scheduler(schedule, JAKARTA).mode_at(local(JAKARTA, at)) == rule


def test_an_exception_years_ahead_is_the_next_change() -> None:
    far = ExceptionDate(date=date(2031, 5, 1), name="Shutdown", otherwise="off")
    plan = Scheduler(WeeklySchedule(name="x", otherwise="detect", exceptions=(far,)), BERLIN)
    assert plan.next_change(utc("2026-05-01T00:00")) == local(BERLIN, "2031-05-01T00:00")
    assert plan.next_change(local(BERLIN, "2031-05-01T00:00")) == local(BERLIN, "2031-05-02T00:00")
    assert plan.next_change(local(BERLIN, "2031-05-02T00:00")) is None
    assert plan.switched_at(local(BERLIN, "2031-05-02T09:00")) == local(BERLIN, "2031-05-02T00:00")


@pytest.mark.parametrize(
    ("times", "night", "begins", "ends"),
    [
        # The clocks jump from 02:00 to 03:00 (01:00 UTC): the shift is an hour shorter.
        ("22:00-06:00", "2026-03-28", "2026-03-28T21:00", "2026-03-29T04:00"),
        ("02:30-04:00", "2026-03-29", "2026-03-29T01:00", "2026-03-29T02:00"),  # 02:30 does not exist
        ("01:00-02:30", "2026-03-29", "2026-03-29T00:00", "2026-03-29T01:00"),
        # The clocks go back from 03:00 to 02:00 (01:00 UTC): the shift is an hour longer.
        ("22:00-06:00", "2026-10-24", "2026-10-24T20:00", "2026-10-25T05:00"),
        ("02:30-04:00", "2026-10-25", "2026-10-25T00:30", "2026-10-25T03:00"),  # from the first 02:30
        ("01:00-02:30", "2026-10-25", "2026-10-24T23:00", "2026-10-25T00:30"),  # to the first 02:30, and not again
        ("02:00-03:00", "2026-10-25", "2026-10-25T00:00", "2026-10-25T02:00"),  # both hours
    ],
)
def test_the_nights_when_the_clocks_change_in_berlin(times: str, night: str, begins: str, ends: str) -> None:
    day = frozenset({date.fromisoformat(night).isoweekday()})
    plan = Scheduler(WeeklySchedule(name="x", otherwise="off", slots=(weekly(times, days=day),)), BERLIN)
    noon = local(BERLIN, f"{night}T12:00") - timedelta(days=1)
    on = [one for one in plan.timeline(noon, noon + timedelta(days=3)) if one.rule.mode == "detect"]
    assert [(one.begins, one.ends) for one in on] == [(utc(begins), utc(ends))]


def test_a_slot_that_lies_in_the_jump_does_not_happen_that_day() -> None:
    plan = Scheduler(WeeklySchedule(name="x", otherwise="off", slots=(weekly("02:15-02:45"),)), BERLIN)
    assert plan.next_change(local(BERLIN, "2026-03-28T12:00")) == local(BERLIN, "2026-03-30T02:15")


def test_a_day_that_has_begun_goes_on_when_the_clocks_go_back_into_the_day_before() -> None:
    """In St John's, until 2011, at 00:01: 23:01 of the evening before comes again, and 00:00 as well."""
    schedule = WeeklySchedule(name="x", otherwise="off", slots=(weekly("00:00-01:00", days=frozenset({7})),))
    scheduler = Scheduler(schedule, ZoneInfo("America/St_Johns"))
    begins, again, ends = utc("2010-11-07 02:30"), utc("2010-11-07 02:45"), utc("2010-11-07 04:30")
    assert wall_clock(again, ZoneInfo("America/St_Johns")).date() == date(2010, 11, 6)
    assert [scheduler.mode_at(at).mode for at in (begins - MINUTE, begins, again, ends)] == [
        "off",
        "detect",
        "detect",
        "off",
    ]
    assert Scheduler(schedule, ZoneInfo("America/St_Johns")).next_change(again) == ends
    assert Scheduler(schedule, ZoneInfo("America/St_Johns")).switched_at(again) == begins


def test_when_it_last_switched_off_or_on() -> None:
    """Asked of one scheduler in turn, at, before and after each change."""
    scheduler = Scheduler(
        WeeklySchedule(
            name="x", otherwise="off", slots=(weekly("08:00-12:00"), weekly("12:00-16:00", mode="stream", name="Late"))
        ),
        JAKARTA,
    )
    on, off, before = utc("2026-11-21 01:00"), utc("2026-11-21 09:00"), utc("2026-11-20 09:00")
    asked = (on - MINUTE, on, on + MINUTE, utc("2026-11-21 05:00"), off - MINUTE, off, off + MINUTE, on)
    assert [scheduler.switched_at(at) for at in asked] == [before, on, on, on, on, off, off, on]


def test_lord_howes_clocks_change_by_half_an_hour() -> None:
    """02:00 becomes 02:30 on 4 October 2026, and 02:00 becomes 01:30 on 5 April."""
    plan = Scheduler(WeeklySchedule(name="x", otherwise="off", slots=(weekly("01:45-02:15"),)), LORD_HOWE)
    lengths = {}
    for one in plan.timeline(utc("2026-04-03T00:00"), utc("2026-10-06T00:00")):
        if one.rule.mode == "detect":
            lengths[wall_clock(one.begins, LORD_HOWE).date()] = (one.ends - one.begins) / MINUTE
    odd = {day: length for day, length in lengths.items() if length != 30}
    assert odd == {date(2026, 4, 5): 60, date(2026, 10, 4): 15}


@given(st.sampled_from(ZONES), st.integers(0, 366 * DAY), st.integers(0, 200))
def test_local_times_keep_their_order(zone: ZoneInfo, minute: int, later: int) -> None:
    first = datetime(2026, 1, 1) + minute * MINUTE  # noqa: DTZ001 - a local time
    second = first + later * MINUTE
    assert instant_of(first, zone) <= instant_of(second, zone)
    assert wall_clock(instant_of(first, zone), zone) >= first


@st.composite
def schedules(draw: st.DrawFn) -> WeeklySchedule:
    """Schedules without faults, often with edges in the hours in which clocks change."""
    edges = st.one_of(st.integers(0, DAY - 1), st.integers(4, 14).map(lambda n: n * 15))
    modes, names = st.sampled_from(["detect", "stream", "off"]), st.sampled_from(["", "Early", "Night"])
    slots = [
        WeeklySlot(start=start, end=end, mode=mode, name=name, days=days)
        for start, end, mode, name, days in draw(
            st.lists(
                st.tuples(
                    edges,
                    st.one_of(edges, st.just(DAY)),
                    modes,
                    names,
                    st.frozensets(st.integers(1, 7), min_size=1),
                ),
                max_size=5,
            )
        )
    ]
    nights = st.sampled_from([night for nights in SPRING_AND_AUTUMN.values() for night in nights])
    dates = draw(st.lists(st.one_of(nights, st.dates(date(2026, 1, 1), date(2026, 12, 31))), max_size=3, unique=True))
    exceptions = []
    for day in dates:
        own = [
            Slot(start=a, end=b, mode=m, name=n)
            for a, b, m, n in draw(st.lists(st.tuples(edges, edges, modes, names), max_size=2))
        ]
        exceptions.append(ExceptionDate(date=day, name="Holiday", otherwise=draw(modes), slots=tuple(own)))
    return without_faults(
        WeeklySchedule(name="x", otherwise=draw(modes), slots=tuple(slots), exceptions=tuple(exceptions))
    )


def without_faults(schedule: WeeklySchedule) -> WeeklySchedule:
    """What a fault is about is left out, until there is none."""
    while found := faults(schedule):
        where = found[0].field.split(".")
        slots, exceptions = list(schedule.slots), list(schedule.exceptions)
        if where[0] == "slots":
            del slots[int(where[1])]
        else:
            one = exceptions[int(where[1])]
            kept = tuple(s for i, s in enumerate(one.slots) if str(i) != where[3])
            exceptions[int(where[1])] = ExceptionDate(date=one.date, name=one.name, otherwise=one.otherwise, slots=kept)
        schedule = WeeklySchedule(
            name="x", otherwise=schedule.otherwise, slots=tuple(slots), exceptions=tuple(exceptions)
        )
    return schedule


class SlowReading:
    """The schedule painted onto every local minute of a year, and a clock that never goes back to read it with.

    Independent of the scheduler: it maps no local time to an instant. When the clock on the wall goes back, the one
    here stands still (one minute before the hour) until that has caught up.
    """

    START = datetime(2025, 12, 31, tzinfo=UTC)
    MINUTES = 368 * DAY

    def __init__(self, schedule: WeeklySchedule) -> None:
        self.rules: list[ScheduledMode] = []
        first = date(2025, 12, 28)
        self.paper = np.zeros((376 * DAY,), np.int32)
        days = [first + timedelta(days=n) for n in range(374)]
        for n, day in enumerate(days):  # first the ground, then what stands on it
            special = next((e for e in schedule.exceptions if e.date == day), None)
            ground = ScheduledMode(special.otherwise, "exception", special.name) if special else None
            self.paper[n * DAY : (n + 1) * DAY] = self._ink(ground or ScheduledMode(schedule.otherwise, "otherwise"))
        for n, day in enumerate(days):
            special = next((e for e in schedule.exceptions if e.date == day), None)
            if special:
                drawn = [(s, ScheduledMode(s.mode, "exception", s.name or special.name)) for s in special.slots]
            else:
                drawn = [
                    (s, ScheduledMode(s.mode, "slot", s.name)) for s in schedule.slots if day.isoweekday() in s.days
                ]
            for one, rule in drawn:
                length = (one.end - one.start) % DAY or DAY
                self.paper[n * DAY + one.start : n * DAY + one.start + length] = self._ink(rule)
        self.first = first

    def _ink(self, rule: ScheduledMode) -> int:
        if rule not in self.rules:
            self.rules.append(rule)
        return self.rules.index(rule)

    def through_the_year(self, zone: ZoneInfo) -> np.ndarray:
        """The number of the rule at every minute of UTC."""
        return self.paper[SHOWN[zone] - (self.first - date(2025, 1, 1)).days * DAY]


def shown(zone: ZoneInfo) -> np.ndarray:
    """What a clock that never goes back shows at every minute of UTC, in minutes since 2025 began."""
    year = datetime(2025, 1, 1)  # noqa: DTZ001 - a local time
    halves = [
        ((SlowReading.START + n * 30 * MINUTE).astimezone(zone).replace(tzinfo=None) - year) // MINUTE
        for n in range(SlowReading.MINUTES // 30)
    ]
    walls = np.repeat(np.array(halves), 30) + np.tile(np.arange(30), len(halves))
    return np.maximum.accumulate(walls)


SHOWN = {zone: shown(zone) for zone in ZONES}


@settings(max_examples=60)
@given(schedules(), st.sampled_from(ZONES))
def test_every_minute_of_a_year_agrees_with_a_slow_reading(schedule: WeeklySchedule, zone: ZoneInfo) -> None:
    slow = SlowReading(schedule)
    expected = slow.through_the_year(zone)
    begins, ends = SlowReading.START, SlowReading.START + SlowReading.MINUTES * MINUTE
    found = np.full(SlowReading.MINUTES, -1, np.int32)
    at = begins
    for one in Scheduler(schedule, zone).timeline(begins, ends):
        assert one.begins == at < one.ends  # neither gap nor overlap
        assert (one.begins - begins) % MINUTE == timedelta()
        found[(one.begins - begins) // MINUTE : (one.ends - begins) // MINUTE] = slow.rules.index(one.rule)
        at = one.ends
    assert at == ends
    assert np.array_equal(found, expected)


@settings(max_examples=100)
@given(schedules(), st.sampled_from(ZONES), st.sampled_from([0, 1]), st.integers(-1500, 1500))
def test_the_next_change_is_the_first_minute_at_which_something_is_another(
    schedule: WeeklySchedule, zone: ZoneInfo, night: int, offset: int
) -> None:
    plan = Scheduler(schedule, zone)
    at = local(zone, f"{SPRING_AND_AUTUMN[zone][night]}T02:00") + offset * MINUTE
    now, change = plan.mode_at(at), plan.next_change(at)
    minute, last = at, at + timedelta(hours=5)
    while minute < last and plan.mode_at(minute) == now:
        minute += MINUTE
    assert minute == min(change, last) if change is not None else minute == last
    switched = plan.switched_at(at)
    if switched is not None:
        assert switched <= at
        assert (plan.mode_at(switched).mode == "off") == (now.mode == "off")
        assert (plan.mode_at(switched - MINUTE).mode == "off") != (now.mode == "off")
