"""Stores what workers report: each event once, through crashes at any step and outages of any part.

What cannot be stored is put aside (`dead_letters`), never dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import camera_changes, cameras, dead_letters, violations
from backend.adapters.database.tables import Violation
from backend.adapters.events.stream import MAX_DELIVERIES, Delivery, EventConsumer
from backend.adapters.evidence.store import EvidenceStore, StoredPicture, folder_of
from backend.adapters.machine.clock import utc_now
from backend.core.errors import InvalidInput, MalformedEvent, NotFound, Unavailable
from backend.core.events.events import (
    AnyEvent,
    ViolationClosed,
    ViolationOpened,
    ViolationUpdated,
    format_time,
    from_wire,
)

log = logging.getLogger(__name__)
Change = Literal["opened", "updated", "closed"]


@dataclass(frozen=True, slots=True)
class StoredViolation:
    """What listeners are told once a violation's change is committed."""

    change: Change
    company_id: int
    violation_id: str
    camera_id: int = 0
    item: str = ""
    decided_at: datetime | None = None
    """When the worker had decided to open it, if it says."""


class EventIngest:
    """The consumer's step and what it stores. `listener` is called after the commit and the acknowledgement."""

    def __init__(
        self,
        consumer: EventConsumer,
        database: Database,
        evidence: EvidenceStore,
        listener: Callable[[StoredViolation], None],
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._clock = clock
        self._held: set[str] = set()  # violations whose beginning waits for something that is away
        self._consumer = consumer
        self._database = database
        self._evidence = evidence
        self._listener = listener

    def step(self, *, block_seconds: float = 1.0) -> bool:
        """One event; says whether there was any. Unavailable when Redis, database or disk are away.

        1. The next entry is read. One that cannot be an event, or failed too often, is put aside.
        2. Its pictures are written, then its rows are committed.
        3. The entry is acknowledged and deleted. A crash before this repeats 1 and 2, which changes nothing.
        4. Listeners are told.

        When something is away at 2, the entry stays pending and is not counted as a failure of its own; nor is what
        overtakes it: the end of a violation waits for its beginning.
        """
        delivery = self._consumer.next(block_seconds=block_seconds)
        if delivery is None:
            return False
        if delivery.deliveries > MAX_DELIVERIES:
            self._put_aside(delivery, "failed", f"It was not stored in {MAX_DELIVERIES} deliveries.")
            return True
        try:
            event = from_wire(delivery.fields)
        except MalformedEvent as error:
            self._put_aside(delivery, "unreadable", str(error))
            return True
        stored = self._stored(event, delivery)
        if stored is not None:
            self._listener(stored)
        return True

    def take(self, event: AnyEvent) -> None:
        """Store an event that comes by another way, and tell listeners. Errors as of `store`."""
        stored = self.store(event)
        if stored is not None:
            self._listener(stored)

    def _stored(self, event: AnyEvent, delivery: Delivery) -> StoredViolation | None:
        """2 and 3: what changed, None when nothing did or the event could not be stored (now, or ever)."""
        try:
            stored = self.store(event)
        except Unavailable:
            if isinstance(event, ViolationOpened):
                self._held.add(event.id)
            self._consumer.give_back(delivery)
            raise
        except InvalidInput as error:
            self._put_aside(delivery, "refused", str(error))
            return None
        except (NotFound, DataError, IntegrityError) as error:
            self._not_now(event, delivery, error)
            return None
        self._held.discard(event.id)
        self._consumer.done(delivery)
        return stored

    def _not_now(self, event: AnyEvent, delivery: Delivery, error: Exception) -> None:
        """It rests and comes again; put aside in the end, unless it only waits for its beginning."""
        if isinstance(event, ViolationUpdated | ViolationClosed) and event.violation_id in self._held:
            self._consumer.give_back(delivery)
        elif delivery.deliveries >= MAX_DELIVERIES:
            code, reason = "refused", "The database refuses it."
            if isinstance(error, NotFound):
                code, reason = error.code, error.message
            self._held.discard(event.id)
            self._put_aside(delivery, code, reason)

    def store(self, event: AnyEvent) -> StoredViolation | None:
        """Store the event and say what changed; None when nothing did (it is known already) or nobody is told."""
        self._require_camera(event)
        if isinstance(event, ViolationOpened):
            return self._open(event)
        if isinstance(event, ViolationUpdated):
            return self._update(event)
        if isinstance(event, ViolationClosed):
            return self._close(event)
        with self._database.writing() as session:
            camera_changes.add(session, event)
        return None

    def _require_camera(self, event: AnyEvent) -> None:
        with self._database.reading() as session:
            camera = cameras.find(session, event.company_id, event.camera_id, removed_too=True)
        if camera is None or camera.site_id != event.site_id:
            raise NotFound(
                f"Company {event.company_id} has no camera {event.camera_id} at site {event.site_id}.",
                code="unknown_camera",
            )

    def _open(self, event: ViolationOpened) -> StoredViolation | None:
        with self._database.reading() as session:
            if violations.find(session, event.company_id, event.id) is not None:
                return None
        folder = folder_of(event.company_id, event.camera_id, event.id, event.opened_at)
        crop = self._evidence.write(folder, "crop.jpg", event.crop)
        wide = self._evidence.write(folder, "wide.jpg", event.wide)
        with self._database.writing() as session:
            if violations.find(session, event.company_id, event.id) is not None:
                return None
            camera = cameras.find(session, event.company_id, event.camera_id, removed_too=True)
            row = Violation(
                id=event.id,
                company_id=event.company_id,
                site_id=event.site_id,
                camera_id=event.camera_id,
                item=event.item,
                opened_at=event.opened_at,
                confidence=event.confidence,
                box=list(event.box),
                model=event.model,
                picture_event_id=event.id,
                crop_key=crop.key,
                wide_key=wide.key,
                crop_sha256=crop.sha256,
                wide_sha256=wide.sha256,
                demo=camera is not None and camera.demo,
                pictures_bytes=len(event.crop) + len(event.wide),
            )
            session.add(row)
            self._write_meta(row)
        return StoredViolation("opened", event.company_id, event.id, event.camera_id, event.item, event.decided_at)

    def _update(self, event: ViolationUpdated) -> StoredViolation | None:
        with self._database.reading() as session:
            row = _violation(session, event.company_id, event.violation_id)
        if event.id <= row.picture_event_id:  # UUIDv7: in the order of time
            return None
        if row.pictures_removed_at is not None:  # what retention removed does not come back
            return None
        folder = folder_of(row.company_id, row.camera_id, row.id, row.opened_at)
        crop = self._evidence.write(folder, f"crop.{event.id}.jpg", event.crop)
        wide = self._evidence.write(folder, f"wide.{event.id}.jpg", event.wide)
        with self._database.writing() as session:
            row = _violation(session, event.company_id, event.violation_id)
            if event.id <= row.picture_event_id:  # another process was faster, perhaps with this very event
                return None
            replaced = [row.crop_key, row.wide_key]
            _take_pictures(row, event, crop, wide)
            self._write_meta(row)
        for key in replaced:
            self._evidence.remove(key)
        return StoredViolation("updated", event.company_id, event.violation_id)

    def _close(self, event: ViolationClosed) -> StoredViolation | None:
        with self._database.writing() as session:
            row = _violation(session, event.company_id, event.violation_id)
            if row.closed_at is not None:
                return None
            row.closed_at = event.at
            row.close_reason = event.reason
        return StoredViolation("closed", event.company_id, event.violation_id)

    def _write_meta(self, row: Violation) -> None:
        """Before the commit: a file that is refused takes the row back with it."""
        meta = {
            "id": row.id,
            "company_id": row.company_id,
            "site_id": row.site_id,
            "camera_id": row.camera_id,
            "item": row.item,
            "opened_at": format_time(row.opened_at),
            "confidence": row.confidence,
            "box": row.box,
            "model": row.model,
            "pictures": {row.crop_key: row.crop_sha256, row.wide_key: row.wide_sha256},
        }
        self._evidence.write_meta(folder_of(row.company_id, row.camera_id, row.id, row.opened_at), meta)

    def _put_aside(self, delivery: Delivery, code: str, reason: str) -> None:
        """Keep it where an administrator finds it, then take it out of the stream. A crash between repeats both."""
        context = {"event_id": delivery.event_id} if delivery.event_id else {}
        log.error("event entry %s cannot be stored and is put aside: %s", delivery.entry_id, reason, extra=context)
        with self._database.writing() as session:
            dead_letters.add(session, delivery.fields, code=code, reason=reason, at=self._clock())
        self._consumer.done(delivery)


def _violation(session: Session, company_id: int, violation_id: str) -> Violation:
    row = violations.find(session, company_id, violation_id)
    if row is None:
        raise NotFound(f"The violation {violation_id} was never opened.", code="never_opened")
    return row


def _take_pictures(row: Violation, event: ViolationUpdated, crop: StoredPicture, wide: StoredPicture) -> None:
    row.picture_event_id = event.id
    row.confidence = event.confidence
    row.box = list(event.box)
    row.pictures_bytes = len(event.crop) + len(event.wide)
    row.crop_key, row.crop_sha256 = crop.key, crop.sha256
    row.wide_key, row.wide_sha256 = wide.key, wide.sha256
