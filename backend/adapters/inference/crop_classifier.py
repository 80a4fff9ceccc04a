"""The task `crops`: what crops of heads, torsos and bodies show, by the crop classifier of the detector's entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from backend.adapters.engines import selection as engines
from backend.adapters.engines.detection_model import CropModel
from backend.adapters.inference.task_model import ModelIdentity, ModelSource, TaskModel
from backend.core.inference.inputs import CropsInput
from backend.core.ppe.inference_tasks import CROPS


class CropClassifier(TaskModel[CropsInput, NDArray[np.float32]]):
    """A loaded crop classifier. Which crops are asked about decides `core.ppe.crop_regions`."""

    task = CROPS

    def __init__(self, model: CropModel, identity: ModelIdentity) -> None:
        self.identity = identity
        self.side = model.side
        self._model = model

    @classmethod
    def load(cls, source: ModelSource) -> Self | None:
        """None for detectors that were made without one."""
        if source.entry is None or (file := source.entry.crop_classifier) is None:
            return None
        identity = ModelIdentity(
            name=file.path.stem, sha256=file.sha256, engine="onnxruntime", licence=source.entry.licence
        )
        return cls(engines.load_crop_classifier(file, source.threads), identity)

    def run(self, inputs: Sequence[CropsInput]) -> list[NDArray[np.float32]]:
        """(P, 7) for each input; all crops go through in one call."""
        counts = [len(one.kinds) for one in inputs]
        scores = self._model.classify(
            np.concatenate([one.crops for one in inputs]), np.concatenate([one.kinds for one in inputs])
        )
        return np.split(scores, np.cumsum(counts)[:-1])
