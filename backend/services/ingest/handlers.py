"""Which handler stores which kind of event. A new kind is a handler module beside this one and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from backend.adapters.database.connection import Database
from backend.adapters.evidence.store import EvidenceStore
from backend.core.events.camera import CAMERA_CHANGED
from backend.core.events.exposure import EXPOSURE_MINUTE
from backend.core.events.track import TRACK_SUMMARY
from backend.core.events.violation import (
    VIOLATION_CLOSED,
    VIOLATION_OPENED,
    VIOLATION_REOPENED,
    VIOLATION_UPDATED,
)
from backend.services.ingest.cameras import CameraHandlers
from backend.services.ingest.exposure import ExposureHandlers
from backend.services.ingest.tracks import TrackHandlers
from backend.services.ingest.violations import ViolationHandlers

Handler = Callable[[Any], bool]
"""Stores an event in one transaction and returns whether anything changed.

A durable or keyed kind's gets the event, a sampled kind's a `SampledBatch`. All may get the same one again. Errors:
Unavailable (it comes again and does not count), NotFound (it comes again, then it is put aside), InvalidInput (it is
put aside).
"""
Handlers = Mapping[str, Handler]
HandlersOf = Callable[[Database, EvidenceStore], Handlers]


def handlers_of(database: Database, evidence: EvidenceStore) -> Handlers:
    """The handlers of what Mandor itself publishes, by kind."""
    violations = ViolationHandlers(database, evidence)
    cameras = CameraHandlers(database)
    return {
        VIOLATION_OPENED.name: violations.opened,
        VIOLATION_UPDATED.name: violations.updated,
        VIOLATION_CLOSED.name: violations.closed,
        VIOLATION_REOPENED.name: violations.reopened,
        CAMERA_CHANGED.name: cameras.changed,
        EXPOSURE_MINUTE.name: ExposureHandlers(database).minute,
        TRACK_SUMMARY.name: TrackHandlers(database).summaries,
    }
