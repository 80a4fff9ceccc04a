"""A file that only takes room, and gives it back when a disk is full: the database needs some to note what is removed.

Without it, a disk that something else has filled could never be emptied: rows come first, and a row cannot be written.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

NAME = "ballast"
BYTES = 32 * 1024 * 1024
"""Smaller: the database may not have room for a batch. Larger: it only takes room."""


class Ballast:
    """The file of one folder."""

    def __init__(self, folder: Path, *, size: int = BYTES) -> None:
        self._file = folder / NAME
        self._size = size

    def drop(self) -> bool:
        """Give the room back. Says whether there was any."""
        try:
            self._file.unlink()
        except OSError:
            return False
        return True

    def take(self) -> bool:
        """Take room that is really there, not a file with holes. False, and no file, when the disk refuses."""
        if self._is_whole():
            return True
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._file, os.O_CREAT | os.O_WRONLY, 0o600)
            try:
                os.posix_fallocate(handle, 0, self._size)
            finally:
                os.close(handle)
        except OSError:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            return False
        return True

    @property
    def missing_bytes(self) -> int:
        """What it will take when it is taken again: room that is free only for now."""
        return 0 if self._is_whole() else self._size

    def _is_whole(self) -> bool:
        try:
            return self._file.stat().st_size >= self._size
        except OSError:
            return False
