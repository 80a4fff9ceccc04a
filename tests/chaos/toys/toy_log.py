"""What a scripted camera published of the toy kinds, in files that survive the process being killed.

One line for each value of the keyed kind, one byte for each event of the sampled kind; before it is published in one
file and after it in another, because a process may be killed between the two. No fsync: only processes are killed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ToyLog:
    """One camera's."""

    folder: Path
    camera_id: int

    def begin_tally(self, slot: int, value: int) -> None:
        """It is about to be published."""
        self._append("tallies.begun", f"{slot} {value}\n".encode())

    def end_tally(self, slot: int, value: int) -> None:
        """It was published."""
        self._append("tallies.published", f"{slot} {value}\n".encode())

    def begin_steps(self, count: int) -> None:
        """So many are about to be published."""
        self._append("steps.begun", bytes(count))

    def end_step(self) -> None:
        """One was published."""
        self._append("steps.published", bytes(1))

    def tallies(self, stage: str) -> dict[int, int]:
        """The last value of each slot; `stage` is `begun` or `published`."""
        path = self._path(f"tallies.{stage}")
        lines = path.read_text().splitlines() if path.exists() else []
        pairs = [line.split() for line in lines]
        return {int(pair[0]): int(pair[1]) for pair in pairs if len(pair) == 2}

    def steps(self, stage: str) -> int:
        """How many."""
        path = self._path(f"steps.{stage}")
        return path.stat().st_size if path.exists() else 0

    def _append(self, name: str, data: bytes) -> None:
        handle = os.open(self._path(name), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, data)
        finally:
            os.close(handle)

    def _path(self, name: str) -> Path:
        return self.folder / f"camera-{self.camera_id}.{name}"
