"""Notifications for a camera's worker: a changed configuration, a viewer.

They save the worker's polling delay; a lost one costs at most a second.
"""

from __future__ import annotations

from threading import Event

from redis.exceptions import RedisError

from backend.adapters.redis.connection import RedisClient
from backend.adapters.redis.messages import MessageReader

CONFIG, WATCH, VIDEO, RETRY = "config", "watch", "video", "retry"
"""A changed configuration; a viewer of pictures; a viewer of video, who needs it from its beginning; open the source
now instead of after the wait."""


def notify(redis: RedisClient, camera_id: int, what: str) -> None:
    """Notify a camera's worker. One that does not listen polls within a second."""
    redis.publish(redis.names.camera_control(camera_id), what)


class CameraControl:
    """The worker's subscription. For one thread."""

    def __init__(self, redis: RedisClient, camera_id: int) -> None:
        self._redis = redis
        self._channel = redis.names.camera_control(camera_id)
        self._messages: MessageReader | None = None

    def wait(self, seconds: float, stop: Event) -> str:
        """The next notification, or "" after `seconds`. While Redis is not available, ""."""
        try:
            if self._messages is None:
                self._messages = MessageReader(self._redis, self._channel)
            message = self._messages.read(seconds)
        except RedisError:
            self._close()
            stop.wait(seconds)
            return ""
        return message.data.decode(errors="replace") if message is not None else ""

    def _close(self) -> None:
        messages, self._messages = self._messages, None
        if messages is not None:
            messages.close()
