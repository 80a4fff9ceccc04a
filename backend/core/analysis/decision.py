"""What analysers decide. The camera process performs decisions by their type, see `services.camera_process`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.core.events.envelope import Event


@dataclass(frozen=True, slots=True)
class Decision:
    """The base of all decisions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDecision(Decision):
    """An event to be published. The camera process adds id, company, site, camera, time and model."""

    event: type[Event]
    fields: Mapping[str, Any] = field(default_factory=dict)
    """The event's own fields by name."""
