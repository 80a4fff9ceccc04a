"""A camera worker's use of the inference server: whether one runs, how frames travel, how often it is asked."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from redis.exceptions import RedisError

from backend.adapters.inference.announcement import InferenceInfo
from backend.adapters.inference.frame_store import FrameWriter
from backend.adapters.inference.link import InferenceClient
from backend.adapters.redis.connection import RedisClient
from backend.core.errors import Unavailable
from backend.core.inference.rate_control import DetectionRate
from backend.core.vision.detections import Detections

log = logging.getLogger(__name__)
DETECT_TIMEOUT_SECONDS = 1.0
REDIS_SECONDS = 1.5
"""Time limit of the connection that requests use: longer than an answer is waited for, and no longer than a live
picture may stand still."""
DEFAULT_PER_SECOND = 5.0
AWAY_SECONDS = 8.0
"""How long after the last answer the server counts as away. Longer than the longest time between two requests: a quiet
scene sends a picture only every few seconds."""


class Detector:
    """One camera's. Makes its frame store when it learns the model's input size."""

    def __init__(self, redis: RedisClient, camera_id: int, frames_dir: Path) -> None:
        """`redis` should give up quickly: the caller waits for it (see `REDIS_SECONDS`)."""
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
        self._rate = DetectionRate(self._wanted)

    @property
    def side(self) -> int:
        """The model's input size in pixels; 0 while no inference server runs, or it does not serve this camera."""
        return self.info.input_size if self.info is not None and not self.refuses else 0

    @property
    def refuses(self) -> bool:
        """Whether the server does not serve this camera for a while, see `core.inference.quarantine`."""
        return self.info is not None and self._camera_id in self.info.resting

    def ask_at_most(self, per_second: float) -> None:
        """Set the wanted rate; rate control starts at it."""
        self._wanted = per_second
        self._rate = DetectionRate(per_second)

    def may_ask(self) -> bool:
        """Whether a request is due: less often than wanted while answers come slowly or not at all.

        A server that has just been started gets the full rate.
        """
        if self.info is not None and self.info.pid != self._server:
            self._server = self.info.pid
            self._rate = DetectionRate(self._wanted)
        return self._rate.is_due(time.monotonic())

    @property
    def away(self) -> bool:
        """Whether no frame has been answered for a while."""
        return self.info is None or time.monotonic() - self.answered_at > AWAY_SECONDS

    def rest(self) -> None:
        """No request is made at the moment, so that none is answered does not mean that the server is away."""
        self.answered_at = time.monotonic()

    def detect(self, picture: NDArray[np.uint8], width: int, height: int) -> Detections:
        """See `InferenceClient.detect`; Redis being away is Unavailable as well."""
        client, began = self._prepared(picture.shape[0]), time.monotonic()
        with self._rate_controlled():
            found = client.detect(picture, width, height, DETECT_TIMEOUT_SECONDS)
        self.answered_at = time.monotonic()
        self._rate.answered(began, self.answered_at - began)
        return found

    @property
    def crop_side(self) -> int:
        """Side of the crops that the crop classifier takes, pixels; 0 while there is none."""
        return self.info.crop_side if self.info is not None else 0

    def classify_crops(self, crops: NDArray[np.uint8], kinds: NDArray[np.int64]) -> NDArray[np.float32]:
        """See `InferenceClient.classify_crops`; Redis being away is Unavailable as well."""
        if self._client is None:
            raise Unavailable("No picture was sent yet.", code="inference_timeout")
        with self._rate_controlled():
            return self._client.classify_crops(crops, kinds, DETECT_TIMEOUT_SECONDS)

    def close(self) -> None:
        """Give the shared memory back."""
        if self._frames is not None:
            self._frames.close()
            self._frames = None

    @contextmanager
    def _rate_controlled(self) -> Iterator[None]:
        """Lower the rate after a request without an answer."""
        try:
            yield
        except RedisError as error:
            self._rate.unanswered(time.monotonic())
            raise Unavailable("Redis is away.", code="redis_unavailable") from error
        except Unavailable:
            self._rate.unanswered(time.monotonic())
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
