"""The workers' side of the way to the inference server: a reference there, an answer back, over Redis. The server's
side is `queue`.

Each lane (a camera's requests of one task) has one place in which its newest request waits, so a busy server never
builds up a queue: a newer frame replaces the older one. A worker waits for its answer for a bounded time and then goes
on; the frame is counted as dropped.
"""

from __future__ import annotations

import time
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from redis.client import Pipeline

from backend.adapters.inference.frame_store import FrameWriter
from backend.adapters.inference.request import REPLY_EXPIRES_SECONDS, SEQUENCE, Request
from backend.adapters.machine import clock
from backend.adapters.redis.connection import RedisClient
from backend.core.errors import Unavailable
from backend.core.inference.inputs import CropsInput, FrameInput, ModelInput
from backend.core.inference.lane import Lane
from backend.core.inference.tasks import Task
from backend.core.ppe.inference_tasks import CROPS, PPE
from backend.core.vision.detections import Detections

A = TypeVar("A")


class InferenceClient:
    """One worker's way to the server. One request at a time."""

    def __init__(self, redis: RedisClient, camera_id: int, nonce: str, frames: FrameWriter | None) -> None:
        """`nonce` names this process, so that it never takes an answer that was meant for its predecessor.

        Frames that `frames` cannot take, or all without it, travel through Redis: slower, with the same result.
        """
        self._redis = redis
        self._camera_id = camera_id
        self._nonce = nonce
        self._frames = frames
        self._sequence = 0
        self._boot = clock.boot()

    def ask(self, task: Task[A], given: ModelInput, timeout_seconds: float) -> A:
        """The answer of the server's model for the task.

        Unavailable when no answer came in time, as for a task that the server does not know. Redis errors are raised.
        """
        self._sequence += 1
        pipe = self._redis.pipeline(transaction=False)
        request = self._request(task, given, timeout_seconds, in_redis=self._put(pipe, task, given))
        pipe.hset(self._redis.names.inference_pending, Lane(self._camera_id, task.lane).key, request.to_wire())
        pipe.lpush(self._redis.names.inference_wake, b"1")
        pipe.ltrim(self._redis.names.inference_wake, 0, 0)
        pipe.execute()
        return task.decode(self._reply(timeout_seconds))

    def detect(self, picture: NDArray[np.uint8], width: int, height: int, timeout_seconds: float) -> Detections:
        """What is in the picture (side, side, 3), in the pixels of the original of `width` and `height`. See `ask`."""
        return self.ask(PPE, FrameInput(picture=picture, width=width, height=height), timeout_seconds)

    def classify_crops(
        self, crops: NDArray[np.uint8], kinds: NDArray[np.int64], timeout_seconds: float
    ) -> NDArray[np.float32]:
        """(P, 7) scores and corrections of crops (P, side, side, 3) of these kinds (P,). See `ask`."""
        return self.ask(CROPS, CropsInput(crops=crops, kinds=kinds), timeout_seconds)

    def _put(self, pipe: Pipeline, task: Task[A], given: ModelInput) -> bool:
        """Put the pixels where the server finds them. Returns whether that is Redis."""
        frames = self._frames
        if isinstance(given, FrameInput) and frames is not None and frames.takes(task.lane, given.side):
            frames.write(self._sequence, given.picture)
            return False
        pixels = given.picture if isinstance(given, FrameInput) else given.crops
        key = self._redis.names.inference_pixels(task.input, self._camera_id, self._nonce)
        pipe.set(key, SEQUENCE.pack(self._sequence) + pixels.tobytes(), ex=REPLY_EXPIRES_SECONDS)
        return True

    def _request(self, task: Task[A], given: ModelInput, patience: float, *, in_redis: bool) -> Request:
        width, height = (given.width, given.height) if isinstance(given, FrameInput) else (given.side, given.side)
        return Request(
            task=task.name,
            camera_id=self._camera_id,
            nonce=self._nonce,
            sequence=self._sequence,
            width=width,
            height=height,
            side=given.side,
            in_redis=in_redis,
            kinds=tuple(given.kinds.tolist()) if isinstance(given, CropsInput) else (),
            asked_at=time.monotonic(),
            patience_seconds=patience,
            boot=self._boot,
        )

    def _reply(self, timeout_seconds: float) -> bytes:
        """The answer to the request of this sequence number; answers to earlier ones are dropped."""
        key = self._redis.names.inference_reply(self._camera_id, self._nonce)
        while True:
            reply: tuple[bytes, bytes] | None = self._redis.brpop([key], timeout=timeout_seconds)  # type: ignore[assignment]
            if reply is None:
                raise Unavailable("The inference server did not answer in time.", code="inference_timeout")
            (sequence,) = SEQUENCE.unpack_from(reply[1])
            if sequence == self._sequence:
                return reply[1][SEQUENCE.size :]
