"""Keyed values of one camera: kept and sent again until the backend has acknowledged them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from redis.exceptions import RedisError

from backend.adapters.events import keyed_acknowledgements, stream
from backend.adapters.events.keyed_folder import KeyedFolder
from backend.adapters.redis.connection import RedisClient
from backend.core.errors import Unavailable
from backend.core.events.envelope import Event
from backend.core.events.event_id import next_id
from backend.core.events.kinds import Kinds

log = logging.getLogger(__name__)
SEND_AGAIN_SECONDS = 60.0
"""A value that was not acknowledged for so long is sent once more. Shorter repeats what a busy backend has not reached,
longer leaves a lost one missing."""


@dataclass(slots=True)
class _Value:
    event: Event
    size: int
    sent_at: float | None = None
    """Monotonic seconds; None when it waits to be sent."""


class KeyedOutbox:
    """The newest value of each key. Thread-safe; `flush` belongs to one thread."""

    def __init__(self, redis: RedisClient, folder: Path, kinds: Kinds, monotonic: Callable[[], float]) -> None:
        """What an earlier process left unacknowledged is sent again."""
        self._redis = redis
        self._folder = KeyedFolder(folder, kinds)
        self._kinds = kinds
        self._monotonic = monotonic
        self._lock = Lock()
        self._values = {key: _Value(event, size) for key, event, size in self._folder.read()}
        self._entries = Counter(value.event.kind for value in self._values.values())
        self._bytes: Counter[str] = Counter()
        for value in self._values.values():
            self._bytes[value.event.kind] += value.size
        self.refused = 0

    def put(self, event: Event) -> bool:
        """Replace the value of the event's key. A new key beyond the kind's limit is refused, logged and counted."""
        kind = self._kinds.of(event)
        if kind.key is None:
            raise ValueError(f"{kind.name} has no key")
        key, limits = f"{kind.name}:{kind.key(event)}", kind.limits
        with self._lock:
            before = self._values.get(key)
            too_many = limits.waiting is not None and self._entries[kind.name] >= limits.waiting
            too_large = limits.waiting_bytes is not None and self._bytes[kind.name] >= limits.waiting_bytes
            if before is None and (too_many or too_large):
                self.refused += 1
                log.error("%d values of %s wait: %s is lost", self._entries[kind.name], kind.name, key)
                return False
            if before is not None and event.id <= before.event.id:
                event = replace(event, id=next_id(before.event.id))  # newest id counts: it must sort behind
            size = self._folder.write(key, event)
            self._entries[kind.name] += before is None
            self._bytes[kind.name] += size - (before.size if before is not None else 0)
            self._values[key] = _Value(event, size)
            return True

    def flush(self, deadline: float) -> int:
        """One round; returns how many values are not acknowledged yet.

        1. What was acknowledged is forgotten. 2. What was never sent, or long ago, is sent until one cannot go.
        """
        with self._lock:
            values = dict(self._values)
        try:
            for camera_id in {value.event.camera_id for value in values.values()}:
                self._forget_acknowledged(camera_id)
            for key, value in values.items():
                if self._monotonic() >= deadline:
                    break
                self._send(key, value)
        except (RedisError, Unavailable):
            pass  # all of it stays and goes in a later round
        return len(self._values)

    def send_again(self) -> None:
        """Redis may have lost what it was sent: everything that was not acknowledged is sent once more."""
        with self._lock:
            for value in self._values.values():
                value.sent_at = None

    def _send(self, key: str, value: _Value) -> None:
        now = self._monotonic()
        if self._values.get(key) is not value or (
            value.sent_at is not None and now - value.sent_at < SEND_AGAIN_SECONDS
        ):
            return
        limits = self._kinds.of(value.event).limits
        stream.append_keyed(self._redis, key, value.event, max_entries=limits.stream_entries)
        value.sent_at = now

    def _forget_acknowledged(self, camera_id: int) -> None:
        acknowledged = keyed_acknowledgements.read(self._redis, camera_id)
        for key, event_id in acknowledged.items():
            with self._lock:
                value = self._values.get(key)
                if value is not None and value.event.id <= event_id:
                    del self._values[key]
                    self._entries[value.event.kind] -= 1
                    self._bytes[value.event.kind] -= value.size
                    self._folder.remove(key)
        keyed_acknowledgements.clear(self._redis, camera_id, list(acknowledged))
