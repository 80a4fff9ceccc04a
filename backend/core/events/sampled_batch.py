"""A batch of sampled events, and how many of its stretch were left out.

A worker numbers the sampled events of a kind from 1. A batch stands for the numbers `first` to `last`, whether or not
each of them is in it: what is missing was thinned, and a gap between two batches was lost. So every event is either
delivered or counted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.core.errors import MalformedEvent
from backend.core.events.envelope import Event
from backend.core.events.kinds import KINDS, Kinds
from backend.core.events.timestamps import format_time, parse_time
from backend.core.events.wire import EXPECTED_ERRORS, body_of, event_of, json_of

WIRE_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledBatch:
    """Events of one kind and camera, oldest first."""

    kind: str
    company_id: int
    site_id: int
    camera_id: int
    sequence: str
    """Which counting the numbers belong to: a new one begins at 1 when a worker's counter was lost."""
    first: int
    last: int
    since: datetime
    """Time of the first numbered event, also when it was left out."""
    until: datetime
    """Time of the last one."""
    events: tuple[Event, ...]
    lost_before: int = 0
    """Events between the batch received before and `first`; set by the receiver."""

    @property
    def left_out(self) -> int:
        """Events that were published since the batch before and are not in this one."""
        return self.lost_before + (self.last - self.first + 1) - len(self.events)


def batch_to_wire(batch: SampledBatch) -> dict[str, bytes]:
    """The batch as the fields of a stream entry."""
    body = {
        "kind": batch.kind,
        "batch_version": WIRE_VERSION,
        "company_id": batch.company_id,
        "site_id": batch.site_id,
        "camera_id": batch.camera_id,
        "sequence": batch.sequence,
        "first": batch.first,
        "last": batch.last,
        "since": format_time(batch.since),
        "until": format_time(batch.until),
        "events": [body_of(event) for event in batch.events],
    }
    return {"json": json.dumps(body, separators=(",", ":")).encode()}


def batch_from_wire(fields: Mapping[bytes, bytes], kinds: Kinds = KINDS) -> SampledBatch:
    """The batch that `batch_to_wire` wrote. MalformedEvent names what is wrong."""
    try:
        body = json_of(fields[b"json"])
        if body["batch_version"] > WIRE_VERSION:
            raise MalformedEvent("The batch was written by a newer version of Mandor.", hint="Upgrade this one.")
        kind = kinds.named(body["kind"])
        events = tuple(event_of(kind.event, one, {}) for one in body["events"])
        return _checked(body, events)
    except EXPECTED_ERRORS as error:
        raise MalformedEvent(f"Not a batch: {type(error).__name__}: {error}") from error


def _checked(body: Mapping[str, Any], events: tuple[Event, ...]) -> SampledBatch:
    first, last = int(body["first"]), int(body["last"])
    if not 0 < first <= last or len(events) > last - first + 1:
        raise ValueError("the numbers do not fit the events")
    return SampledBatch(
        kind=body["kind"],
        company_id=int(body["company_id"]),
        site_id=int(body["site_id"]),
        camera_id=int(body["camera_id"]),
        sequence=str(body["sequence"]),
        first=first,
        last=last,
        since=parse_time(body["since"]),
        until=parse_time(body["until"]),
        events=events,
    )
