"""How much room a folder's disk has."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from backend.core.errors import Unavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """A disk as the system reports it. `device` identifies it."""

    device: int
    free_bytes: int
    total_bytes: int


def measure(folder: Path) -> Disk:
    """The disk that `folder` is on, or will be on once it is made. Unavailable when it cannot be read."""
    try:
        there = next(path for path in (folder, *folder.parents) if path.exists())
        usage = shutil.disk_usage(there)
        return Disk(device=there.stat().st_dev, free_bytes=usage.free, total_bytes=usage.total)
    except (OSError, StopIteration) as error:
        raise Unavailable(
            f"The disk of {folder.name} cannot be asked for its room.",
            code="disk_unavailable",
            hint="Check that it is mounted and readable.",
        ) from error
