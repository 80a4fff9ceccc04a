"""An inference server in a thread that finds as many people and faces as the picture is bright."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from backend.adapters.inference import announcement
from backend.adapters.inference.announcement import InferenceInfo, TaskInfo
from backend.adapters.inference.frame_store import FrameReader
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.inference.registry import TaskRegistry
from backend.adapters.inference.task_model import ModelIdentity, ModelSource, TaskModel
from backend.adapters.redis.connection import RedisClient
from backend.core.faces.inference_tasks import FACE, FACES
from backend.core.inference.inputs import FrameInput
from backend.core.ppe.inference_tasks import PPE
from backend.core.ppe.items import PERSON
from backend.core.vision.boxes import Letterbox
from backend.core.vision.detections import Detections
from backend.services.crowd.people_finder import INFO_SECONDS
from backend.workers.inference.scheduling import RequestScheduler

SIDE = 64
STEP = 10
"""Brightness for each person."""


def picture_of(people: int, *, width: int = 320, height: int = 240, kind: str = ".png") -> bytes:
    """An encoded picture in which the server finds so many people, and half as many faces."""
    grey = np.full((height, width, 3), people * STEP, np.uint8)
    ok, data = cv2.imencode(kind, grey)
    assert ok
    return bytes(data.tobytes())


class PeopleModel(TaskModel[FrameInput, Detections]):
    """Bodies in columns, 2 pixels of the model wide and 20 high, at score 0.9."""

    task = PPE

    def __init__(self, seconds: float = 0.0) -> None:
        self.identity = ModelIdentity(name="people")
        self.side = SIDE
        self.seconds = seconds
        self.served = 0

    @classmethod
    def load(cls, source: ModelSource) -> PeopleModel:
        return cls()

    def run(self, inputs: Sequence[FrameInput]) -> list[Detections]:
        time.sleep(self.seconds)
        self.served += len(inputs)
        return [_columns(one, round(one.picture[0, 0, 0] / STEP), 20, PERSON) for one in inputs]


class HalfAsManyFaces(TaskModel[FrameInput, Detections]):
    """Faces at the top of every second body."""

    task = FACES

    def __init__(self) -> None:
        self.identity = ModelIdentity(name="faces")
        self.side = SIDE

    @classmethod
    def load(cls, source: ModelSource) -> HalfAsManyFaces:
        return cls()

    def run(self, inputs: Sequence[FrameInput]) -> list[Detections]:
        return [_columns(one, round(one.picture[0, 0, 0] / STEP) // 2, 5, FACE) for one in inputs]


def _columns(given: FrameInput, count: int, height: int, cls: int) -> Detections:
    rows = [(3 * n, 0, 3 * n + 2, height, 0.9, cls) for n in range(count)]
    found = Detections.from_bytes(np.array(rows, np.float32).tobytes())
    boxes = Letterbox(given.width, given.height, given.side).to_picture(found.boxes)
    return Detections(boxes, found.scores, found.classes)


class PeopleServer:
    """Serves while it is entered. It announces faces only where it has a model for them."""

    def __init__(self, redis: RedisClient, frames: Path, *, faces: bool = True, seconds: float = 0.0) -> None:
        self.people = PeopleModel(seconds)
        self._redis = redis
        found = HalfAsManyFaces() if faces else None
        self._tasks = (
            TaskInfo(task=PPE.name, input=PPE.input, input_size=SIDE, file="people.onnx", device="cpu"),
            TaskInfo(task=FACES.name, input=FACES.input, input_size=SIDE if faces else 0),
        )
        self._scheduler = RequestScheduler(
            TaskRegistry((PeopleModel, HalfAsManyFaces)),
            {PPE.name: self.people, FACES.name: found},
            InferenceQueue(redis, FrameReader(frames)),
        )
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> PeopleServer:
        announcement.announce(self._redis, self._info())
        time.sleep(INFO_SECONDS)  # what an earlier server published is known for so long
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()
        self._redis.delete(self._redis.names.inference_info)

    def _serve(self) -> None:
        announced = float("-inf")
        while not self._stop.is_set():
            if time.monotonic() - announced > 1:
                announced = time.monotonic()
                announcement.announce(self._redis, self._info())
            self._scheduler.step()

    def _info(self) -> InferenceInfo:
        words = {"name": "people", "sha256": "", "engine": "none", "device": "cpu", "licence": ""}
        return InferenceInfo(**words, input_size=SIDE, classes=("person",), milliseconds={}, tasks=self._tasks)
