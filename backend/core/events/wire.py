"""The form of events on the wire, derived from their fields.

An event is written once and read by any version that comes later. A stream entry has the field `json` (everything but
bytes) and one more for each field of bytes, such as `crop` and `wide`. Times are UTC with milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from backend.core.errors import MalformedEvent
from backend.core.events.envelope import Event, FieldForm
from backend.core.events.timestamps import format_time, parse_time

E = TypeVar("E", bound=Event)
EXPECTED_ERRORS = (KeyError, ValueError, TypeError, AttributeError, RecursionError)
"""What reading raises when something is no event."""


def to_wire(event: Event) -> dict[str, bytes]:
    """The event as the fields of a stream entry."""
    wire = {name: getattr(event, name) for name, form in _forms(type(event)).items() if form is FieldForm.BINARY}
    wire["json"] = json.dumps(body_of(event), separators=(",", ":")).encode()
    return wire


def body_of(event: Event) -> dict[str, Any]:
    """Everything but bytes, ready for JSON. What is None is left out."""
    body: dict[str, Any] = {"kind": event.kind, "version": event.version}
    for name, form in _forms(type(event)).items():
        value = getattr(event, name)
        if value is not None and form is not FieldForm.BINARY:
            body[name] = format_time(value) if isinstance(value, datetime) else value
    return body


def json_of(data: bytes) -> dict[str, Any]:
    """A JSON object. ValueError for anything else."""
    body = json.loads(data)
    if not isinstance(body, dict):
        raise ValueError("not a JSON object")
    return body


def event_of(event: type[E], body: Mapping[str, Any], binary: Mapping[str, bytes]) -> E:
    """The event of this class in a JSON body and its fields of bytes.

    Raises MalformedEvent, or one of `EXPECTED_ERRORS`. Fields that a later version added are passed over.
    """
    if body["version"] > event.version:
        raise MalformedEvent("The event was written by a newer version of Mandor.", hint="Upgrade this one.")
    values: dict[str, Any] = {}
    for name, form in _forms(event).items():
        if form is FieldForm.BINARY:
            values[name] = binary[name]
        elif name in body:
            values[name] = _read(form, body[name])
    UUID(values["id"])
    found = event(**values)
    found.check()
    return found


def _read(form: FieldForm | None, value: Any) -> Any:
    if form is FieldForm.TIME:
        return parse_time(value)
    if form is FieldForm.BOX:
        x1, y1, x2, y2 = (float(part) for part in value)
        return (x1, y1, x2, y2)
    if form is FieldForm.NAMES:
        return tuple(str(name) for name in value)
    return value


def _forms(event: type[Event]) -> dict[str, FieldForm | None]:
    return {one.name: one.metadata.get("form") for one in fields(event)}
