"""Events on their way to Redis: written to disk first, sent, then taken off the disk.

So an event survives this process being killed at any moment, and Redis being away for as long as the disk holds.
Sending one twice does no harm: its id is the key under which it is stored. One file per event, sent in the order of
their names; one writer (a camera's worker) per folder.
"""

from __future__ import annotations

import json
import logging
import os
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from redis.exceptions import RedisError

from backend.core.errors import MalformedEvent, Unavailable
from backend.core.events import AnyEvent, from_wire, to_wire

log = logging.getLogger(__name__)
MOST_EVENTS = 5000
_LENGTH = struct.Struct(">I")
Send = Callable[[AnyEvent], None]


class EventJournal:
    """One camera's outgoing events. Thread-safe."""

    def __init__(self, folder: Path, send: Send) -> None:
        """`send` raises RedisError or Unavailable when the event cannot go now."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._send = send
        self._lock = Lock()
        self._unsaved: dict[int, AnyEvent] = {}
        for unfinished in folder.glob("*.part"):
            unfinished.unlink()
        self._next = max(self._numbers(), default=0) + 1

    def add(self, event: AnyEvent) -> bool:
        """Keep the event; it is on disk when this returns. A disk that takes nothing leaves it in memory, loudly.

        At the limit of `MOST_EVENTS` it is refused: False, and an error in the log. What was decided first is kept.
        """
        with self._lock:
            if len(self._numbers()) >= MOST_EVENTS:
                log.error("the journal holds %d events: %s %s is lost", MOST_EVENTS, event.kind, event.id)
                return False
            number = self._next
            self._next += 1
            try:
                _write(self._path(number), _pack(to_wire(event)))
            except OSError as error:
                log.error("the journal cannot be written (%s): an event waits in memory only", error.strerror)
                self._unsaved[number] = event
            return True

    def flush(self) -> int:
        """Send what waits, oldest first, until one cannot go. Returns how many still wait."""
        with self._lock:
            numbers = self._numbers()
            for sent, number in enumerate(numbers):
                event = self._read(number)
                if event is None:
                    continue
                try:
                    self._send(event)
                except (RedisError, Unavailable):
                    return len(numbers) - sent
                if self._unsaved.pop(number, None) is None:
                    self._path(number).unlink()
            return 0

    def waiting(self) -> list[AnyEvent]:
        """The events that have not been sent, oldest first."""
        with self._lock:
            return [event for event in map(self._read, self._numbers()) if event is not None]

    def _numbers(self) -> list[int]:
        """What waits, on disk or in memory, in its order."""
        on_disk = (path.stem for path in self._folder.glob("*.event"))
        return sorted({*self._unsaved, *(int(stem) for stem in on_disk if stem.isdecimal() and len(stem) == 12)})

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:012d}.event"

    def _read(self, number: int) -> AnyEvent | None:
        """The event of this number; None when its file is broken, which is kept for whoever can read it."""
        if number in self._unsaved:
            return self._unsaved[number]
        path = self._path(number)
        try:
            return from_wire(_unpack(path.read_bytes()))
        except MalformedEvent as error:
            log.error("journal entry %s cannot be read (%s); it is kept as .broken", path.name, error)
            path.rename(path.with_suffix(".broken"))
            return None


def _write(path: Path, data: bytes) -> None:
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)  # half an event only takes room
        raise


def _pack(wire: dict[str, bytes]) -> bytes:
    names = json.dumps({name: len(data) for name, data in wire.items()}).encode()
    return _LENGTH.pack(len(names)) + names + b"".join(wire.values())


def _unpack(data: bytes) -> dict[str, bytes]:
    """The inverse of `_pack`. MalformedEvent for anything else."""
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
        raise MalformedEvent("the entry has not the length that it says")
    return wire
