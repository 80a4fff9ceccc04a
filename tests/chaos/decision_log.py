"""What a scripted camera decided, on disk before anything else: the truth that the database is compared with."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

What = Literal["opened", "updated", "closed"]
Stage = Literal["decided", "kept", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One decision. `decided` comes before the journal has it; `kept` after: from then on it must not be lost.

    A process that is killed between the two has promised nothing yet: such a decision may be stored or not.
    """

    what: What
    stage: Stage
    camera_id: int
    person: int
    """When the person came, milliseconds since the epoch: who they are, whatever the violation is called."""
    violation_id: str
    event_id: str
    crop: str = ""
    """SHA-256 of the picture; empty for an end."""
    wide: str = ""


class DecisionLogWriter:
    """Appends to one camera's log."""

    def __init__(self, path: Path) -> None:
        """A line that a killed process left half written is closed first."""
        self._file = path.open("ab", buffering=0)
        if path.stat().st_size:
            self._file.write(b"\n")

    def write(self, entry: Entry) -> None:
        """It is on disk when this returns."""
        self._file.write(json.dumps(asdict(entry)).encode() + b"\n")
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """No more entries."""
        self._file.close()


def read(paths: Iterable[Path]) -> list[Entry]:
    """Every whole line of these logs."""
    entries = []
    for path in paths:
        for line in path.read_bytes().split(b"\n") if path.exists() else []:
            try:
                entries.append(Entry(**json.loads(line)))
            except ValueError:  # an empty line, or half a one of a process that was killed
                continue
    return entries
