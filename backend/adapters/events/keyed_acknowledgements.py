"""Tells a worker which of its keyed values are stored: the backend writes, the worker reads and clears.

The absence of a value from Redis is no acknowledgement: a Redis that lost its last second shows the same.
"""

from __future__ import annotations

from typing import Any

from backend.adapters.events.consumer import EventConsumer, StreamEntry
from backend.adapters.events.stream import KEY
from backend.adapters.redis.connection import RedisClient
from backend.core.events.head import head_of

EXPIRES_SECONDS = 3600
"""How long an acknowledgement is kept for a worker that is away. After that its worker sends once more."""


class KeyedConsumer(EventConsumer):
    """The backend's end of the keyed stream: what is done there is acknowledged to its worker."""

    def __init__(self, redis: RedisClient, *, name: str = "backend", retry_seconds: float = 2.0) -> None:
        super().__init__(redis, redis.names.events_keyed, name=name, retry_seconds=retry_seconds)

    def done(self, entry: StreamEntry) -> None:
        """Stored or put aside: its worker need not send it again."""
        head, key = head_of(entry.fields), entry.fields.get(KEY.encode())

        def acknowledge(pipe: Any) -> None:
            if head.camera_id is None or head.event_id is None or key is None:
                return
            name = self._redis.names.keyed_acknowledgements(head.camera_id)
            pipe.hset(name, key, head.event_id)
            pipe.expire(name, EXPIRES_SECONDS)

        self._finish(entry, acknowledge)


def read(redis: RedisClient, camera_id: int) -> dict[str, str]:
    """The id of the newest stored value, by key. Raises RedisError."""
    found: Any = redis.hgetall(redis.names.keyed_acknowledgements(camera_id))
    return {key.decode(): event_id.decode() for key, event_id in found.items()}


def clear(redis: RedisClient, camera_id: int, keys: list[str]) -> None:
    """These were read. Raises RedisError."""
    if keys:
        redis.hdel(redis.names.keyed_acknowledgements(camera_id), *keys)
