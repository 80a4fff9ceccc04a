"""What can be read of a stream entry that is no event: its company, camera and kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.core.events.timestamps import parse_time

LARGEST_ID = 2**31 - 1
LONGEST_TEXT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class EventHead:
    """None stands for what cannot be read."""

    event_id: str | None = None
    kind: str | None = None
    company_id: int | None = None
    camera_id: int | None = None
    at: datetime | None = None


def head_of(fields: Mapping[bytes, bytes]) -> EventHead:
    """The head of an entry, whatever it holds. Never raises."""
    try:
        body = json.loads(fields[b"json"])
    except (KeyError, ValueError, RecursionError):
        return EventHead()
    if not isinstance(body, dict):
        return EventHead()
    return EventHead(
        event_id=_text(body.get("id")),
        kind=_text(body.get("kind")),
        company_id=_id(body.get("company_id")),
        camera_id=_id(body.get("camera_id")),
        at=_time(body.get("at")),
    )


def _text(value: Any) -> str | None:
    fits = isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT and value.isprintable()
    return value if fits else None


def _id(value: Any) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_ID
    return value if fits else None


def _time(value: Any) -> datetime | None:
    try:
        return parse_time(value)
    except (ValueError, TypeError, OverflowError):
        return None
