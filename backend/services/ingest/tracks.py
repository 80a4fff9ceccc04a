"""Stores parts of tracks."""

from __future__ import annotations

import base64
import binascii

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories.observations import tracks
from backend.adapters.database.tables import StoredTrack
from backend.core.accounts.scope import Scope
from backend.core.errors import InvalidInput
from backend.core.events.sampled_batch import SampledBatch
from backend.core.events.track import TrackSummary
from backend.core.track_history.packing import record_of


class TrackHandlers:
    """One method for each kind."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def summaries(self, batch: SampledBatch) -> bool:
        """Store the parts that are not there. InvalidInput when one holds no samples."""
        rows = [_row(batch, event) for event in batch.events if isinstance(event, TrackSummary)]
        with self._database.writing(Scope.company(batch.company_id)) as session:
            return tracks.add_missing(session, rows) > 0


def _row(batch: SampledBatch, event: TrackSummary) -> StoredTrack:
    try:
        packed = base64.b64decode(event.samples, validate=True)
    except binascii.Error as error:
        raise InvalidInput("The samples of a track cannot be read.") from error
    if not packed or len(packed) % record_of(len(event.items)).itemsize:
        raise InvalidInput("The samples of a track do not fit its items.")
    return StoredTrack(
        id=event.id,
        company_id=batch.company_id,
        camera_id=batch.camera_id,
        track_id=event.track_id,
        since=event.since,
        until=event.until,
        items=event.items,
        width=event.width,
        height=event.height,
        packed=packed,
    )
