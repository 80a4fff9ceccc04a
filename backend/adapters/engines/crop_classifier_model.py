"""The second look's network in ONNX Runtime: small crops in, per crop what is there and where exactly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from backend.adapters.engines.detection_model import CropModel
from backend.adapters.engines.onnx_model import FAULTS, session_options
from backend.core.errors import ModelError
from backend.core.ppe.items import CropKind
from backend.core.ppe.refinement import ANSWERS, RefinementOptions, detected_regions, refine
from backend.core.vision.crops import Picture, cut
from backend.core.vision.detections import Detections


class SecondLookModel:
    """Crops → answers. ModelError when the file is no such network."""

    def __init__(self, path: Path, threads: int) -> None:
        options = session_options(threads)
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except FAULTS as error:
            raise ModelError(f"{path.name} cannot be loaded ({type(error).__name__}).", code="not_loadable") from error
        given, answered = self._session.get_inputs()[0], self._session.get_outputs()[0]
        fits = answered.shape[1:] == [len(CropKind), ANSWERS]
        if len(given.shape) != 4 or not isinstance(given.shape[3], int) or not fits:
            raise ModelError(
                f"{path.name} is no second look: it takes {given.shape} and answers {answered.shape}.",
                code="wrong_shape",
            )
        self.side: int = given.shape[3]
        self._given, self._answered = given.name, answered.name

    def answers(self, crops: Picture, kinds: NDArray[np.int64]) -> NDArray[np.float32]:
        """For crops (P, side, side, 3) BGR of places of these kinds (P,): (P, 7), see `core.second_look`."""
        if not len(crops):
            return np.zeros((0, ANSWERS), np.float32)
        try:
            (raw,) = self._session.run(
                [self._answered], {self._given: np.ascontiguousarray(crops.transpose(0, 3, 1, 2), dtype=np.float32)}
            )
        except FAULTS as error:
            raise ModelError(f"The second look failed on a picture ({type(error).__name__}).") from error
        return np.asarray(raw[np.arange(len(kinds)), kinds], np.float32)


class PictureSecondLook:
    """Looks again at everything that was found in a picture: `PictureDetector`'s `refine`."""

    def __init__(self, model: CropModel, options: RefinementOptions | None = None) -> None:
        self._model = model
        self._options = options or RefinementOptions()

    def __call__(self, picture: Picture, found: Detections) -> Detections:
        """What is in the picture (H, W, 3), after the second look."""
        places, rest = detected_regions(found, self._options)
        answers = self._model.answers(cut(picture, places.squares(), self._model.side), places.kinds)
        return refine(places, answers, rest, self._options)
