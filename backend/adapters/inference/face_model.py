"""The task `faces`: faces in a whole frame, by the file that the setting FACE_MODEL_PATH names."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from backend.adapters.engines.yunet_model import YunetModel
from backend.adapters.inference.task_model import ModelIdentity, ModelSource, TaskModel
from backend.core.errors import ModelError
from backend.core.faces.inference_tasks import FACES
from backend.core.inference.inputs import FrameInput
from backend.core.vision.boxes import Letterbox
from backend.core.vision.detections import Detections

LICENCE = "MIT"


class FaceModel(TaskModel[FrameInput, Detections]):
    """A face detector."""

    task = FACES

    def __init__(self, model: YunetModel, identity: ModelIdentity) -> None:
        self.identity = identity
        self.side = model.side
        self._model = model

    @classmethod
    def load(cls, source: ModelSource) -> Self | None:
        """None without the setting: then no faces are looked for, and answers state that."""
        path = source.face_model
        if path is None:
            return None
        model = YunetModel(path, source.threads)
        identity = ModelIdentity(
            name=path.stem,
            sha256=_sha256(path),
            engine=model.engine,
            device=model.device,
            licence=LICENCE,
            file=path.name,
        )
        return cls(model, identity)

    def run(self, inputs: Sequence[FrameInput]) -> list[Detections]:
        """Faces in the pixels of the original pictures."""
        found = self._model.detect(np.stack([one.picture for one in inputs]))
        return [_in_original(faces, one) for faces, one in zip(found, inputs, strict=True)]


def _in_original(found: Detections, given: FrameInput) -> Detections:
    box = Letterbox(given.width, given.height, given.side)
    return Detections(box.to_picture(found.boxes), found.scores, found.classes)


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(f"{path.name} cannot be read ({error.strerror}).", code="file_missing") from error
