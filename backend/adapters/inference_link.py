"""Between workers and the inference server: a reference there, detections back, over Redis.

There is one place per camera in which its newest request waits, so a busy server never makes a queue: a newer frame
takes the place of the older one. A worker waits for its answer for a bounded time and then goes on; what it asked is
counted as dropped.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from redis import Redis
from redis.client import Pipeline

from backend.adapters import redis_keys
from backend.adapters.frame_store import FrameGone, FrameReader, FrameWriter
from backend.core.detection import CLASSES, Detections
from backend.core.errors import Unavailable
from backend.core.geometry import Letterbox
from backend.core.item_names import judged_items
from backend.core.model_figures import ModelFigures, figures_of, measured_of
from backend.core.second_look import ANSWERS

INFO_EXPIRES_SECONDS = 6
REPLY_EXPIRES_SECONDS = 5
_SEQUENCE = struct.Struct("<Q")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSwitch:
    """Another model is being loaded, or could not be; the one that served goes on."""

    state: Literal["loading", "failed"]
    name: str
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


def announce(redis: Redis, info: InferenceInfo) -> None:
    """Say that the server runs, for the next seconds."""
    measured = measured_of(info.measured) if info.measured is not None else None
    redis.set(redis_keys.INFERENCE_INFO, json.dumps({**asdict(info), "measured": measured}), ex=INFO_EXPIRES_SECONDS)


def read_info(redis: Redis) -> InferenceInfo | None:
    """The running server, or None when there is none."""
    value: bytes | None = redis.get(redis_keys.INFERENCE_INFO)  # type: ignore[assignment]
    if value is None:
        return None
    body: dict[str, Any] = json.loads(value)
    body["classes"] = tuple(body["classes"])
    body.setdefault("mapping", {name: name for name in body["classes"] if name in CLASSES})  # an older server's
    body["measured"] = figures_of(body.get("measured"))
    body["switch"] = ModelSwitch(**body["switch"]) if body.get("switch") else None
    return InferenceInfo(**{k: v for k, v in body.items() if k in InferenceInfo.__dataclass_fields__})


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
            pipe.set(key, _SEQUENCE.pack(self._sequence) + picture.tobytes(), ex=REPLY_EXPIRES_SECONDS)
        reply = self._ask(pipe, self._request(width, height, side, in_redis=self._frames is None), timeout_seconds)
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
        pipe.set(key, _SEQUENCE.pack(self._sequence) + crops.tobytes(), ex=REPLY_EXPIRES_SECONDS)
        side = crops.shape[1]
        request = self._request(side, side, side, in_redis=True, kinds=tuple(kinds.tolist()))
        return np.frombuffer(self._ask(pipe, request, timeout_seconds), np.float32).reshape(-1, ANSWERS)

    def _request(self, width: int, height: int, side: int, *, in_redis: bool, kinds: tuple[int, ...] = ()) -> Request:
        return Request(
            camera_id=self._camera_id,
            nonce=self._nonce,
            sequence=self._sequence,
            width=width,
            height=height,
            side=side,
            in_redis=in_redis,
            kinds=kinds,
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
            (sequence,) = _SEQUENCE.unpack_from(reply[1])
            if sequence == self._sequence:
                return reply[1][_SEQUENCE.size :]


class InferenceQueue:
    """The inference server's side."""

    def __init__(self, redis: Redis, frames: FrameReader) -> None:
        self._redis = redis
        self._frames = frames

    def take(self, timeout_seconds: float) -> list[Request]:
        """The newest request of each camera that waits, or none after `timeout_seconds`."""
        if self._redis.brpop([redis_keys.INFERENCE_WAKE], timeout=timeout_seconds) is None:
            return []
        pipe = self._redis.pipeline(transaction=True)
        pipe.hgetall(redis_keys.INFERENCE_PENDING)
        pipe.delete(redis_keys.INFERENCE_PENDING)
        waiting: dict[bytes, bytes] = pipe.execute()[0]
        return [_request_of(body) for body in waiting.values()]

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

    def _in_redis(self, key: str, request: Request, count: int) -> NDArray[np.uint8]:
        value: bytes | None = self._redis.get(key)  # type: ignore[assignment]
        expected = _SEQUENCE.size + count * request.side**2 * 3
        if value is None or len(value) != expected or _SEQUENCE.unpack_from(value)[0] != request.sequence:
            raise FrameGone("The pixels in Redis have gone.")
        return np.frombuffer(value, np.uint8, offset=_SEQUENCE.size).reshape(count, request.side, request.side, 3)

    def _reply(self, request: Request, body: bytes) -> None:
        key = redis_keys.inference_reply(request.camera_id, request.nonce)
        pipe = self._redis.pipeline(transaction=False)
        pipe.lpush(key, _SEQUENCE.pack(request.sequence) + body)
        pipe.ltrim(key, 0, 3)
        pipe.expire(key, REPLY_EXPIRES_SECONDS)
        pipe.execute()


def _request_of(body: bytes) -> Request:
    fields: dict[str, Any] = json.loads(body)
    return Request(**{**fields, "kinds": tuple(fields.get("kinds", ()))})
