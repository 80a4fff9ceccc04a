"""A camera's encoded video on its way to browsers: an initialisation, then parts of it, over the camera's channel.

A message is a 4-byte big-endian length, that many bytes of JSON, then the video. It is published while there are
viewers that can play it, and stored nowhere.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from typing import Any, Literal

from backend.adapters.redis.connection import RedisClient

_LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveVideo:
    """A piece of a camera's video."""

    camera_id: int
    kind: Literal["init", "part", "none"]
    """`none`: this camera's video cannot be played by a browser as it is; pictures can be had."""
    run: str
    """Which initialisation it belongs to."""
    number: int
    """Counts the parts of a run, from 0."""
    at: str
    """When its last picture arrived, ISO 8601 UTC."""
    mime: str = ""
    width: int = 0
    height: int = 0
    key: bool = False
    """It begins with a key frame."""
    data: bytes = b""

    def header(self) -> dict[str, Any]:
        """Everything but the video, ready for JSON."""
        body = asdict(self)
        del body["data"]
        return body


def encode(video: LiveVideo) -> bytes:
    """The message for Redis."""
    header = json.dumps(video.header(), separators=(",", ":")).encode()
    return _LENGTH.pack(len(header)) + header + video.data


def decode(message: bytes) -> LiveVideo:
    """The inverse of `encode`. ValueError or TypeError when it is no such message."""
    if len(message) < _LENGTH.size:
        raise ValueError("a video message has at least 4 bytes")
    (length,) = _LENGTH.unpack_from(message)
    body: dict[str, Any] = json.loads(message[_LENGTH.size : _LENGTH.size + length])
    return LiveVideo(**body, data=message[_LENGTH.size + length :])


def publish(redis: RedisClient, video: LiveVideo) -> None:
    """Send it to the viewers."""
    redis.publish(redis.names.video_channel(video.camera_id), encode(video))
