"""The tasks of the inference server that faces need."""

from __future__ import annotations

from backend.core.inference.tasks import InputKind, Task
from backend.core.vision.detections import Detections

FACE = 0
"""The only class of a face detector."""
FACES: Task[Detections] = Task(
    name="faces", input=InputKind.FRAME, encode=Detections.to_bytes, decode=Detections.from_bytes
)
"""A frame → faces, in the pixels of the original picture."""
