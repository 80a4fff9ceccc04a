"""What the plant's database and evidence hold at the end."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tests.chaos.verdict import StoredRow

COLUMNS = (
    "id, camera_id, opened_at, closed_at, picture_event_id, crop_key, crop_sha256, wide_key, wide_sha256, item, box"
)


def rows(database: Path, camera_ids: Collection[int]) -> list[StoredRow]:
    """The violations of these cameras."""
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute(f"SELECT {COLUMNS} FROM violations").fetchall()
    return [
        StoredRow(
            id=row[0],
            camera_id=row[1],
            person=round(datetime.fromisoformat(row[2]).replace(tzinfo=UTC).timestamp() * 1000),
            closed=row[3] is not None,
            picture_event_id=row[4],
            pictures=((row[5], row[6]), (row[7], row[8])),
            item=row[9],
            box=tuple(json.loads(row[10])),
        )
        for row in found
        if row[1] in camera_ids
    ]


def put_aside(database: Path) -> int:
    """How many events could not be stored."""
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM dead_letters").fetchone()[0])


def content(path: Path) -> bytes | None:
    """A picture; None when there is none."""
    return path.read_bytes() if path.is_file() else None
