"""Takes batches of sampled events into the database, and counts what was left out on the way.

A batch that cannot be stored is dropped and counted, never put aside: a flood must not fill the database.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy.exc import DataError, IntegrityError

from backend.adapters.events.consumer import MAX_DELIVERIES, StreamEntry
from backend.adapters.events.sampled_progress import SampledConsumer
from backend.core.errors import InvalidInput, MalformedEvent, NotFound
from backend.core.events.sampled_batch import SampledBatch, batch_from_wire
from backend.services.ingest.event_store import EventStore

log = logging.getLogger(__name__)
Count = Callable[[str, int, int], None]
"""Called with a kind and how many of its events were stored and left out."""


class SampledIngest:
    """The sampled stream's loop."""

    def __init__(self, consumer: SampledConsumer, store: EventStore, count: Count) -> None:
        self._consumer = consumer
        self._store = store
        self._count = count
        self._unfinished: StreamEntry | None = None

    def step(self, *, block_seconds: float = 1.0) -> bool:
        """One batch; returns whether there was any. Unavailable when Redis or the database are away.

        1. The next entry is read; one that met an outage comes first, because batches are counted in their order.
        2. It is compared with what was received: a repetition is dropped, a gap before it is counted.
        3. Its kind's handler stores it, then it is acknowledged. A crash between the two repeats 2 and 3.
        """
        entry = self._unfinished or self._consumer.next(block_seconds=block_seconds)
        if entry is None:
            return False
        self._unfinished = entry  # until it is done: Unavailable leaves it here
        if entry.deliveries > MAX_DELIVERIES:
            log.error("a batch of sampled events was not stored in %d deliveries and is dropped", MAX_DELIVERIES)
            self._consumer.done(entry)
        else:
            self._take(entry)
        self._unfinished = None
        return True

    def _take(self, entry: StreamEntry) -> None:
        try:
            batch = batch_from_wire(entry.fields, self._store.kinds)
        except MalformedEvent as error:
            log.error("a batch of sampled events cannot be read and is dropped: %s", error)
            self._consumer.done(entry)
            return
        placed = self._consumer.placed(batch)
        if placed is None:
            self._consumer.done(entry)
            return
        stored = self._is_stored(placed)
        self._consumer.received(entry, batch)
        kept = len(placed.events) if stored else 0
        self._count(placed.kind, kept, placed.left_out + len(placed.events) - kept)

    def _is_stored(self, batch: SampledBatch) -> bool:
        try:
            self._store.store(batch)
        except (InvalidInput, NotFound, DataError, IntegrityError) as error:
            log.error("a batch of %d %s cannot be stored and is dropped: %s", len(batch.events), batch.kind, error)
            return False
        return True
