"""Events about tracked people: where somebody was and what they wore, once a second, for trying rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from backend.core.errors import MalformedEvent
from backend.core.events.delivery import Delivery, DeliveryLimits
from backend.core.events.envelope import TIME, Event
from backend.core.events.kind import EventKind

MOST_SIDE = 8192
MOST_ITEMS = 32
LONGEST_PACKED = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackSummary(Event):
    """A part of a track, at most a minute. `samples` is base64 of what `core.track_history.packing` packs."""

    kind: ClassVar[str] = "track.summary"

    track_id: int
    since: datetime = field(metadata=TIME)
    """Of the first sample."""
    until: datetime = field(metadata=TIME)
    """Of the last one."""
    items: list[str]
    """Whose states the samples hold, in this order."""
    width: int
    height: int
    """Of the picture as the model saw it, model pixels."""
    samples: str

    def check(self) -> None:
        """MalformedEvent for what no row can hold."""
        if not (0 < self.width <= MOST_SIDE and 0 < self.height <= MOST_SIDE and 0 <= self.track_id < 2**31):
            raise MalformedEvent("A picture that no model sees.")
        if len(self.items) > MOST_ITEMS or len(self.samples) > LONGEST_PACKED or self.until < self.since:
            raise MalformedEvent("A track that is longer than a minute.")


TRACK_SUMMARY = EventKind(
    event=TrackSummary,
    delivery=Delivery.SAMPLED,
    limits=DeliveryLimits(waiting=400, waiting_bytes=400_000, stream_entries=2000),
)
"""Two minutes of a crowd of 200."""
