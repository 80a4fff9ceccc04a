"""A place that only one process can hold, so that no camera ever has two workers.

A lock on a file, which the system gives back whatever way its holder ends. A process that waits for it reports so by
touching a file beside it; a holder whose supervisor has died then makes room for one that is looked after.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event

WANTED_SECONDS = 5.0
"""How long a wish for the place holds. Longer than the pause between two tries; shorter than a wish is worth."""
PAUSE_SECONDS = 0.5


class ProcessLock:
    """The place `name` in `folder`. Held until `release` or the end of this process."""

    def __init__(self, folder: Path, name: str, *, parent: Callable[[], int] = os.getppid) -> None:
        self._file = folder / f"{name}.lock"
        self._wish = folder / f"{name}.wanted"
        self._parent = parent
        self._parent_at_first = parent()
        self._handle: int | None = None

    def try_take(self) -> bool:
        """Take the lock if it is free. OSError when the folder cannot be written."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            self._wish.touch()
            return False
        with suppress(FileNotFoundError):
            self._wish.unlink()
        self._handle = handle
        return True

    def take(self, stop: Event, *, seconds: float) -> bool:
        """Wait for the place for so long; False when it was not to be had, or `stop` was set first."""
        end = time.monotonic() + seconds
        while not stop.is_set():
            if self.try_take():
                return True
            if time.monotonic() >= end:
                return False
            stop.wait(PAUSE_SECONDS)
        return False

    def hand_on(self, note: str) -> None:
        """Let the program that this process becomes hold the place; `handed_on` reads the note."""
        if self._handle is not None:
            os.truncate(self._handle, 0)
            os.pwrite(self._handle, f"{os.getpid()} {note}".encode(), 0)
            os.set_inheritable(self._handle, True)

    def release(self) -> None:
        """Give the place back."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    @property
    def must_yield(self) -> bool:
        """Whether this process has lost its supervisor and another one waits for the lock."""
        return self._parent() != self._parent_at_first and self.is_wanted

    @property
    def is_wanted(self) -> bool:
        """Whether another one waits for the place."""
        try:
            wished_at = self._wish.stat().st_mtime
        except OSError:
            return False
        return abs(time.time() - wished_at) < WANTED_SECONDS


def handed_on(folder: Path, name: str) -> tuple[int, str]:
    """The number of the process that handed on this place last, and its note; 0 when none did."""
    try:
        number, _, note = (folder / f"{name}.lock").read_text().partition(" ")
        return int(number), note
    except (OSError, ValueError):
        return 0, ""
