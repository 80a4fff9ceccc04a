"""Jobs for tests: they hang or fail as often as the test says, and leave a note each time that they are run."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def _attempt() -> int:
    """The number of this run, from 1; noted in the folder with the process's id."""
    folder = Path(os.environ["JOBS_NOTES"])
    number = len(list(folder.glob("run-*"))) + 1
    (folder / f"run-{number}").write_text(str(os.getpid()))
    return number


def hang_once() -> None:
    """Waits to be killed the first time."""
    if _attempt() == 1:
        signal.pause()


def fail_twice() -> None:
    """Fails at two attempts."""
    if _attempt() <= 2:
        raise OSError("the disk is on fire")
