"""A schedule as JSON, in database, worker configuration and over HTTP:

`{otherwise, slots: [{days: [1..7], start: "22:00", end: "06:00", mode, name}],
exceptions: [{date: "2026-12-25", name, otherwise, slots: [{start, end, mode, name}]}]}`
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from backend.core.errors import InvalidFields, InvalidInput
from backend.core.schedules.faults import faults
from backend.core.schedules.schedule import ExceptionDate, Slot, WeeklySchedule, WeeklySlot, clock_text

_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")


def to_json(schedule: WeeklySchedule) -> dict[str, Any]:
    """The definition; the name is kept beside it."""
    return {
        "otherwise": schedule.otherwise,
        "slots": [{"days": sorted(slot.days), **_slot(slot)} for slot in schedule.slots],
        "exceptions": [
            {
                "date": one.date.isoformat(),
                "name": one.name,
                "otherwise": one.otherwise,
                "slots": [_slot(slot) for slot in one.slots],
            }
            for one in schedule.exceptions
        ],
    }


def to_text(definition: dict[str, Any]) -> str:
    """The definition as text; equal definitions give equal texts."""
    return json.dumps(definition, sort_keys=True)


def from_text(text: str) -> WeeklySchedule:
    """The schedule of such a text. InvalidInput when it cannot be used."""
    try:
        return from_json("", json.loads(text))
    except ValueError as error:
        raise InvalidInput("The schedule is no JSON.") from error


def from_json(name: str, definition: Any) -> WeeklySchedule:
    """The schedule, validated.

    InvalidFields lists its faults; InvalidInput when it is no schedule at all.
    """
    try:
        schedule = WeeklySchedule(
            name=name,
            otherwise=str(definition["otherwise"]),
            slots=tuple(
                WeeklySlot(days=frozenset(int(day) for day in slot["days"]), **_fields(slot))
                for slot in definition["slots"]
            ),
            exceptions=tuple(
                ExceptionDate(
                    date=date.fromisoformat(one["date"]),
                    name=str(one["name"]),
                    otherwise=str(one["otherwise"]),
                    slots=tuple(Slot(**_fields(slot)) for slot in one["slots"]),
                )
                for one in definition["exceptions"]
            ),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(f"The schedule cannot be read: {error!r}.") from error
    found = faults(schedule)
    if found:
        raise InvalidFields([(fault.field, fault.message) for fault in found])
    return schedule


def _slot(slot: Slot) -> dict[str, Any]:
    return {"start": clock_text(slot.start), "end": clock_text(slot.end), "mode": slot.mode, "name": slot.name}


def _fields(slot: dict[str, Any]) -> dict[str, Any]:
    return {
        "start": _minutes(slot["start"]),
        "end": _minutes(slot["end"]),
        "mode": str(slot["mode"]),
        "name": str(slot["name"]),
    }


def _minutes(text: str) -> int:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no time of day")
    return int(found[1]) * 60 + int(found[2])
