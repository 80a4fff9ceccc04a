"""The tasks of the inference server that protective equipment needs: the detector's and the crop classifier's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.core.inference.lane import DEFAULT_TASK
from backend.core.inference.tasks import InputKind, Task
from backend.core.ppe.refinement import ANSWERS
from backend.core.vision.detections import Detections


def _encode_scores(scores: NDArray[np.float32]) -> bytes:
    return np.ascontiguousarray(scores, np.float32).tobytes()


def _decode_scores(data: bytes) -> NDArray[np.float32]:
    return np.frombuffer(data, np.float32).reshape(-1, ANSWERS)


PPE: Task[Detections] = Task(
    name=DEFAULT_TASK, input=InputKind.FRAME, encode=Detections.to_bytes, decode=Detections.from_bytes
)
"""A frame → people and items, in the pixels of the original picture."""
CROPS: Task[NDArray[np.float32]] = Task(
    name="crops", input=InputKind.CROPS, encode=_encode_scores, decode=_decode_scores, refines=PPE.name
)
"""Crops of heads, torsos and bodies → (P, 7) scores and corrections of their boxes, see `core.ppe.refinement`."""
