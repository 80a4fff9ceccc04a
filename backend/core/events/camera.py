"""Events about a camera itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events.delivery import Delivery, DeliveryLimits
from backend.core.events.envelope import Event
from backend.core.events.kind import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraChanged(Event):
    """A camera's state changed. `reason` is a code of `camera.REASONS`, empty when all is well."""

    kind: ClassVar[str] = "camera.changed"

    state: str
    reason: str = ""


CAMERA_CHANGED = EventKind(
    event=CameraChanged,
    delivery=Delivery.DURABLE,
    limits=DeliveryLimits(waiting=5000, waiting_bytes=5_000_000, stream_entries=2000),
)
