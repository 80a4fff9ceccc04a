"""Numbers sampled events in a file that survives the process being killed, so that lost ones can be counted.

The file is mapped into memory: a number costs no system call and no fsync. A power cut may lose it; then counting
begins anew under another sequence.
"""

from __future__ import annotations

import logging
import mmap
import os
import secrets
import struct
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)
_LAYOUT = struct.Struct(">8sQ")
"""The sequence and the number that was given last."""


class EventCounter:
    """Numbers from 1, for one camera and kind. Not thread-safe. On a disk that refuses it counts in memory only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._map = self._open()
        self._sequence: bytes
        self._number: int
        self._sequence, self._number = _LAYOUT.unpack(self._map[:])
        if self._sequence == bytes(8):
            self._sequence, self._number = secrets.token_bytes(8), 0
        self._write()

    @property
    def sequence(self) -> str:
        """Which counting this is."""
        return self._sequence.hex()

    def next(self) -> int:
        """The next number."""
        self._number += 1
        self._write()
        return self._number

    def close(self) -> None:
        """Give back the file."""
        self._map.close()

    def _write(self) -> None:
        self._map[:] = _LAYOUT.pack(self._sequence, self._number)

    def _open(self) -> mmap.mmap:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            log.error("sampled events are numbered in memory only: %s", error.strerror)
            return mmap.mmap(-1, _LAYOUT.size)
        try:
            if os.fstat(handle).st_size != _LAYOUT.size:
                os.ftruncate(handle, 0)
                os.write(handle, bytes(_LAYOUT.size))  # real blocks: a hole on a full disk would kill the process
            return mmap.mmap(handle, _LAYOUT.size)
        except (OSError, ValueError) as error:
            log.error("sampled events are numbered in memory only: %s", error)
            return mmap.mmap(-1, _LAYOUT.size)
        finally:
            os.close(handle)


def remove(folder: Path, pattern: str) -> None:
    """Forget the counters of a camera that is gone."""
    for path in folder.glob(pattern):
        with suppress(OSError):
            path.unlink()
