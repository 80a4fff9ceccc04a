"""What a camera's worker reads once a second: configuration, detector, viewers.

All in one query of Redis. A value that has not changed is not decoded again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from backend.adapters.cameras import config as camera_config
from backend.adapters.inference import announcement
from backend.adapters.inference.announcement import InferenceInfo
from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraConfig

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """The current values."""

    config: CameraConfig | None
    """None when none is published: the camera was removed, or is off."""
    inference: InferenceInfo | None
    """None when no inference server runs."""
    wants_pictures: bool
    """There is a viewer of pictures."""
    wants_video: bool
    """There is a viewer who can play video."""


class _Kept(Generic[T]):
    """The last raw value and the decoded one."""

    def __init__(self, decode: Callable[[bytes], T]) -> None:
        self._decode = decode
        self._value: bytes | None = None
        self._decoded: T | None = None

    def decoded(self, value: bytes | None) -> T | None:
        if value != self._value:
            self._decoded = None if value is None else self._decode(value)
            self._value = value
        return self._decoded


class WorkerOrders:
    """Of one camera. For one thread."""

    def __init__(self, redis: RedisClient, camera_id: int) -> None:
        self._redis = redis
        self._keys = [
            redis.names.camera_config(camera_id),
            redis.names.inference_info,
            redis.names.watch(camera_id),
            redis.names.watch_video(camera_id),
        ]
        self._config = _Kept(camera_config.decode)
        self._inference = _Kept(announcement.decode_info)

    def read(self) -> Orders:
        """Read the current values.

        Raises RedisError; ValueError or TypeError for a malformed value.
        """
        values: list[bytes | None] = self._redis.mget(self._keys)  # type: ignore[assignment]
        config, inference, pictures, video = values
        return Orders(
            config=self._config.decoded(config),
            inference=self._inference.decoded(inference),
            wants_pictures=pictures is not None,
            wants_video=video is not None,
        )
