"""Stores an event by its kind's handler, and reports what changed."""

from __future__ import annotations

from collections.abc import Callable

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras, companies
from backend.core.accounts.scope import Scope
from backend.core.errors import NotFound
from backend.core.events.envelope import Event
from backend.core.events.kinds import KINDS, Kinds
from backend.core.events.sampled_batch import SampledBatch
from backend.services.ingest.handlers import Handlers

Listener = Callable[[Event], None]
"""Called with an event after the commit that it changed something in."""


class EventStore:
    """The table of handlers, and the subscribers to what they stored."""

    def __init__(self, database: Database, handlers: Handlers, listener: Listener, *, kinds: Kinds = KINDS) -> None:
        """ValueError when a kind has no handler."""
        missing = sorted({kind.name for kind in kinds} - handlers.keys())
        if missing:
            raise ValueError(f"no handler for {', '.join(missing)}")
        self.kinds = kinds
        self._database = database
        self._handlers = handlers
        self._listener = listener

    def store(self, event: Event | SampledBatch) -> bool:
        """Whether anything changed; False when it is stored already. Errors as of `Handler`."""
        self._require_camera(event)
        return self._handlers[event.kind](event)

    def publish(self, event: Event) -> None:
        """Call the listener: the event changed something."""
        self._listener(event)

    def take(self, event: Event) -> None:
        """Store an event that comes by another way than a stream, and publish it. Errors as of `store`."""
        if self.store(event):
            self.publish(event)

    def _require_camera(self, event: Event | SampledBatch) -> None:
        with self._database.reading(Scope.company(event.company_id)) as session:
            camera = cameras.find(session, event.company_id, event.camera_id, removed_too=True)
            site = companies.site(session, event.site_id)  # a camera may have been moved since
        if camera is None or site is None:
            raise NotFound(
                f"Company {event.company_id} has no camera {event.camera_id} at site {event.site_id}.",
                code="unknown_camera",
            )
