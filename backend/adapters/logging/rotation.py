"""Keeps the logs from filling the disk: what has grown too large is copied aside and emptied.

PM2 holds each log open and appends to it (`O_APPEND`), so the file must stay and only its content may go: written on,
it goes on from its new end. What is written between the last byte copied and the emptying, a moment, is lost.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)
MOST_BYTES = 20 * 2**20
"""A log that is larger is rotated. Smaller: less history. Larger: slower to open."""
KEPT = 5
"""How many older parts are kept: `.1` is the newest. A log takes 120 MB at most."""
EVERY_SECONDS = 60.0
LEAST_FREE_BYTES = 100 * 2**20
"""With less free disk than this a log is emptied without a copy: room matters more than old lines."""


class LogRotation:
    """The logs (`*.log`) of some folders."""

    def __init__(
        self,
        folders: Iterable[Path],
        *,
        most_bytes: int = MOST_BYTES,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folders = tuple(folders)
        self._most_bytes = most_bytes
        self._monotonic = monotonic
        self._looked_at = float("-inf")

    def step(self) -> bool:
        """Once a minute: rotate what is too large; returns whether anything was. A disk that refuses is logged."""
        if self._monotonic() - self._looked_at < EVERY_SECONDS:
            return False
        self._looked_at = self._monotonic()
        rotated = False
        for path in (path for folder in self._folders for path in sorted(folder.glob("*.log"))):
            try:
                if path.stat().st_size > self._most_bytes:
                    rotate(path)
                    rotated = True
            except OSError as error:
                log.error("%s cannot be rotated: %s", path.name, error.strerror)
        return rotated


def rotate(path: Path) -> None:
    """Take a log's content aside.

    1. Shift the older parts; the oldest goes. 2. Copy the log to `.1`. 3. Empty it. OSError when the disk refuses.
    """
    for number in range(KEPT, 0, -1):
        with suppress(FileNotFoundError):
            part(path, number).replace(part(path, number + 1))
    part(path, KEPT + 1).unlink(missing_ok=True)
    if shutil.disk_usage(path.parent).free < LEAST_FREE_BYTES:
        log.warning("the disk is nearly full: %s is emptied without a copy", path.name)
        os.truncate(path, 0)
        return
    with path.open("rb") as source, part(path, 1).open("wb") as copy:
        shutil.copyfileobj(source, copy, 2**20)  # to the end as it is then, whatever was written meanwhile
        os.truncate(path, 0)


def part(path: Path, number: int) -> Path:
    """The name of an older part of a log."""
    return path.with_name(f"{path.name}.{number}")
