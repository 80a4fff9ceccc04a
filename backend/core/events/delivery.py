"""Delivery classes: what is promised for a kind of event, and how much of it may wait."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Delivery(StrEnum):
    """What is promised for events of a kind."""

    DURABLE = "durable"
    """On disk with fsync before it is sent, and exactly once in the database."""
    KEYED = "keyed"
    """Sent again until acknowledged; of several values of one key the newest counts."""
    SAMPLED = "sampled"
    """Batched in memory; thinned when there are too many, with a count of what was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLimits:
    """How much of one kind may wait, for each camera and in Redis."""

    waiting: int | None
    """Events of this kind that one worker holds. Fewer lose more in an outage, more fill the disk or the memory.

    Durable: files in the journal. Keyed: keys. Sampled: events in memory; beyond them every second one is left out.
    None: never refused; only for a kind that another kind's limit bounds already.
    """
    waiting_bytes: int | None
    """The same in bytes."""
    stream_entries: int
    """Entries in the class's Redis stream at which this kind waits in the worker. More fill the memory of Redis."""
