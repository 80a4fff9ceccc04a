"""Events about exposure: how long people wore, lacked, or could not be assessed for an item, in one minute."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite
from typing import ClassVar

from backend.core.errors import MalformedEvent
from backend.core.events.delivery import Delivery, DeliveryLimits
from backend.core.events.envelope import TIME, Event
from backend.core.events.kind import EventKind

LONGEST_RULE_ID = 20
LONGEST_NAME = 80
LONGEST_ITEM = 16
LONGEST_RUN = 24
MOST_SECONDS = 1e6
"""In one minute: more than any number of people that a picture can show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureMinute(Event):
    """The sums of one rule and item in one minute of one run of a worker. Sums of several runs add up."""

    kind: ClassVar[str] = "exposure.minute"

    minute: datetime = field(metadata=TIME)
    """When it began."""
    rule_id: str
    rule_version: int
    rule_name: str
    zone_id: int | None = None
    """None: the whole picture."""
    zone_name: str = ""
    item: str
    run: str
    """Of which run of the worker: one that starts anew in the same minute counts from zero in another run."""
    worn_seconds: float
    missing_seconds: float
    not_assessable_seconds: float

    def check(self) -> None:
        """MalformedEvent for what no row can hold."""
        texts = (
            (self.rule_id, LONGEST_RULE_ID),
            (self.rule_name, LONGEST_NAME),
            (self.zone_name, LONGEST_NAME),
            (self.item, LONGEST_ITEM),
            (self.run, LONGEST_RUN),
        )
        if any(len(text) > longest for text, longest in texts):
            raise MalformedEvent("A name is too long.")
        sums = (self.worn_seconds, self.missing_seconds, self.not_assessable_seconds)
        if not all(isfinite(one) and 0 <= one <= MOST_SECONDS for one in sums):
            raise MalformedEvent("Seconds that no minute can have.")
        if self.minute.second or self.minute.microsecond:
            raise MalformedEvent("A minute begins at its first second.")


def _key(event: ExposureMinute) -> str:
    zone, rule = event.zone_id or 0, f"{event.rule_id}:{event.rule_version}"
    return f"{event.minute:%Y%m%d%H%M}:{zone}:{rule}:{event.item}:{event.run}"


EXPOSURE_MINUTE = EventKind(
    event=ExposureMinute,
    delivery=Delivery.KEYED,
    limits=DeliveryLimits(waiting=20_000, waiting_bytes=20_000_000, stream_entries=20_000),
    key=_key,
)
"""A week of two items under one rule while the backend is away."""
