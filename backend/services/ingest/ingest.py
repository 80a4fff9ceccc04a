"""Takes events from a stream into the database: each once, through crashes at any step and outages of any part.

What cannot be stored is put aside (`dead_letters`), never dropped. The same loop serves durable and keyed kinds; they
differ in their consumer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import DataError, IntegrityError

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import dead_letters
from backend.adapters.events.consumer import MAX_DELIVERIES, EventConsumer, StreamEntry
from backend.adapters.machine.clock import utc_now
from backend.core.accounts.scope import Scope
from backend.core.errors import InvalidInput, MalformedEvent, NotFound, Unavailable
from backend.core.events.envelope import Event
from backend.core.events.kinds import from_wire
from backend.services.ingest.event_store import EventStore

log = logging.getLogger(__name__)


class EventIngest:
    """One stream's loop."""

    def __init__(
        self,
        consumer: EventConsumer,
        database: Database,
        store: EventStore,
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._clock = clock
        self._held: set[str] = set()  # events that others depend on and that wait for something that is away
        self._consumer = consumer
        self._database = database
        self._store = store

    def step(self, *, block_seconds: float = 1.0) -> bool:
        """One event; returns whether there was any. Unavailable when Redis, database or disk are away.

        1. The next entry is read. One that cannot be an event, or failed too often, is put aside.
        2. Its kind's handler stores it.
        3. The entry is acknowledged and deleted. A crash before this repeats 1 and 2, which changes nothing.
        4. The listener is called.

        When something is away at 2, the entry stays pending and is not counted as a failure of its own; nor is what
        overtakes it: the end of a violation waits for its beginning.
        """
        entry = self._consumer.next(block_seconds=block_seconds)
        if entry is None:
            return False
        if entry.deliveries > MAX_DELIVERIES:
            self._put_aside(entry, "failed", f"It was not stored in {MAX_DELIVERIES} deliveries.")
            return True
        try:
            event = from_wire(entry.fields, self._store.kinds)
        except MalformedEvent as error:
            self._put_aside(entry, "unreadable", str(error))
            return True
        if self._has_changed(event, entry):
            self._store.publish(event)
        return True

    def _has_changed(self, event: Event, entry: StreamEntry) -> bool:
        """2 and 3; False when nothing changed or the event could not be stored (now, or ever)."""
        try:
            changed = self._store.store(event)
        except Unavailable:
            if event.depends_on is None:
                self._held.add(event.id)
            self._consumer.give_back(entry)
            raise
        except InvalidInput as error:
            self._put_aside(entry, "refused", str(error))
            return False
        except (NotFound, DataError, IntegrityError) as error:
            self._retry_later(event, entry, error)
            return False
        self._held.discard(event.id)
        self._consumer.done(entry)
        return changed

    def _retry_later(self, event: Event, entry: StreamEntry, error: Exception) -> None:
        """It rests and comes again; put aside in the end, unless it only waits for what it depends on."""
        if event.depends_on is not None and event.depends_on in self._held:
            self._consumer.give_back(entry)
        elif entry.deliveries >= MAX_DELIVERIES:
            code, reason = "refused", "The database refuses it."
            if isinstance(error, NotFound):
                code, reason = error.code, error.message
            self._held.discard(event.id)
            self._put_aside(entry, code, reason)

    def _put_aside(self, entry: StreamEntry, code: str, reason: str) -> None:
        """Keep it where an administrator finds it, then take it out of the stream. A crash between repeats both."""
        context = {"event_id": entry.event_id} if entry.event_id else {}
        log.error(
            "event entry %s cannot be stored and becomes a dead letter: %s", entry.entry_id, reason, extra=context
        )
        with self._database.writing(Scope.installation()) as session:
            dead_letters.add(session, entry.fields, code=code, reason=reason, at=self._clock())
        self._consumer.done(entry)
