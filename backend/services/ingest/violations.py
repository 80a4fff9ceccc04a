"""Stores violations: pictures first, then the row in one transaction, so that no row points at nothing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras, violations
from backend.adapters.database.tables import Violation
from backend.adapters.evidence.store import EvidenceStore, StoredPicture, folder_of
from backend.core.accounts.scope import Scope
from backend.core.errors import NotFound
from backend.core.events.timestamps import format_time
from backend.core.events.violation import ViolationClosed, ViolationOpened, ViolationUpdated


class ViolationHandlers:
    """One method for each kind; each returns whether anything changed, and a repetition changes nothing."""

    def __init__(self, database: Database, evidence: EvidenceStore) -> None:
        self._database = database
        self._evidence = evidence

    def opened(self, event: ViolationOpened) -> bool:
        """A new violation with its pictures and its `meta.json`."""
        with self._database.reading(Scope.company(event.company_id)) as session:
            if violations.find(session, event.company_id, event.id) is not None:
                return False
        folder = folder_of(event.company_id, event.camera_id, event.id, event.opened_at)
        crop = self._evidence.write(folder, "crop.jpg", event.crop)
        wide = self._evidence.write(folder, "wide.jpg", event.wide)
        with self._database.writing(Scope.company(event.company_id)) as session:
            if violations.find(session, event.company_id, event.id) is not None:
                return False
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
        return True

    def updated(self, event: ViolationUpdated) -> bool:
        """A better picture; the ones that it replaces are removed after the commit."""
        with self._database.reading(Scope.company(event.company_id)) as session:
            row = _violation(session, event.company_id, event.violation_id)
        if event.id <= row.picture_event_id:  # UUIDv7: in the order of time
            return False
        if row.pictures_removed_at is not None:  # what retention removed does not come back
            return False
        folder = folder_of(row.company_id, row.camera_id, row.id, row.opened_at)
        crop = self._evidence.write(folder, f"crop.{event.id}.jpg", event.crop)
        wide = self._evidence.write(folder, f"wide.{event.id}.jpg", event.wide)
        with self._database.writing(Scope.company(event.company_id)) as session:
            row = _violation(session, event.company_id, event.violation_id)
            if event.id <= row.picture_event_id:  # another process was faster, perhaps with this very event
                return False
            replaced = [row.crop_key, row.wide_key]
            _take_pictures(row, event, crop, wide)
            self._write_meta(row)
        for key in replaced:
            self._evidence.remove(key)
        return True

    def closed(self, event: ViolationClosed) -> bool:
        """The end."""
        with self._database.writing(Scope.company(event.company_id)) as session:
            row = _violation(session, event.company_id, event.violation_id)
            if row.closed_at is not None:
                return False
            row.closed_at = event.at
            row.close_reason = event.reason
        return True

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
