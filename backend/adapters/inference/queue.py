"""The inference server's side of the way between workers and it: who waits, their pixels, the answers.

A request is taken out of its place before it is looked at, so one that ends this process does not come back; whose it
was stays noted until the answer is sent, and the successor reads it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from redis import Redis

from backend.adapters.inference.frame_store import FrameGone, FrameReader
from backend.adapters.inference.link import REPLY_EXPIRES_SECONDS, SEQUENCE, Request
from backend.adapters.redis import keys as redis_keys
from backend.core.vision.boxes import Letterbox
from backend.core.vision.detections import Detections

log = logging.getLogger(__name__)
DEATHS_EXPIRE_SECONDS = 7200


class InferenceQueue:
    """What waits. Redis errors are raised."""

    def __init__(self, redis: Redis, frames: FrameReader) -> None:
        self._redis = redis
        self._frames = frames

    def waiting(self, timeout_seconds: float) -> list[Request]:
        """The newest request of each camera that waits, or none after `timeout_seconds`. They stay in their places."""
        found = self._waiting()
        if found or self._redis.brpop([redis_keys.INFERENCE_WAKE], timeout=timeout_seconds) is None:
            return found
        return self._waiting()

    def claim(self, camera_id: int) -> Request | None:
        """Take the camera's newest request, and note whose it is until `done` or the answer. None: it has gone."""
        pipe = self._redis.pipeline(transaction=True)
        pipe.hget(redis_keys.INFERENCE_PENDING, str(camera_id))
        pipe.hdel(redis_keys.INFERENCE_PENDING, str(camera_id))
        pipe.set(redis_keys.INFERENCE_LOOKING, camera_id)
        body: bytes | None = pipe.execute()[0]
        return _request_of(body) if body is not None else None

    def done(self) -> None:
        """Nothing is in hand any more."""
        self._redis.delete(redis_keys.INFERENCE_LOOKING)

    def left_behind(self) -> int | None:
        """The camera whose picture the predecessor had in hand when it died; None: it had none. Told once."""
        value: bytes | None = self._redis.getdel(redis_keys.INFERENCE_LOOKING)  # type: ignore[assignment]
        return int(value) if value is not None else None

    def deaths(self) -> dict[int, tuple[float, ...]]:
        """When the server died with each camera's picture in hand, wall time."""
        found: dict[bytes, bytes] = self._redis.hgetall(redis_keys.INFERENCE_DEATHS)  # type: ignore[assignment]
        return {int(camera): tuple(json.loads(times)) for camera, times in found.items()}

    def keep_deaths(self, camera_id: int, times: Sequence[float]) -> None:
        """Write a camera's down."""
        self._redis.hset(redis_keys.INFERENCE_DEATHS, str(camera_id), json.dumps(list(times)))
        self._redis.expire(redis_keys.INFERENCE_DEATHS, DEATHS_EXPIRE_SECONDS)

    def picture(self, request: Request) -> NDArray[np.uint8]:
        """The request's pixels (side, side, 3). FrameGone when a newer frame has taken their place."""
        if not request.in_redis:
            return self._frames.read(request.camera_id, request.sequence, request.side)
        (frame,) = self._in_redis(redis_keys.inference_frame(request.camera_id, request.nonce), request, 1)
        return np.asarray(frame)

    def crops(self, request: Request) -> NDArray[np.uint8]:
        """The crops to look at again, (P, side, side, 3). FrameGone when they have gone."""
        key = redis_keys.inference_crops(request.camera_id, request.nonce)
        return self._in_redis(key, request, len(request.kinds))

    def answer_again(self, request: Request, answers: NDArray[np.float32]) -> None:
        """Send what a second look saw, (P, 7)."""
        self._reply(request, np.ascontiguousarray(answers, np.float32).tobytes())

    def answer(self, request: Request, found: Detections) -> None:
        """Send what was found, given in model pixels, in the pixels of the original picture."""
        box = Letterbox(request.width, request.height, request.side)
        self._reply(request, Detections(box.to_picture(found.boxes), found.scores, found.classes).to_bytes())

    def _waiting(self) -> list[Request]:
        places: dict[bytes, bytes] = self._redis.hgetall(redis_keys.INFERENCE_PENDING)  # type: ignore[assignment]
        found = {camera: _request_of(body) for camera, body in places.items()}
        unreadable = [camera for camera, request in found.items() if request is None]
        if unreadable:  # of a worker of another version: it asks again
            log.warning("requests that cannot be read were thrown away, of cameras %s", unreadable)
            self._redis.hdel(redis_keys.INFERENCE_PENDING, *unreadable)
        return [request for request in found.values() if request is not None]

    def _in_redis(self, key: str, request: Request, count: int) -> NDArray[np.uint8]:
        value: bytes | None = self._redis.get(key)  # type: ignore[assignment]
        expected = SEQUENCE.size + count * request.side**2 * 3
        if value is None or len(value) != expected or SEQUENCE.unpack_from(value)[0] != request.sequence:
            raise FrameGone("The pixels in Redis have gone.")
        return np.frombuffer(value, np.uint8, offset=SEQUENCE.size).reshape(count, request.side, request.side, 3)

    def _reply(self, request: Request, body: bytes) -> None:
        key = redis_keys.inference_reply(request.camera_id, request.nonce)
        pipe = self._redis.pipeline(transaction=False)
        pipe.lpush(key, SEQUENCE.pack(request.sequence) + body)
        pipe.ltrim(key, 0, 3)
        pipe.expire(key, REPLY_EXPIRES_SECONDS)
        pipe.delete(redis_keys.INFERENCE_LOOKING)
        pipe.execute()


def _request_of(body: bytes) -> Request | None:
    try:
        fields: dict[str, Any] = json.loads(body)
        known = {name: value for name, value in fields.items() if name in Request.__dataclass_fields__}
        return Request(**{**known, "kinds": tuple(fields.get("kinds", ()))})
    except (ValueError, TypeError, AttributeError):
        return None
