"""What services answer about a schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleView:
    """A schedule and the cameras that follow it."""

    id: int
    name: str
    definition: dict[str, Any]
    """As in `adapters.schedules.definition`."""
    camera_ids: list[int]
    created_at: datetime
    updated_at: datetime
