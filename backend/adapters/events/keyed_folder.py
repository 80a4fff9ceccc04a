"""Keyed values on the worker's disk, so that a restart sends them too: a file for each key, the newest value in it.

Written and renamed without fsync: it survives a killed process. What a power cut takes is the last seconds of it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from backend.adapters.events.journal_folder import pack, unpack
from backend.adapters.events.stream import KEY
from backend.core.errors import MalformedEvent
from backend.core.events.envelope import Event
from backend.core.events.kinds import KINDS, Kinds, from_wire
from backend.core.events.wire import to_wire

log = logging.getLogger(__name__)


class KeyedFolder:
    """One camera's values. Not thread-safe. What a full disk refuses is lost at a restart, with an error."""

    def __init__(self, folder: Path, kinds: Kinds = KINDS) -> None:
        self._folder = folder
        self._kinds = kinds
        self._refused = False

    def read(self) -> Iterator[tuple[str, Event, int]]:
        """Every key with its value and bytes. A broken file is kept as `.broken` in the folder above."""
        for path in sorted(self._folder.glob("*.event")):
            try:
                data = path.read_bytes()
                wire = unpack(data)
                yield wire[KEY].decode(), from_wire(wire, self._kinds), len(data)
            except OSError as error:
                log.error("keyed value %s cannot be read: %s", path.name, error.strerror)
            except (MalformedEvent, KeyError, ValueError) as error:
                log.error("keyed value %s cannot be read (%s); it is kept as .broken", path.name, error)
                with suppress(OSError):
                    path.rename(self._folder.parent / f"{path.stem}.broken")

    def write(self, key: str, event: Event) -> int:
        """Replace the key's value; its bytes."""
        data, path = pack({**to_wire(event), KEY: key.encode()}), self._path(key)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_bytes(data)
            part.rename(path)
            self._refused = False
        except OSError as error:
            if not self._refused:
                log.error("keyed values are in memory only: %s", error.strerror)
            self._refused = True
        return len(data)

    def remove(self, key: str) -> None:
        """Forget the key; without any, the folder goes too."""
        with suppress(OSError):
            self._path(key).unlink(missing_ok=True)
        with suppress(OSError):
            self._folder.rmdir()

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.event"
