"""ultralytics: a user's own `.pt` or TensorRT `.engine`, when the extra is installed.

ultralytics is licensed under the AGPL-3.0: it is never part of the default installation; users who install it accept
its terms. Only the inference server imports it, and only for such a file.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.adapters.models.manifest import ModelEntry
from backend.core.errors import ModelError
from backend.core.vision.detections import SERVING, Detections, Selection

SUFFIXES = (".pt", ".engine")


class UltralyticsModel:
    """A model that ultralytics loads. ModelError names the command when the extra is missing."""

    engine = "ultralytics"

    def __init__(self, entry: ModelEntry, threads: int) -> None:
        try:
            import torch
            from ultralytics import YOLO
        except ImportError as error:
            raise ModelError(
                f"{entry.path.name} needs ultralytics, which is not installed.",
                code="extras_missing",
                hint="Run `make extras`, then `make run` (ultralytics is AGPL-3.0), or export the model to ONNX.",
            ) from error
        torch.set_num_threads(threads)
        self.device = "cuda:0" if torch.cuda.is_available() else "cpu"
        self.entry = entry
        self.input_size = self.rows = entry.input_size
        self._class_map = np.asarray(entry.class_map, dtype=np.int64)
        try:
            self._model: Any = YOLO(str(entry.path), task="detect")
        except (RuntimeError, OSError, ValueError, KeyError, AttributeError, TypeError, EOFError) as error:
            raise ModelError(
                f"{entry.path.name} is not a model that ultralytics can load ({type(error).__name__}).",
                code="not_loadable",
            ) from error

    def detect(self, pictures: NDArray[np.uint8], selection: Selection = SERVING) -> list[Detections]:
        """See `DetectionModel.detect`; the pictures go through in one batch."""
        results = self._model.predict(
            list(pictures),
            imgsz=self.input_size,
            conf=selection.score_floor,
            iou=selection.overlap,
            max_det=selection.most,
            device=self.device,
            verbose=False,
        )
        return [self._converted(result.boxes) for result in results]

    def _converted(self, boxes: Any) -> Detections:
        classes = self._class_map[boxes.cls.cpu().numpy().astype(np.int64)]
        known = classes >= 0
        xyxy = boxes.xyxy.cpu().numpy().astype(np.float32)
        scores = boxes.conf.cpu().numpy().astype(np.float32)
        return Detections(xyxy[known], scores[known], classes[known])
