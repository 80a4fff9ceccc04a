"""Between workers and the inference server: a reference there, detections back, over Redis. This is the workers' side;
the server's is `inference_queue`.

There is one place per camera in which its newest request waits, so a busy server never makes a queue: a newer frame
takes the place of the older one. A worker waits for its answer for a bounded time and then goes on; what it asked is
counted as dropped.
"""

from __future__ import annotations

import json
import struct
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from redis import Redis
from redis.client import Pipeline

from backend.adapters.inference.frame_store import FrameWriter
from backend.adapters.machine import clock
from backend.adapters.redis import keys as redis_keys
from backend.core.errors import Unavailable
from backend.core.inference.load_window import Load
from backend.core.models.class_mapping import judged_items
from backend.core.models.figures import ModelFigures, figures_of, measured_of
from backend.core.ppe.items import CLASSES
from backend.core.ppe.refinement import ANSWERS
from backend.core.vision.detections import Detections

INFO_EXPIRES_SECONDS = 6
REPLY_EXPIRES_SECONDS = 5
SEQUENCE = struct.Struct("<Q")
"""What stands before pixels and answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSwitch:
    """Another model is being loaded, or could not be; the one that served goes on."""

    state: Literal["loading", "failed"]
    name: str
    code: str = ""
    """Why it could not be: one of `core.model_faults`; empty from a server of an earlier version."""
    reason: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InferenceInfo:
    """What the running inference server says of itself."""

    name: str
    sha256: str
    engine: str
    device: str
    input_size: int
    classes: tuple[str, ...]
    """As the model calls them."""
    licence: str
    milliseconds: dict[str, float]
    """Time for one picture per engine that was tried when it was loaded."""
    pid: int = 0
    second_look_side: int = 0
    """Side of the crops that it looks at again, pixels; 0: it has no second look."""
    mapping: Mapping[str, str]
    """Class of the model → item of ours."""
    attribution: str = ""
    measured: ModelFigures | None = None
    pinned: bool = False
    """The setting MODEL names it, so nothing else is followed."""
    previous: str | None = None
    """The model that would be brought back; None when none was ever replaced."""
    switch: ModelSwitch | None = None
    load: Load | None = None
    """What it did in the last seconds."""
    resting: tuple[int, ...] = ()
    """Cameras whose pictures are not looked at for a while, see `core.quarantine`."""

    @property
    def label(self) -> str:
        """Name and short hash, as events carry it."""
        return f"{self.name}@{self.sha256[:12]}"

    @property
    def judges(self) -> tuple[str, ...]:
        """The items that people can be judged for with this model."""
        return judged_items(self.mapping.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One frame to look at. `width` and `height` are the original picture's, `side` the model's input."""

    camera_id: int
    nonce: str
    sequence: int
    width: int
    height: int
    side: int
    in_redis: bool
    kinds: tuple[int, ...] = ()
    """Of the places to look at again, whose crops are in Redis (see `core.second_look`); empty: a frame."""
    asked_at: float = 0.0
    """On the monotonic clock of the worker's machine, seconds."""
    patience_seconds: float = 0.0
    """How long the worker waits for the answer; 0: not known."""
    boot: str = ""
    """Which machine that is, since it was started (see `clock.boot`): another one's clock says nothing."""

    def waited(self, now: float, boot: str) -> float | None:
        """Seconds since it was asked, at `now` on the monotonic clock of machine `boot`; None on another machine."""
        return max(0.0, now - self.asked_at) if boot and boot == self.boot else None

    def is_stale(self, now: float, boot: str) -> bool:
        """Whether its worker has certainly gone on."""
        waited = self.waited(now, boot)
        return waited is not None and 0 < self.patience_seconds < waited


def announce(redis: Redis, info: InferenceInfo) -> None:
    """Say that the server runs, for the next seconds."""
    measured = measured_of(info.measured) if info.measured is not None else None
    redis.set(redis_keys.INFERENCE_INFO, json.dumps({**asdict(info), "measured": measured}), ex=INFO_EXPIRES_SECONDS)


def read_info(redis: Redis) -> InferenceInfo | None:
    """The running server, or None when there is none."""
    value: bytes | None = redis.get(redis_keys.INFERENCE_INFO)  # type: ignore[assignment]
    return None if value is None else decode_info(value)


