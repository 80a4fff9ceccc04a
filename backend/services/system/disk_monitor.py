"""Monitors free space of the evidence and data disks and reports a level with hysteresis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from backend.adapters.machine import disk
from backend.adapters.machine.disk import Disk
from backend.core.errors import Unavailable
from backend.core.system.disk_level import Level, Reserve, level

Name = Literal["evidence", "data", "memory"]
"""The pictures; the database, the journals and the logs; frames on their way to the detector."""
SHARED_MEMORY_RESERVE = Reserve(64_000_000)


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder whose disk is monitored."""

    name: Name
    path: Path
    reserve: Reserve


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskState:
    """A disk and what of ours is on it. `disk` is None, and the level unknown, when it cannot be asked."""

    names: tuple[Name, ...]
    level: Level | Literal["unknown"]
    disk: Disk | None
    reserve: Reserve


class DiskMonitor:
    """The levels of the disks; remembers them between two readings."""

    def __init__(self, watched_folders: Sequence[WatchedFolder]) -> None:
        self._folders = watched_folders
        self._before: dict[int, Level] = {}

    def read(self) -> list[DiskState]:
        """Every disk once, whatever lies on it."""
        found: dict[int, tuple[Disk, list[WatchedFolder]]] = {}
        unknown = []
        for folder in self._folders:
            try:
                seen = disk.measure(folder.path)
            except Unavailable:
                unknown.append(DiskState(names=(folder.name,), level="unknown", disk=None, reserve=folder.reserve))
                continue
            found.setdefault(seen.device, (seen, []))[1].append(folder)
        return [self._state(seen, watched_folders) for seen, watched_folders in found.values()] + unknown

    def _state(self, seen: Disk, watched_folders: list[WatchedFolder]) -> DiskState:
        reserve = max((folder.reserve for folder in watched_folders), key=lambda one: one.bytes)
        now = level(seen.free_bytes, reserve, before=self._before.get(seen.device, "ok"))
        self._before[seen.device] = now
        return DiskState(names=tuple(folder.name for folder in watched_folders), level=now, disk=seen, reserve=reserve)


def watched_folders(
    *, evidence_dir: Path, data_dir: Path, shared_memory: Path, reserve: Reserve
) -> tuple[WatchedFolder, ...]:
    """Where Mandor writes. A machine without shared memory has one less."""
    found = [WatchedFolder("evidence", evidence_dir, reserve), WatchedFolder("data", data_dir, reserve)]
    if shared_memory.is_dir():
        found.append(WatchedFolder("memory", shared_memory, SHARED_MEMORY_RESERVE))
    return tuple(found)


def nothing_can_be_stored(state: DiskState) -> bool:
    """Whether evidence or what is known of it is at risk now."""
    return state.level in ("full", "unknown") and state.names != ("memory",)


def describe(state: DiskState) -> str:
    """A sentence for people about a disk that is not well."""
    what = " and ".join(_WHAT[name] for name in state.names)
    if state.disk is None:
        return f"The disk with {what} cannot be asked for its room."
    free = f"{state.disk.free_bytes / 1e9:.2f} GB are free, {state.reserve.bytes / 1e9:.2f} GB are wanted"
    if state.level == "full":
        return f"The disk with {what} is full: {free}. New violations may not be stored."
    return f"The disk with {what} is nearly full: {free}."


_WHAT: dict[Name, str] = {
    "evidence": "the evidence",
    "data": "the database",
    "memory": "the frames (/dev/shm)",
}
