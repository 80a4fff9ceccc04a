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
from backend.core.events.violation import ViolationClosed, ViolationOpened, ViolationReopened, ViolationUpdated
from backend.core.rules.rule import SEVERITIES, known_id


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
                item=next(iter(event.all_items), None),
                items=list(event.all_items),
                rule_kind=event.rule_kind,
                rule_id=known_id(event.rule_id),
                rule_version=event.rule_version,
                rule_name=event.rule_name,
                zone_id=event.zone_id,
                zone_name=event.zone_name,
                severity=event.severity,
                track_id=event.track_id,
                camera_name=event.camera_name,
                site_name=event.site_name,
                decided_at=event.decided_at or event.at,
                opening=1,
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
        """Further items, and a better picture; the ones that it replaces are removed after the commit."""
        with self._database.reading(Scope.company(event.company_id)) as session:
            row = _violation(session, event.company_id, event.violation_id)
        added = not set(event.items) <= set(row.items) and self._add_items(event)
        added |= _rank(event.severity) > _rank(row.severity) and self._raise_severity(event)
        if event.id <= row.picture_event_id:  # UUIDv7: in the order of time
            return added
        if row.pictures_removed_at is not None:  # what retention removed does not come back
            return added
        folder = folder_of(row.company_id, row.camera_id, row.id, row.opened_at)
        crop = self._evidence.write(folder, f"crop.{event.id}.jpg", event.crop)
        wide = self._evidence.write(folder, f"wide.{event.id}.jpg", event.wide)
        with self._database.writing(Scope.company(event.company_id)) as session:
            row = _violation(session, event.company_id, event.violation_id)
            if event.id <= row.picture_event_id:  # another process was faster, perhaps with this very event
                return added
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
            if event.opening < row.opening or (event.opening == row.opening and row.closed_at is not None):
                return False
            row.opening = event.opening
            row.closed_at = event.at
            row.close_reason = event.reason
        return True

    def reopened(self, event: ViolationReopened) -> bool:
        """It goes on, unless this opening is known: it may have ended again."""
        with self._database.writing(Scope.company(event.company_id)) as session:
            row = _violation(session, event.company_id, event.violation_id)
            if event.opening <= row.opening:
                return False
            row.opening = event.opening
            row.closed_at = None
            row.close_reason = None
        return True

    def _add_items(self, event: ViolationUpdated) -> bool:
        with self._database.writing(Scope.company(event.company_id)) as session:
            row = _violation(session, event.company_id, event.violation_id)
            new = [item for item in event.items if item not in row.items]
            if not new:
                return False
            row.items = [*row.items, *new]
            if row.pictures_removed_at is None:
                self._write_meta(row)
        return True

    def _raise_severity(self, event: ViolationUpdated) -> bool:
        with self._database.writing(Scope.company(event.company_id)) as session:
            row = _violation(session, event.company_id, event.violation_id)
            if _rank(event.severity) <= _rank(row.severity):
                return False
            row.severity = event.severity
            if row.pictures_removed_at is None:
                self._write_meta(row)
        return True

    def _write_meta(self, row: Violation) -> None:
        """Before the commit: a file that is refused takes the row back with it."""
        meta = {
            "id": row.id,
            "company_id": row.company_id,
            "site_id": row.site_id,
            "camera_id": row.camera_id,
            "camera_name": row.camera_name,
            "site_name": row.site_name,
            "track_id": row.track_id,
            "item": row.item,
            "items": row.items,
            "rule": {
                "kind": row.rule_kind,
                "id": row.rule_id,
                "version": row.rule_version,
                "name": row.rule_name,
                "severity": row.severity,
            },
            "zone": {"id": row.zone_id, "name": row.zone_name},
            "opened_at": format_time(row.opened_at),
            "decided_at": None if row.decided_at is None else format_time(row.decided_at),
            "confidence": row.confidence,
            "box": row.box,
            "model": row.model,
            "pictures": {row.crop_key: row.crop_sha256, row.wide_key: row.wide_sha256},
        }
        self._evidence.write_meta(folder_of(row.company_id, row.camera_id, row.id, row.opened_at), meta)


def _rank(severity: str | None) -> int:
    """How severe; -1 when that is not known."""
    return next((place for place, known in enumerate(SEVERITIES) if known == severity), -1)


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