def decode_info(value: bytes) -> InferenceInfo:
    """A server's announcement."""
    body: dict[str, Any] = json.loads(value)
    body["classes"] = tuple(body["classes"])
    body.setdefault("mapping", {name: name for name in body["classes"] if name in CLASSES})  # an older server's
    body["measured"] = figures_of(body.get("measured"))
    body["switch"] = _switch_of(body.get("switch"))
    body["load"] = _load_of(body.get("load"))
    body["resting"] = tuple(body.get("resting", ()))
    return InferenceInfo(**{k: v for k, v in body.items() if k in InferenceInfo.__dataclass_fields__})


def _switch_of(body: dict[str, Any] | None) -> ModelSwitch | None:
    return ModelSwitch(**{k: v for k, v in body.items() if k in ModelSwitch.__dataclass_fields__}) if body else None


def _load_of(body: dict[str, Any] | None) -> Load | None:
    return Load(**{k: v for k, v in body.items() if k in Load.__dataclass_fields__}) if body else None


class InferenceClient:
    """A worker's side. One request at a time."""

    def __init__(self, redis: Redis, camera_id: int, nonce: str, frames: FrameWriter | None) -> None:
        """`nonce` names this process, so that it never takes an answer that was meant for its predecessor.

        Without `frames` the pixels travel through Redis: slower, never wrong.
        """
        self._redis = redis
        self._camera_id = camera_id
        self._nonce = nonce
        self._frames = frames
        self._sequence = 0
        self._boot = clock.boot()

    def detect(self, picture: NDArray[np.uint8], width: int, height: int, timeout_seconds: float) -> Detections:
        """What is in the picture (side, side, 3), in the pixels of the original of `width` and `height`.

        Unavailable when no answer came in time. Redis errors are raised.
        """
        self._sequence += 1
        side = picture.shape[0]
        pipe = self._redis.pipeline(transaction=False)
        if self._frames is not None:
            self._frames.write(self._sequence, picture)
        else:
            key = redis_keys.inference_frame(self._camera_id, self._nonce)
            pipe.set(key, SEQUENCE.pack(self._sequence) + picture.tobytes(), ex=REPLY_EXPIRES_SECONDS)
        request = self._request(width, height, side, timeout_seconds, in_redis=self._frames is None)
        reply = self._ask(pipe, request, timeout_seconds)
        return Detections.from_bytes(reply)

    def look_again(
        self, crops: NDArray[np.uint8], kinds: NDArray[np.int64], timeout_seconds: float
    ) -> NDArray[np.float32]:
        """What crops (P, side, side, 3) of places of these kinds (P,) show: (P, 7), see `core.second_look`.

        Unavailable when no answer came in time. Redis errors are raised.
        """
        self._sequence += 1
        pipe = self._redis.pipeline(transaction=False)
        key = redis_keys.inference_crops(self._camera_id, self._nonce)
        pipe.set(key, SEQUENCE.pack(self._sequence) + crops.tobytes(), ex=REPLY_EXPIRES_SECONDS)
        side = crops.shape[1]
        request = self._request(side, side, side, timeout_seconds, in_redis=True, kinds=tuple(kinds.tolist()))
        return np.frombuffer(self._ask(pipe, request, timeout_seconds), np.float32).reshape(-1, ANSWERS)

    def _request(
        self, width: int, height: int, side: int, patience: float, *, in_redis: bool, kinds: tuple[int, ...] = ()
    ) -> Request:
        return Request(
            camera_id=self._camera_id,
            nonce=self._nonce,
            sequence=self._sequence,
            width=width,
            height=height,
            side=side,
            in_redis=in_redis,
            kinds=kinds,
            asked_at=time.monotonic(),
            patience_seconds=patience,
            boot=self._boot,
        )

    def _ask(self, pipe: Pipeline, request: Request, timeout_seconds: float) -> bytes:
        pipe.hset(redis_keys.INFERENCE_PENDING, str(self._camera_id), json.dumps(asdict(request)))
        pipe.lpush(redis_keys.INFERENCE_WAKE, b"1")
        pipe.ltrim(redis_keys.INFERENCE_WAKE, 0, 0)
        pipe.execute()
        key = redis_keys.inference_reply(self._camera_id, self._nonce)
        while True:
            reply: tuple[bytes, bytes] | None = self._redis.brpop([key], timeout=timeout_seconds)  # type: ignore[assignment]
            if reply is None:
                raise Unavailable("The detector did not answer in time.", code="inference_timeout")
            (sequence,) = SEQUENCE.unpack_from(reply[1])
            if sequence == self._sequence:
                return reply[1][SEQUENCE.size :]
