"""Reads a camera's stored tracks, newest first, within a limit."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend.adapters.database.repositories.observations import tracks
from backend.core.track_history.samples import StoredPart

MOST_PARTS = 100_000
"""Parts of tracks, each at most a minute of a person. More: an answer takes longer than five seconds."""
STRETCH = timedelta(days=1)
"""How much is read at once; other requests are answered in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTracks:
    """What was read."""

    parts: tuple[StoredPart, ...]
    since: datetime
    """Later than was asked when there was too much."""
    is_truncated: bool


def read_tracks(
    session: Session, company_id: int, camera_id: int, since: datetime, until: datetime, *, most: int = MOST_PARTS
) -> ReadTracks:
    """The parts that began within the window, oldest first."""
    found: list[StoredPart] = []
    ends = until
    while ends > since:
        begins = max(since, ends - STRETCH)
        rows = tracks.of_camera(session, company_id, camera_id, begins, ends, limit=most - len(found) + 1)
        found = [_part(*row) for row in rows] + found
        if len(found) > most:
            kept = found[-most:]
            return ReadTracks(parts=tuple(kept), since=_time(kept[0].since, since), is_truncated=True)
        ends = begins
        time.sleep(0)
    return ReadTracks(parts=tuple(found), since=since, is_truncated=False)


def _part(track_id: int, since: datetime, items: Sequence[str], width: int, height: int, packed: bytes) -> StoredPart:
    return StoredPart(
        track_id=track_id, since=since.timestamp(), items=tuple(items), width=width, height=height, packed=packed
    )


def _time(seconds: float, like: datetime) -> datetime:
    return datetime.fromtimestamp(seconds, like.tzinfo)
