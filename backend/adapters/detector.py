"""A worker's way to the detector: knows whether one is running, and how its frames travel."""

from __future__ import annotations

import logging
import secrets
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from redis import Redis
from redis.exceptions import RedisError

from backend.adapters.frame_store import FrameWriter
from backend.adapters.inference_link import InferenceClient, InferenceInfo
from backend.core.detection import Detections
from backend.core.errors import Unavailable

log = logging.getLogger(__name__)
DETECT_TIMEOUT_SECONDS = 1.0
AWAY_SECONDS = 8.0
"""Longer than the longest time without a look: a quiet scene asks the detector only every few seconds."""


class Detector:
    """The way to the inference server. Makes its frame store when it learns the model's input size."""

    def __init__(self, redis: Redis, camera_id: int, frames_dir: Path) -> None:
        self.info: InferenceInfo | None = None
        self.answered_at = time.monotonic()
        self._redis = redis
        self._camera_id = camera_id
        self._frames_dir = frames_dir
        self._nonce = secrets.token_hex(6)
        self._client: InferenceClient | None = None
        self._frames: FrameWriter | None = None
        self._side = 0

    @property
    def side(self) -> int:
        """The model's input size in pixels, 0 while no inference server is running."""
        return self.info.input_size if self.info is not None else 0

    @property
    def away(self) -> bool:
        """Whether frames have been going unjudged for a while."""
        return self.info is None or time.monotonic() - self.answered_at > AWAY_SECONDS

    def detect(self, picture: NDArray[np.uint8], width: int, height: int) -> Detections:
        """See `InferenceClient.detect`; Redis being away is Unavailable as well."""
        try:
            found = self._prepared(picture.shape[0]).detect(picture, width, height, DETECT_TIMEOUT_SECONDS)
        except RedisError as error:
            raise Unavailable("Redis is away.", code="redis_unavailable") from error
        self.answered_at = time.monotonic()
        return found

    @property
    def second_look_side(self) -> int:
        """Side of the crops that are looked at again, pixels; 0 while nothing is."""
        return self.info.second_look_side if self.info is not None else 0

    def look_again(self, crops: NDArray[np.uint8], kinds: NDArray[np.int64]) -> NDArray[np.float32]:
        """See `InferenceClient.look_again`; Redis being away is Unavailable as well."""
        if self._client is None:
            raise Unavailable("Nothing was looked at yet.", code="inference_timeout")
        try:
            return self._client.look_again(crops, kinds, DETECT_TIMEOUT_SECONDS)
        except RedisError as error:
            raise Unavailable("Redis is away.", code="redis_unavailable") from error

    def close(self) -> None:
        """Give the shared memory back."""
        if self._frames is not None:
            self._frames.close()
            self._frames = None

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
