"""One reader per watched camera, however many watch it. It starts with the first watcher and ends with the last.

Readers are threads; under gevent they are greenlets. Each survives Redis restarts.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from redis.exceptions import RedisError

from backend.adapters import live_frames, redis_keys
from backend.adapters.live_frames import LiveFrame
from backend.adapters.redis_connection import connect

log = logging.getLogger(__name__)
KEEP_WATCHING_SECONDS = 4.0
POLL_SECONDS = 1.0
BACK_OFF_SECONDS = (0.5, 1.0, 2.0, 5.0)
Watcher = Callable[[LiveFrame], None]


class LiveSubscription:
    """Who watches which camera. A watcher gets each frame in the reader's thread and must not wait."""

    def __init__(self, redis_url: str) -> None:
        self._redis_url = redis_url
        self._lock = threading.Lock()
        self._watchers: dict[int, dict[object, Watcher]] = {}

    def watch(self, camera_id: int, key: object, watcher: Watcher) -> None:
        """From now on, until `unwatch` with the same key."""
        with self._lock:
            watchers = self._watchers.get(camera_id)
            if watchers is not None:
                watchers[key] = watcher
                return
            watchers = self._watchers[camera_id] = {key: watcher}
        threading.Thread(target=self._read, args=(camera_id, watchers), name=f"live-{camera_id}", daemon=True).start()

    def unwatch(self, camera_id: int, key: object) -> None:
        """No longer. Nobody who did not watch is no error."""
        with self._lock:
            watchers = self._watchers.get(camera_id, {})
            watchers.pop(key, None)
            if not watchers:
                self._watchers.pop(camera_id, None)

    def close(self) -> None:
        """End all readers within a second or so."""
        with self._lock:
            self._watchers.clear()

    def _read(self, camera_id: int, watchers: dict[object, Watcher]) -> None:
        try:
            self._read_through_outages(camera_id, watchers)
        finally:  # should it ever die unexpectedly, the next watcher starts a new one
            with self._lock:
                if self._watchers.get(camera_id) is watchers:
                    del self._watchers[camera_id]

    def _read_through_outages(self, camera_id: int, watchers: dict[object, Watcher]) -> None:
        failures = 0
        while self._is_wanted(camera_id, watchers):
            started_at = time.monotonic()
            try:
                self._follow(camera_id, watchers)
            except RedisError as error:
                failures = 0 if time.monotonic() - started_at > BACK_OFF_SECONDS[-1] else failures + 1
                log.warning("live pictures of camera %s are interrupted: %s", camera_id, type(error).__name__)
                time.sleep(BACK_OFF_SECONDS[min(failures, len(BACK_OFF_SECONDS) - 1)])

    def _follow(self, camera_id: int, watchers: dict[object, Watcher]) -> None:
        """Until nobody watches any more, or until Redis fails."""
        redis = connect(self._redis_url)
        subscription = redis.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
        try:
            subscription.subscribe(redis_keys.live_channel(camera_id))
            told_at = float("-inf")
            while self._is_wanted(camera_id, watchers):
                if time.monotonic() - told_at >= KEEP_WATCHING_SECONDS:
                    live_frames.keep_watching(redis, camera_id)
                    told_at = time.monotonic()
                message = subscription.get_message(timeout=POLL_SECONDS)
                if message is not None:
                    self._deliver(camera_id, message["data"], watchers)
        finally:
            subscription.close()
            redis.close()

    def _deliver(self, camera_id: int, data: bytes, watchers: dict[object, Watcher]) -> None:
        try:
            frame = live_frames.decode(data)
        except (ValueError, KeyError, TypeError) as error:
            log.error("camera %s sent a live message that is none: %s", camera_id, type(error).__name__)
            return
        for watcher in list(watchers.values()):
            watcher(frame)

    def _is_wanted(self, camera_id: int, watchers: dict[object, Watcher]) -> bool:
        with self._lock:
            return self._watchers.get(camera_id) is watchers


class NewestFrame:
    """A watcher that keeps the newest frame for whoever waits for it."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._frame: LiveFrame | None = None

    def __call__(self, frame: LiveFrame) -> None:
        """A new frame replaces the one that nobody took."""
        with self._condition:
            self._frame = frame
            self._condition.notify()

    def take(self, *, timeout_seconds: float) -> LiveFrame | None:
        """The newest frame not taken yet, or None when none comes in time."""
        with self._condition:
            self._condition.wait_for(lambda: self._frame is not None, timeout=timeout_seconds)
            frame, self._frame = self._frame, None
            return frame
