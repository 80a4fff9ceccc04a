"""A folder with one file per event: whole, or not there.

A file is its event's wire fields one after the other, with a table of their sizes in front.
"""

from __future__ import annotations

import json
import logging
import os
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from backend.core.errors import MalformedEvent
from backend.core.events.envelope import Event
from backend.core.events.head import head_of
from backend.core.events.kinds import KINDS, Kinds, from_wire
from backend.core.events.wire import to_wire

log = logging.getLogger(__name__)
_LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file's event kind, empty when that cannot be read, and its bytes."""

    kind: str
    size: int


class JournalFolder:
    """Events as files, by number. Not thread-safe; OSError when the disk refuses."""

    def __init__(self, folder: Path, kinds: Kinds = KINDS) -> None:
        """Unfinished files of an interrupted process are removed. A disk that refuses is noticed again when writing."""
        self._folder = folder
        self._kinds = kinds
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for unfinished in folder.glob("*.part"):
                unfinished.unlink(missing_ok=True)
        except OSError as error:
            log.error("the journal's folder cannot be used: %s", error.strerror)

    def files(self) -> dict[int, StoredFile]:
        """Every file by its number, in their order."""
        found: dict[int, StoredFile] = {}
        for path in sorted(self._folder.glob("*.event")):
            if path.stem.isdecimal() and len(path.stem) == 12:
                with suppress(FileNotFoundError):
                    found[int(path.stem)] = StoredFile(_kind_in(path), path.stat().st_size)
        return found

    def write(self, number: int, event: Event) -> int:
        """Store the event so that a power cut leaves it; its bytes."""
        data, path = pack(to_wire(event)), self._path(number)
        part = path.with_suffix(".part")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.rename(path)
            self._sync()
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)  # half an event only takes room
            raise
        return len(data)

    def read(self, number: int) -> Event:
        """The event of this number. MalformedEvent when its file is broken, FileNotFoundError when there is none."""
        return from_wire(unpack(self._path(number).read_bytes()), self._kinds)

    def remove(self, number: int) -> None:
        """Forget it. Gone already is fine."""
        with suppress(OSError):
            self._path(number).unlink(missing_ok=True)  # one that stays is sent once more by the next process

    def set_aside(self, number: int) -> None:
        """Keep a broken file for inspection."""
        path = self._path(number)
        with suppress(OSError):
            path.rename(path.with_suffix(".broken"))

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:012d}.event"

    def _sync(self) -> None:
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _kind_in(path: Path) -> str:
    """The kind of a file's event without reading its pictures; empty when it cannot be read."""
    try:
        with path.open("rb") as file:
            (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
            sizes: dict[str, int] = json.loads(file.read(length))
            before = 0
            for name, size in sizes.items():
                if name == "json":
                    file.seek(_LENGTH.size + length + before)
                    return head_of({b"json": file.read(size)}).kind or ""
                before += size
    except (OSError, struct.error, ValueError, TypeError, AttributeError, RecursionError):
        return ""
    return ""


def pack(wire: dict[str, bytes]) -> bytes:
    """The fields as one file's content."""
    names = json.dumps({name: len(data) for name, data in wire.items()}).encode()
    return _LENGTH.pack(len(names)) + names + b"".join(wire.values())


def unpack(data: bytes) -> dict[str, bytes]:
    """The inverse of `pack`. MalformedEvent for anything else."""
    try:
        (length,) = _LENGTH.unpack_from(data)
        sizes: dict[str, int] = json.loads(data[_LENGTH.size : _LENGTH.size + length])
        at = _LENGTH.size + length
        wire: dict[str, bytes] = {}
        for name, size in sizes.items():
            wire[name] = data[at : at + size]
            at += size
    except (struct.error, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise MalformedEvent(f"not a journal entry: {error}") from error
    if at != len(data):
        raise MalformedEvent("the entry is not as long as its table states")
    return wire
