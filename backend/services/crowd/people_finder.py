"""Asks the inference server for the people and faces of one picture."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.adapters.inference.announcement import InferenceInfo, read_info
from backend.adapters.inference.frame_store import FrameWriter
from backend.adapters.inference.link import InferenceClient
from backend.adapters.inference.picture_detector import letterboxed
from backend.adapters.machine.native_thread import in_native_thread
from backend.adapters.redis.connection import RedisClient, errors_as_unavailable
from backend.core.errors import Unavailable
from backend.core.faces.inference_tasks import FACES
from backend.core.inference.inputs import FrameInput
from backend.core.inference.tasks import Task
from backend.core.ppe.inference_tasks import PPE
from backend.core.ppe.items import PERSON
from backend.core.vision.boxes import Letterbox
from backend.core.vision.detections import Detections

ANSWER_SECONDS = 2.5
"""How long an answer is waited for: less than a connection to Redis may be silent. Longer: clients wait for an answer
that does not come; shorter: a busy server loses pictures that it would have answered."""
INFO_SECONDS = 1.0
"""How long what the server publishes is good for."""
Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """In the pixels of the picture that was given. `faces` is None when no face detector runs."""

    bodies: Detections
    faces: Detections | None


class PeopleFinder:
    """One place of requests: one picture at a time. Several places are asked side by side, each by one thread."""

    def __init__(self, redis: RedisClient, place: int, frames_dir: Path | None) -> None:
        """`place` numbers it, from 1 on. Without `frames_dir`, pictures travel through Redis."""
        self._redis = redis
        self._lane = -place
        self._frames_dir = frames_dir
        self._clients: dict[str, tuple[int, InferenceClient]] = {}
        self._writers: dict[str, FrameWriter] = {}
        self._info: InferenceInfo | None = None
        self._info_at = float("-inf")

    def find(self, picture: Picture, width: int, height: int) -> FoundPeople:
        """What is in the picture, BGR, in the pixels of the original of `width` and `height`.

        Unavailable: `inference_away`, `inference_timeout`, `redis_unavailable`.
        """
        with errors_as_unavailable():
            info = self._read_info()
            bodies = self._ask(PPE, info.input_size, picture, width, height)
            task = info.task(FACES.name)
            side = task.input_size if task is not None else 0
            faces = self._ask(FACES, side, picture, width, height) if side else None
        return FoundPeople(bodies.of(PERSON), faces)

    def close(self) -> None:
        """Give the shared memory back."""
        self._clients.clear()
        for writer in self._writers.values():
            writer.close()
        self._writers.clear()

    def _read_info(self) -> InferenceInfo:
        now = time.monotonic()
        if self._info is None or now - self._info_at >= INFO_SECONDS:
            self._info, self._info_at = read_info(self._redis), now
        if self._info is None:
            raise Unavailable("No detection process is running.", code="inference_away", hint="Try again in a moment.")
        if self._lane in self._info.resting:
            raise Unavailable("Pictures have ended the detection process.", code="inference_away", hint="Try later.")
        return self._info

    def _ask(self, task: Task[Detections], side: int, picture: Picture, width: int, height: int) -> Detections:
        scaled_height, scaled_width = picture.shape[:2]
        box = Letterbox(scaled_width, scaled_height, side)
        canvas = in_native_thread(letterboxed, picture, box)
        given = FrameInput(picture=canvas, width=width, height=height)
        return self._client(task, side).ask(task, given, ANSWER_SECONDS)

    def _client(self, task: Task[Detections], side: int) -> InferenceClient:
        known = self._clients.get(task.name)
        if known is not None and known[0] == side:
            return known[1]
        made = InferenceClient(self._redis, self._lane, secrets.token_hex(6), self._writer(task, side))
        self._clients[task.name] = (side, made)
        return made

    def _writer(self, task: Task[Detections], side: int) -> FrameWriter | None:
        before = self._writers.pop(task.name, None)
        if before is not None:
            before.close()
        if self._frames_dir is None:
            return None
        try:
            self._writers[task.name] = FrameWriter(self._frames_dir, self._lane, side, task.lane)
        except Unavailable:  # no shared memory: slower, with the same result
            return None
        return self._writers[task.name]
