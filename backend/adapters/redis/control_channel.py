"""Listens to the control channel, so that a change takes effect at once, not at the next regular reading."""

from __future__ import annotations

import time
from threading import Event

from redis.client import PubSub
from redis.exceptions import RedisError

from backend.adapters.redis.connection import RedisClient


class ControlChannel:
    """A pause that ends early when something is announced. Without Redis it is a pause like any other."""

    def __init__(self, redis: RedisClient, stop: Event) -> None:
        self._redis = redis
        self._stop = stop
        self._pubsub: PubSub | None = None

    def rest(self, seconds: float) -> None:
        """Wait for so long, or until something is announced or `stop` is set. What came meanwhile counts as one."""
        end = time.monotonic() + seconds
        try:
            pubsub = self._subscribed()
            while not self._stop.is_set() and (left := end - time.monotonic()) > 0:
                if pubsub.get_message(ignore_subscribe_messages=True, timeout=min(left, 0.25)) is not None:
                    while pubsub.get_message(ignore_subscribe_messages=True) is not None:
                        pass
                    return
        except RedisError:
            if self._pubsub is not None:
                self._pubsub.close()
                self._pubsub = None
            self._stop.wait(max(0.0, end - time.monotonic()))

    def _subscribed(self) -> PubSub:
        if self._pubsub is None:
            pubsub: PubSub = self._redis.pubsub()  # type: ignore[no-untyped-call]
            pubsub.subscribe(self._redis.names.control)
            self._pubsub = pubsub
        return self._pubsub
