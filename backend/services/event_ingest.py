"""Stores what workers report: each event once, through crashes at any step and outages of any part."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from backend.adapters.database import Database
from backend.adapters.event_stream import MAX_DELIVERIES, Delivery, EventConsumer
from backend.adapters.evidence_store import EvidenceStore, StoredPicture, folder_of
from backend.adapters.repositories import camera_changes, cameras, violations
from backend.adapters.tables import Violation
from backend.core.errors import InvalidInput, MalformedEvent, NotFound, Unavailable
from backend.core.events import (
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


class EventIngest:
    """The consumer's step and what it stores. `listener` is called after the commit and the acknowledgement."""

    def __init__(
        self,
        consumer: EventConsumer,
        database: Database,
        evidence: EvidenceStore,
        listener: Callable[[StoredViolation], None],
    ) -> None:
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

        When something is away at 2, the entry stays pending and is not counted as a failure of its own.
        """
        delivery = self._consumer.next(block_seconds=block_seconds)
        if delivery is None:
            return False
        if delivery.deliveries > MAX_DELIVERIES:
            self._bury(delivery, f"not stored in {MAX_DELIVERIES} deliveries")
            return True
        try:
            stored = self.store(from_wire(delivery.fields))
        except Unavailable:
            self._consumer.give_back(delivery)
            raise
        except (MalformedEvent, InvalidInput) as error:
            self._bury(delivery, str(error))
            return True
        except NotFound as error:
            if delivery.deliveries >= MAX_DELIVERIES:
                self._bury(delivery, str(error))
            return True
        self._consumer.done(delivery)
        if stored is not None:
            self._listener(stored)
        return True

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
            raise NotFound(f"Company {event.company_id} has no camera {event.camera_id} at site {event.site_id}.")

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
        return StoredViolation("opened", event.company_id, event.id)

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

    def _bury(self, delivery: Delivery, reason: str) -> None:
        log.error("event entry %s cannot be stored and is put aside: %s", delivery.entry_id, reason)
        self._consumer.bury(delivery, reason)


def _violation(session: Session, company_id: int, violation_id: str) -> Violation:
    row = violations.find(session, company_id, violation_id)
    if row is None:
        raise NotFound(f"The violation {violation_id} was never opened.")
    return row


def _take_pictures(row: Violation, event: ViolationUpdated, crop: StoredPicture, wide: StoredPicture) -> None:
    row.picture_event_id = event.id
    row.confidence = event.confidence
    row.box = list(event.box)
    row.pictures_bytes = len(event.crop) + len(event.wide)
    row.crop_key, row.crop_sha256 = crop.key, crop.sha256
    row.wide_key, row.wide_sha256 = wide.key, wide.sha256
