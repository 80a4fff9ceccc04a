"""Listens to the control channel, so that a change takes effect at once, not at the next regular reading."""

from __future__ import annotations

import time
from threading import Event

from redis.exceptions import RedisError

from backend.adapters.redis.connection import RedisClient
from backend.adapters.redis.messages import MessageReader


class ControlChannel:
    """A pause that ends early when something is announced. Without Redis it is a pause like any other."""

    def __init__(self, redis: RedisClient, stop: Event) -> None:
        self._redis = redis
        self._stop = stop
        self._messages: MessageReader | None = None

    def rest(self, seconds: float) -> None:
        """Wait for so long, or until something is announced or `stop` is set. What came meanwhile counts as one."""
        end = time.monotonic() + seconds
        try:
            if self._messages is None:
                self._messages = MessageReader(self._redis, self._redis.names.control)
            while not self._stop.is_set() and (left := end - time.monotonic()) > 0:
                if self._messages.read(min(left, 0.25)) is not None:
                    while self._messages.read() is not None:
                        pass
                    return
        except RedisError:
            if self._messages is not None:
                self._messages.close()
                self._messages = None
            self._stop.wait(max(0.0, end - time.monotonic()))
