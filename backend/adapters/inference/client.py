"""A worker's way to the detector: knows whether one is running, and how its frames travel."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from redis import Redis
from redis.exceptions import RedisError

from backend.adapters.inference.frame_store import FrameWriter
from backend.adapters.inference.link import InferenceClient, InferenceInfo
from backend.core.errors import Unavailable
from backend.core.inference.rate_control import DetectionPace
from backend.core.vision.detections import Detections

log = logging.getLogger(__name__)
DETECT_TIMEOUT_SECONDS = 1.0
REDIS_SECONDS = 1.5
"""Time limit of the connection over which is asked: longer than an answer is waited for, and no longer than a live
picture may stand still."""
DEFAULT_PER_SECOND = 5.0
AWAY_SECONDS = 8.0
"""Longer than the longest time without a look: a quiet scene asks the detector only every few seconds."""


class Detector:
    """The way to the inference server. Makes its frame store when it learns the model's input size."""

    def __init__(self, redis: Redis, camera_id: int, frames_dir: Path) -> None:
        """`redis` should give up quickly: whoever asks waits for it (see `REDIS_SECONDS`)."""
        self.info: InferenceInfo | None = None
        self.answered_at = time.monotonic()
        self._redis = redis
        self._camera_id = camera_id
        self._frames_dir = frames_dir
        self._nonce = secrets.token_hex(6)
        self._client: InferenceClient | None = None
        self._frames: FrameWriter | None = None
        self._side = 0
        self._server = 0
        self._wanted = DEFAULT_PER_SECOND
        self._pace = DetectionPace(self._wanted)

    @property
    def side(self) -> int:
        """The model's input size in pixels; 0 while no inference server runs, or it leaves this camera out."""
        return self.info.input_size if self.info is not None and not self.refuses else 0

    @property
    def refuses(self) -> bool:
        """Whether the server leaves this camera's pictures out, see `core.quarantine`."""
        return self.info is not None and self._camera_id in self.info.resting

    def ask_at_most(self, per_second: float) -> None:
        """The rate that is wanted; asking begins at it."""
        self._wanted = per_second
        self._pace = DetectionPace(per_second)

    def may_ask(self) -> bool:
        """Whether it is time to ask: less often than wanted while answers come slowly or not at all.

        A server that has just been started is asked at the full rate.
        """
        if self.info is not None and self.info.pid != self._server:
            self._server = self.info.pid
            self._pace = DetectionPace(self._wanted)
        return self._pace.is_due(time.monotonic())

    @property
    def away(self) -> bool:
        """Whether frames have been going unjudged for a while."""
        return self.info is None or time.monotonic() - self.answered_at > AWAY_SECONDS

    def rest(self) -> None:
        """Nothing is asked at the moment, so silence says nothing about the detector."""
        self.answered_at = time.monotonic()

    def detect(self, picture: NDArray[np.uint8], width: int, height: int) -> Detections:
        """See `InferenceClient.detect`; Redis being away is Unavailable as well."""
        client, began = self._prepared(picture.shape[0]), time.monotonic()
        with self._pacing():
            found = client.detect(picture, width, height, DETECT_TIMEOUT_SECONDS)
        self.answered_at = time.monotonic()
        self._pace.answered(began, self.answered_at - began)
        return found

    @property
    def second_look_side(self) -> int:
        """Side of the crops that are looked at again, pixels; 0 while nothing is."""
        return self.info.second_look_side if self.info is not None else 0

    def look_again(self, crops: NDArray[np.uint8], kinds: NDArray[np.int64]) -> NDArray[np.float32]:
        """See `InferenceClient.look_again`; Redis being away is Unavailable as well."""
        if self._client is None:
            raise Unavailable("Nothing was looked at yet.", code="inference_timeout")
        with self._pacing():
            return self._client.look_again(crops, kinds, DETECT_TIMEOUT_SECONDS)

    def close(self) -> None:
        """Give the shared memory back."""
        if self._frames is not None:
            self._frames.close()
            self._frames = None

    @contextmanager
    def _pacing(self) -> Iterator[None]:
        """Ask less often after a question that had no answer."""
        try:
            yield
        except RedisError as error:
            self._pace.unanswered(time.monotonic())
            raise Unavailable("Redis is away.", code="redis_unavailable") from error
        except Unavailable:
            self._pace.unanswered(time.monotonic())
            raise

    def _prepared(self, side: int) -> InferenceClient:
        if self._client is None or self._side != side:
            self.close()
            try:
                self._frames = FrameWriter(self._frames_dir, self._camera_id, side)
            except Unavailable as error:
                log.warning("%s Frames travel through Redis, which is slower.", error.message)
            self._client = InferenceClient(self._redis, self._camera_id, self._nonce, self._frames)
            self._side = side
        return self._client
