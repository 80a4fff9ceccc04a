"""Live pictures with their boxes in one message, so that boxes never lag behind the picture.

The message is a 4-byte big-endian length, that many bytes of JSON (`LiveFrame` without the JPEG), then the JPEG.
It is published on the camera's channel while there are viewers, and stored nowhere.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from typing import Any

from backend.adapters.redis.connection import RedisClient

WATCH_EXPIRES_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePerson:
    """A tracked person as the viewer sees them. `box` is x1, y1, x2, y2 as fractions of the picture.

    `items` gives a verdict per required item: `worn`, `missing` or `cannot_tell`.
    """

    id: int
    box: tuple[float, float, float, float]
    items: dict[str, str]
    violation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFrame:
    """One picture and the people in it. `at` is ISO 8601 UTC; `judged` is false when nothing was detected in it."""

    camera_id: int
    seq: int
    at: str
    width: int
    height: int
    people: tuple[LivePerson, ...]
    judged: bool
    jpeg: bytes
    mode: str = "detect"
    """What the camera did. In mode `stream`, viewers that can play its video get that instead."""

    def header(self) -> dict[str, Any]:
        """Everything but the picture, ready for JSON."""
        body = asdict(self)
        del body["jpeg"]
        return body


def encode(frame: LiveFrame) -> bytes:
    """The message for Redis."""
    header = json.dumps(frame.header(), separators=(",", ":")).encode()
    return struct.pack(">I", len(header)) + header + frame.jpeg


def decode(message: bytes) -> LiveFrame:
    """The inverse of `encode`. ValueError when it is no such message."""
    if len(message) < 4:
        raise ValueError("a live message has at least 4 bytes")
    (length,) = struct.unpack(">I", message[:4])
    body: dict[str, Any] = json.loads(message[4 : 4 + length])
    people = tuple(LivePerson(**{**p, "box": tuple(p["box"])}) for p in body.pop("people"))
    return LiveFrame(**body, people=people, jpeg=message[4 + length :])


def publish(redis: RedisClient, frame: LiveFrame) -> None:
    """Send the frame to the viewers."""
    redis.publish(redis.names.live_channel(frame.camera_id), encode(frame))


def keep_watching(redis: RedisClient, camera_id: int) -> None:
    """Announce a viewer of pictures for the next 10 seconds."""
    redis.set(redis.names.watch(camera_id), b"1", ex=WATCH_EXPIRES_SECONDS)


def keep_watching_video(redis: RedisClient, camera_id: int) -> None:
    """Announce a viewer that can play video for the next 10 seconds."""
    redis.set(redis.names.watch_video(camera_id), b"1", ex=WATCH_EXPIRES_SECONDS)


def watched(redis: RedisClient, camera_id: int) -> tuple[bool, bool]:
    """Whether the camera has viewers of pictures, and viewers that can play video."""
    pictures, video = redis.mget([redis.names.watch(camera_id), redis.names.watch_video(camera_id)])
    return pictures is not None, video is not None
