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
from collections.abc import Callable, Iterator
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
        self._unsaved: list[AnyEvent] = []
        for unfinished in folder.glob("*.part"):
            unfinished.unlink()
        self._next = max((int(path.stem) for path in self._files()), default=0) + 1

    def add(self, event: AnyEvent) -> bool:
        """Keep the event; it is on disk when this returns. A disk that takes nothing leaves it in memory, loudly.

        At the limit of `MOST_EVENTS` it is refused: False, and an error in the log. What was decided first is kept.
        """
        with self._lock:
            if sum(1 for _ in self._files()) >= MOST_EVENTS:
                log.error("the journal holds %d events: %s %s is lost", MOST_EVENTS, event.kind, event.id)
                return False
            path = self._folder / f"{self._next:012d}.event"
            self._next += 1
            try:
                _write(path, _pack(to_wire(event)))
            except OSError as error:
                log.error("the journal cannot be written (%s): an event waits in memory only", error.strerror)
                self._unsaved.append(event)
            return True

    def flush(self) -> int:
        """Send what waits, oldest first, until one cannot go. Returns how many still wait."""
        with self._lock:
            waiting = sorted(self._files())
            for sent, path in enumerate(waiting):
                try:
                    event = from_wire(_unpack(path.read_bytes()))
                except (MalformedEvent, struct.error, ValueError) as error:
                    log.error("journal entry %s cannot be read (%s); it is kept as .broken", path.name, error)
                    path.rename(path.with_suffix(".broken"))
                    continue
                try:
                    self._send(event)
                except (RedisError, Unavailable):
                    return len(waiting) - sent
                path.unlink()
            while self._unsaved:
                try:
                    self._send(self._unsaved[0])
                except (RedisError, Unavailable):
                    return len(self._unsaved)
                del self._unsaved[0]
            return 0

    def waiting(self) -> Iterator[AnyEvent]:
        """The events that have not been sent."""
        with self._lock:
            for path in sorted(self._files()):
                try:
                    yield from_wire(_unpack(path.read_bytes()))
                except (MalformedEvent, struct.error, ValueError) as error:
                    log.error("journal entry %s cannot be read (%s)", path.name, error)

    def _files(self) -> Iterator[Path]:
        return self._folder.glob("*.event")


def _write(path: Path, data: bytes) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)


def _pack(wire: dict[str, bytes]) -> bytes:
    names = json.dumps({name: len(data) for name, data in wire.items()}).encode()
    return _LENGTH.pack(len(names)) + names + b"".join(wire.values())


def _unpack(data: bytes) -> dict[str, bytes]:
    (length,) = _LENGTH.unpack_from(data)
    sizes: dict[str, int] = json.loads(data[_LENGTH.size : _LENGTH.size + length])
    at = _LENGTH.size + length
    wire: dict[str, bytes] = {}
    for name, size in sizes.items():
        wire[name] = data[at : at + size]
        at += size
    if at != len(data):
        raise ValueError("the entry has not the length that it says")
    return wire
