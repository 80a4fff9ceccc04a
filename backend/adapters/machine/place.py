"""Where an installation runs: tells a data folder from a copy of it, on this machine or another."""

from __future__ import annotations

import hashlib
import socket
from dataclasses import dataclass
from pathlib import Path

from backend.adapters.machine import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`id` differs between a data folder and its copy; machine and folder are for people."""

    id: str
    machine: str
    folder: str


def place_of(data_dir: Path) -> Place:
    """The place of the data folder: this machine since its start, and the folder itself (device and inode).

    A container and its copy, with one path and one machine, differ by the folder. OSError when there is no folder.
    """
    folder = data_dir.resolve()
    status = folder.stat()
    marks = f"{clock.boot()} {folder} {status.st_dev} {status.st_ino}"
    return Place(
        id=hashlib.sha256(marks.encode()).hexdigest()[:16], machine=socket.gethostname() or "?", folder=str(folder)
    )
