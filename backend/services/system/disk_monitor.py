"""Watches the disks that Mandor writes to, and says when one runs full before it is."""

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
class Place:
    """A folder to watch."""

    name: Name
    folder: Path
    reserve: Reserve


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskState:
    """A disk and what of ours is on it. `disk` is None, and the level unknown, when it cannot be asked."""

    names: tuple[Name, ...]
    level: Level | Literal["unknown"]
    disk: Disk | None
    reserve: Reserve


class DiskWatch:
    """The disks' levels, from one look to the next."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._before: dict[int, Level] = {}

    def look(self) -> list[DiskState]:
        """Every disk once, whatever lies on it."""
        found: dict[int, tuple[Disk, list[Place]]] = {}
        unknown = []
        for place in self._places:
            try:
                seen = disk.look(place.folder)
            except Unavailable:
                unknown.append(DiskState(names=(place.name,), level="unknown", disk=None, reserve=place.reserve))
                continue
            found.setdefault(seen.device, (seen, []))[1].append(place)
        return [self._state(seen, places) for seen, places in found.values()] + unknown

    def _state(self, seen: Disk, places: list[Place]) -> DiskState:
        reserve = max((place.reserve for place in places), key=lambda one: one.bytes)
        now = level(seen.free_bytes, reserve, before=self._before.get(seen.device, "ok"))
        self._before[seen.device] = now
        return DiskState(names=tuple(place.name for place in places), level=now, disk=seen, reserve=reserve)


def places(*, evidence_dir: Path, data_dir: Path, shared_memory: Path, reserve: Reserve) -> tuple[Place, ...]:
    """Where Mandor writes. A machine without shared memory has one less."""
    found = [Place("evidence", evidence_dir, reserve), Place("data", data_dir, reserve)]
    if shared_memory.is_dir():
        found.append(Place("memory", shared_memory, SHARED_MEMORY_RESERVE))
    return tuple(found)


def nothing_can_be_stored(state: DiskState) -> bool:
    """Whether evidence or what is known of it is at risk now."""
    return state.level in ("full", "unknown") and state.names != ("memory",)


def told(state: DiskState) -> str:
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
