"""Removes exposure and tracks whose time is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories.observations import exposure, tracks
from backend.core.accounts.scope import Scope

EXPOSURE_KEPT = timedelta(days=400)
"""Longer: a year can be compared with the one before. Two items need about 200 kB a day and camera."""
TRACKS_KEPT = timedelta(days=14)
"""Longer: rules are tried over more, and where people were is kept for longer than anybody needs to know."""
MOST_PARTS = 200_000
"""Parts of tracks of one camera, about 130 MB. More: one crowded camera fills the disk."""
BATCH = 1000
"""Rows per transaction. Larger: the ingest waits longer for its turn to write. Smaller: more commits."""


def remove_old(database: Database, *, at: datetime) -> int:
    """Everything that is due at `at`; how many rows. Unavailable when the database is away; again goes on from there.

    1. Exposure and 2. tracks whose time is over. 3. The oldest tracks of cameras that have too many.
    """
    removed = _all(database, lambda session: exposure.remove_older(session, at - EXPOSURE_KEPT, BATCH))
    removed += _all(database, lambda session: tracks.remove_older(session, at - TRACKS_KEPT, BATCH))
    with database.reading(Scope.installation()) as session:
        crowded = [camera_id for camera_id, parts in tracks.counted(session).items() if parts > MOST_PARTS]
    for camera_id in crowded:
        removed += _all(database, _beyond(camera_id))
    return removed


def _beyond(camera_id: int) -> Callable[[Session], int]:
    return lambda session: tracks.remove_beyond(session, camera_id, MOST_PARTS, BATCH)


def _all(database: Database, remove: Callable[[Session], int]) -> int:
    removed = 0
    while True:
        with database.writing(Scope.installation()) as session:
            found = remove(session)
        removed += found
        if found < BATCH:
            return removed
