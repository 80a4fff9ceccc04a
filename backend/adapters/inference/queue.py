"""The inference server's side of the way between workers and it: what waits, its pixels, the answers.

A request is taken out of its place before it is served, so one that ends this process does not return; its lane stays
recorded until the answer is sent, and the process's successor reads it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from backend.adapters.inference.frame_store import FrameGone, FrameReader
from backend.adapters.inference.request import REPLY_EXPIRES_SECONDS, SEQUENCE, Request
from backend.adapters.redis.connection import RedisClient
from backend.core.inference.inputs import CropsInput, FrameInput, ModelInput
from backend.core.inference.lane import Lane
from backend.core.inference.tasks import InputKind, Task

log = logging.getLogger(__name__)
DEATHS_EXPIRE_SECONDS = 7200
REPLIES_KEPT = 3
"""Answers that a worker has not taken; only the newest can still be waited for."""


class InferenceQueue:
    """What waits. Redis errors are raised."""

    def __init__(self, redis: RedisClient, frames: FrameReader) -> None:
        self._redis = redis
        self._frames = frames

    def waiting(self, timeout_seconds: float) -> dict[Lane, Request]:
        """The newest request of each lane, or none after `timeout_seconds`. They stay in their places."""
        return self._pending() or self.after_next(timeout_seconds)

    def after_next(self, timeout_seconds: float) -> dict[Lane, Request]:
        """As `waiting`, after the next request has come; none when none comes in time."""
        woken = self._redis.brpop([self._redis.names.inference_wake], timeout=timeout_seconds)
        return {} if woken is None else self._pending()

    def claim(self, lanes: Sequence[Lane]) -> dict[Lane, Request]:
        """Take the lanes' newest requests; lanes without one are left out.

        The lanes are recorded as in progress until `done` or their answer.
        """
        pipe = self._redis.pipeline(transaction=True)
        for lane in lanes:
            pipe.hget(self._redis.names.inference_pending, lane.key)
        pipe.hdel(self._redis.names.inference_pending, *(lane.key for lane in lanes))
        pipe.set(self._redis.names.inference_in_progress, _joined(lanes))
        bodies: list[bytes | None] = pipe.execute()[: len(lanes)]
        found = {lane: Request.from_wire(body) for lane, body in zip(lanes, bodies, strict=True) if body is not None}
        return {lane: request for lane, request in found.items() if request is not None}

    def in_progress(self, lanes: Sequence[Lane]) -> None:
        """Record these lanes as in progress, in place of those before."""
        self._redis.set(self._redis.names.inference_in_progress, _joined(lanes))

    def done(self) -> None:
        """Nothing is in progress any more."""
        self._redis.delete(self._redis.names.inference_in_progress)

    def interrupted(self) -> list[Lane]:
        """The lanes that the predecessor was serving when it died; afterwards the record is empty."""
        value: bytes | None = self._redis.getdel(self._redis.names.inference_in_progress)  # type: ignore[assignment]
        return [Lane.parse(key) for key in value.decode().split(",") if key] if value is not None else []

    def deaths(self) -> dict[Lane, tuple[float, ...]]:
        """When the server died while it served each lane, wall time."""
        found: dict[bytes, bytes] = self._redis.hgetall(self._redis.names.inference_deaths)  # type: ignore[assignment]
        return {Lane.parse(key.decode()): tuple(json.loads(times)) for key, times in found.items()}

    def keep_deaths(self, lane: Lane, times: Sequence[float]) -> None:
        """Store a lane's."""
        self._redis.hset(self._redis.names.inference_deaths, lane.key, json.dumps(list(times)))
        self._redis.expire(self._redis.names.inference_deaths, DEATHS_EXPIRE_SECONDS)

    def pixels(self, lane: Lane, task: Task, request: Request) -> ModelInput:  # type: ignore[type-arg]
        """The request's input. FrameGone when a newer request has replaced it."""
        if task.input is InputKind.CROPS:
            return CropsInput(
                crops=self._in_redis(task, request, len(request.kinds)), kinds=np.array(request.kinds, np.int64)
            )
        if request.in_redis:
            (picture,) = self._in_redis(task, request, 1)
        else:
            picture = self._frames.read(lane, request.sequence, request.side)
        return FrameInput(picture=np.asarray(picture), width=request.width, height=request.height)

    def answer(self, request: Request, body: bytes, *, last: bool = True) -> None:
        """Send an answer. After the `last` one nothing is in progress any more."""
        key = self._redis.names.inference_reply(request.camera_id, request.nonce)
        pipe = self._redis.pipeline(transaction=False)
        pipe.lpush(key, SEQUENCE.pack(request.sequence) + body)
        pipe.ltrim(key, 0, REPLIES_KEPT)
        pipe.expire(key, REPLY_EXPIRES_SECONDS)
        if last:
            pipe.delete(self._redis.names.inference_in_progress)
        pipe.execute()

    def _pending(self) -> dict[Lane, Request]:
        places: dict[bytes, bytes] = self._redis.hgetall(self._redis.names.inference_pending)  # type: ignore[assignment]
        found: dict[Lane, Request] = {}
        unreadable = []
        for key, body in places.items():
            lane, request = _lane_of(key), Request.from_wire(body)
            if lane is None or request is None:
                unreadable.append(key)
            else:
                found[lane] = request
        if unreadable:  # of a worker of another version: it asks again
            log.warning("unreadable requests were dropped, in the places %s", unreadable)
            self._redis.hdel(self._redis.names.inference_pending, *unreadable)
        return found

    def _in_redis(self, task: Task, request: Request, count: int) -> NDArray[np.uint8]:  # type: ignore[type-arg]
        key = self._redis.names.inference_pixels(task.input, request.camera_id, request.nonce)
        value: bytes | None = self._redis.get(key)  # type: ignore[assignment]
        expected = SEQUENCE.size + count * request.side**2 * 3
        if value is None or len(value) != expected or SEQUENCE.unpack_from(value)[0] != request.sequence:
            raise FrameGone("The pixels in Redis have gone.")
        return np.frombuffer(value, np.uint8, offset=SEQUENCE.size).reshape(count, request.side, request.side, 3)


def _joined(lanes: Sequence[Lane]) -> str:
    return ",".join(lane.key for lane in lanes)


def _lane_of(key: bytes) -> Lane | None:
    try:
        return Lane.parse(key.decode())
    except ValueError:
        return None
