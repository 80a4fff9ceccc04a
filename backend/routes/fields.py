"""Kinds of fields that several schemas share."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from backend.core.audit.detail import JOINERS
from backend.core.events.timestamps import format_time

MAX_ID = 2**31 - 1
FIRST_YEAR, LAST_YEAR = 2000, 2200
WRITTEN_TIME = (
    "^(2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    "[Tt ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]{1,9})?)?"
    "([Zz]|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])$"
)
"""RFC 3339, where seconds and the offset's colon may be left out. JSON Schema's `date-time` would refuse those."""


def plain(text: str) -> str:
    """The text without spaces around it; ValueError unless it can be shown."""
    text = text.strip()
    if not text or not all(mark.isprintable() or mark in JOINERS for mark in text):
        raise ValueError("it is empty or contains characters that cannot be shown")
    return text


def _written(value: Any) -> Any:
    """A time comes as text. pydantic would also take a number, which is no time that any document names."""
    if not isinstance(value, str) or not re.fullmatch(WRITTEN_TIME, value):
        raise ValueError("it is no time with its zone, such as 2026-11-21T02:19:03Z")
    return value


def _sensible(at: datetime) -> datetime:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError(f"it lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return at.astimezone(UTC)


Utc = Annotated[datetime, PlainSerializer(format_time, return_type=str, when_used="json")]
"""A time that is answered, `2026-11-21T02:19:03.123Z`."""
Time = Annotated[
    AwareDatetime,
    BeforeValidator(_written),
    AfterValidator(_sensible),
    WithJsonSchema({"type": "string", "pattern": WRITTEN_TIME, "examples": ["2026-11-21T02:19:03Z"]}),
]
"""A time that is asked for; it names its zone."""
Name = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(plain)]
Id = Annotated[int, Field(ge=1, le=MAX_ID)]
Cursor = Annotated[str, Field(max_length=200)]


class Asked(BaseModel):
    """The parent of bodies and queries: unknown fields are refused, so that a slip is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Answered(BaseModel):
    """The parent of answers, made from what services return."""

    model_config = ConfigDict(
        from_attributes=True,
        frozen=True,
        use_attribute_docstrings=True,
        json_schema_serialization_defaults_required=True,  # an answer has all its fields, those with a default too
    )
