"""Models for the inference server that need no file and no engine."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from backend.adapters.inference.registry import TaskRegistry
from backend.adapters.inference.task_model import ModelIdentity, ModelSource, TaskModel
from backend.core.inference.inputs import CropsInput, FrameInput
from backend.core.ppe.inference_tasks import CROPS, PPE
from backend.core.ppe.refinement import ANSWERS
from backend.core.vision.detections import Detections
from tests.support.detection_classes import PERSON

SIDE = 64


class FakePpeModel(TaskModel[FrameInput, Detections]):
    """Takes its time, records the brightness of what it is given, and answers it as a person's score."""

    task = PPE

    def __init__(self, seconds: float = 0.0, side: int = SIDE) -> None:
        self.identity = ModelIdentity(name="fake")
        self.side = side
        self.seconds = seconds
        self.batches: list[list[int]] = []

    @classmethod
    def load(cls, source: ModelSource) -> FakePpeModel:
        return cls()

    @property
    def seen(self) -> list[int]:
        """The brightness of all pictures, in order."""
        return [level for batch in self.batches for level in batch]

    def run(self, inputs: Sequence[FrameInput]) -> list[Detections]:
        self.batches.append([int(one.picture[0, 0, 0]) for one in inputs])
        time.sleep(self.seconds)
        rows = [(0, 0, 8, 8, one.picture[0, 0, 0] / 255, PERSON) for one in inputs]
        return [Detections.from_bytes(np.array([row], np.float32).tobytes()) for row in rows]


class FakeCropClassifier(TaskModel[CropsInput, np.ndarray]):
    """Answers every crop with one number."""

    task = CROPS

    def __init__(self, value: float, side: int = 96) -> None:
        self.identity = ModelIdentity(name="fake crops")
        self.side = side
        self.value = value

    @classmethod
    def load(cls, source: ModelSource) -> FakeCropClassifier | None:
        return None

    def run(self, inputs: Sequence[CropsInput]) -> list[np.ndarray]:
        return [np.full((len(one.kinds), ANSWERS), self.value, np.float32) for one in inputs]


REGISTRY = TaskRegistry((FakePpeModel, FakeCropClassifier))
