"""A consistent copy of a SQLite database in use.

Its file alone is none: the newest rows are in the log beside it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def copy(file: Path, target: Path) -> bool:
    """Copy it, wholly or not at all; returns whether there was anything.

    One without tables is not copied.

    sqlite3.Error or OSError when it cannot be done.
    """
    unfinished = target.with_name(f"{target.name}.unfinished")
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True)) as source:
        if source.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            return False
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as made:
            source.backup(made)
            made.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    unfinished.replace(target)
    return True
