"""Bodies and answers of `/api/schedules`, and of a camera's mode."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.clock_changes import SkippedSlot
from backend.core.schedules.faults import MOST_EXCEPTIONS, MOST_SLOTS
from backend.core.schedules.schedule import ExceptionDate, Slot, WeeklySchedule, WeeklySlot, clock_text
from backend.routes.fields import Answered, Asked, Name, Time, Utc
from backend.services.schedules.views import ScheduleView

Start = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
End = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
Days = Annotated[list[Annotated[int, Field(ge=1, le=7, strict=True)]], Field(min_length=1, max_length=7)]
ZoneName = Annotated[str, Field(min_length=1, max_length=64)]


def _label(text: str) -> str:
    text = text.strip()
    if text and not text.isprintable():
        raise ValueError("it contains characters that cannot be shown")
    return text


Label = Annotated[str, Field(max_length=80), AfterValidator(_label)]
"""A name that may be empty."""


class SlotAsked(Asked):
    """A part of a day, local time. An end not after the start is on the next day."""

    start: Start
    end: End
    mode: CameraMode
    name: Label = ""

    def fields(self) -> dict[str, Any]:
        """The arguments of a core slot."""
        return {"start": _minutes(self.start), "end": _minutes(self.end), "mode": self.mode, "name": self.name}


class WeeklySlotAsked(SlotAsked):
    """A slot that repeats every week; 1 is Monday."""

    days: Days

    def slot(self) -> WeeklySlot:
        """The slot."""
        return WeeklySlot(days=frozenset(self.days), **self.fields())


class ExceptionAsked(Asked):
    """A date on which other slots apply. `otherwise` is the mode outside them."""

    date: date
    name: Name
    slots: Annotated[tuple[SlotAsked, ...], Field(max_length=MOST_SLOTS)] = ()
    otherwise: CameraMode

    def exception(self) -> ExceptionDate:
        """The exception."""
        slots = tuple(Slot(**slot.fields()) for slot in self.slots)
        return ExceptionDate(date=self.date, name=self.name, otherwise=self.otherwise, slots=slots)


WeeklySlots = Annotated[tuple[WeeklySlotAsked, ...], Field(max_length=MOST_SLOTS)]
Exceptions = Annotated[tuple[ExceptionAsked, ...], Field(max_length=MOST_EXCEPTIONS)]


class NewSchedule(Asked):
    """A schedule to add."""

    name: Name
    otherwise: CameraMode
    slots: WeeklySlots = ()
    exceptions: Exceptions = ()

    def schedule(self) -> WeeklySchedule:
        """The schedule."""
        return WeeklySchedule(
            name=self.name,
            otherwise=self.otherwise,
            slots=tuple(slot.slot() for slot in self.slots),
            exceptions=tuple(one.exception() for one in self.exceptions),
        )


class ScheduleChange(Asked):
    """What to change; what is absent stays."""

    name: Name | None = None
    otherwise: CameraMode | None = None
    slots: WeeklySlots | None = None
    exceptions: Exceptions | None = None


class ScheduleToPreview(Asked):
    """A schedule to preview before it is saved.

    `time_zone`: the site's by default; `from`: now by default.
    """

    otherwise: CameraMode
    slots: WeeklySlots = ()
    exceptions: Exceptions = ()
    time_zone: ZoneName | None = None
    begins: Annotated[Time | None, Field(alias="from")] = None
    days: Annotated[int, Field(ge=1, le=31, strict=True)] = 7

    def schedule(self) -> WeeklySchedule:
        """The schedule; its name does not matter."""
        named = NewSchedule(name="preview", otherwise=self.otherwise, slots=self.slots, exceptions=self.exceptions)
        return named.schedule()


class DeleteSchedule(Asked):
    """`release`: cameras that follow it return to their own mode."""

    release: bool = False


class SlotAnswer(Answered):
    """A part of a day."""

    start: str
    """`HH:MM`, local to the camera's site, as all clock times of a schedule."""
    end: str
    """On the next day if it is not later than `start`."""
    mode: CameraMode
    name: str
    """May be empty."""


class WeeklySlotAnswer(SlotAnswer):
    """A slot that repeats every week."""

    days: list[int]
    """1 is Monday. A slot belongs to the days on which it begins."""


class ExceptionAnswer(Answered):
    """A date on which other slots apply."""

    date: date
    name: str
    slots: list[SlotAnswer]
    otherwise: CameraMode


class SkippedSlotAnswer(Answered):
    """A slot that does not happen on a date, because the clocks jump over it."""

    date: date
    start: str
    """`HH:MM`, local."""
    end: str
    mode: CameraMode
    name: str
    """May be empty."""
    at: Utc
    """The moment of the jump."""

    @model_validator(mode="before")
    @classmethod
    def _of_slot(cls, found: Any) -> Any:
        slot = found.slot
        times = {"start": clock_text(slot.start), "end": clock_text(slot.end)}
        return {"date": found.day, "at": found.at, "mode": slot.mode, "name": slot.name, **times}


class ScheduleAnswer(Answered):
    """A schedule, and the cameras that follow it."""

    id: int
    name: str
    otherwise: CameraMode
    slots: list[WeeklySlotAnswer]
    exceptions: list[ExceptionAnswer]
    camera_ids: list[int]
    skipped: list[SkippedSlotAnswer]
    """Of the coming year, where its cameras are, in order."""
    created_at: Utc
    updated_at: Utc

    @classmethod
    def of(cls, view: ScheduleView, skipped: Sequence[SkippedSlot]) -> ScheduleAnswer:
        """The answer about a schedule."""
        names = ("id", "name", "camera_ids", "created_at", "updated_at")
        found = [SkippedSlotAnswer.model_validate(one) for one in skipped]
        return cls.model_validate({**view.definition, **{n: getattr(view, n) for n in names}, "skipped": found})


class SchedulesAnswer(Answered):
    """All schedules, by name."""

    items: list[ScheduleAnswer]


class IntervalAnswer(Answered):
    """A stretch of time under one mode; `until` is not in it."""

    model_config = ConfigDict(serialize_by_alias=True)
    begins: Annotated[Utc, Field(serialization_alias="from")]
    until: Utc
    mode: CameraMode
    name: str
    why: Literal["slot", "exception", "otherwise"]


class PreviewAnswer(Answered):
    """What a schedule would do, without a gap and without an overlap."""

    time_zone: str
    intervals: list[IntervalAnswer]
    skipped: list[SkippedSlotAnswer]
    """Of the year from the preview's beginning, in order."""


class ModeChosen(Asked):
    """A mode that goes before the schedule, until `until` or until further notice."""

    mode: CameraMode
    until: Time | None = None


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
