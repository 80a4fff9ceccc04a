"""The face detector YuNet in ONNX Runtime: too small for another engine to matter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from backend.adapters.engines.detection_model import planar
from backend.adapters.engines.onnx_model import FAULTS, session_options
from backend.core.errors import ModelError
from backend.core.faces import yunet
from backend.core.vision.detections import Detections

DEFAULT_SIDE = 640
WANTED = tuple(f"{name}_{stride}" for stride in yunet.STRIDES for name in ("cls", "obj", "bbox"))


class YunetModel:
    """A loaded YuNet. ModelError when the file is none."""

    engine = "onnxruntime"
    device = "cpu"

    def __init__(self, path: Path, threads: int) -> None:
        if not path.is_file():
            raise ModelError(f"{path.name} is not there.", code="file_missing", hint="Correct FACE_MODEL_PATH.")
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), session_options(threads), providers=["CPUExecutionProvider"]
            )
        except FAULTS as error:
            raise ModelError(f"{path.name} cannot be loaded ({type(error).__name__}).", code="not_loadable") from error
        given = self._session.get_inputs()[0]
        outputs = {one.name for one in self._session.get_outputs()}
        if len(given.shape) != 4 or not outputs.issuperset(WANTED):
            raise ModelError(
                f"{path.name} is no YuNet face detector.",
                code="wrong_shape",
                hint="FACE_MODEL_PATH names face_detection_yunet of the OpenCV Zoo, 2023 or later.",
            )
        rows = given.shape[2]
        self.side: int = rows if isinstance(rows, int) else DEFAULT_SIDE
        self._input = given.name

    def detect(self, pictures: NDArray[np.uint8]) -> list[Detections]:
        """The faces in each of the pictures (B, side, side, 3) BGR, in their pixels."""
        return [self._detect_one(picture) for picture in pictures]

    def _detect_one(self, picture: NDArray[np.uint8]) -> Detections:
        try:
            raw = self._session.run(list(WANTED), {self._input: planar(picture[None], "bgr-255")})
        except FAULTS as error:
            raise ModelError(f"The face detector failed on a picture ({type(error).__name__}).") from error
        return yunet.decode(dict(zip(WANTED, raw, strict=True)), self.side)
