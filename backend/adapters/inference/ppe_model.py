"""The task `ppe`: people and protective equipment in a whole frame, by a detector of the manifest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Self

import numpy as np

from backend.adapters.engines import selection as engines
from backend.adapters.engines.detection_model import Choice
from backend.adapters.inference.task_model import ModelIdentity, ModelSource, TaskModel
from backend.adapters.models.manifest import ModelEntry
from backend.core.errors import ModelError
from backend.core.inference.inputs import FrameInput
from backend.core.ppe.inference_tasks import PPE
from backend.core.vision.boxes import Letterbox
from backend.core.vision.detections import Detections


class PpeModel(TaskModel[FrameInput, Detections]):
    """A detector in the engine that was chosen, with its shorter forms."""

    task = PPE

    def __init__(self, entry: ModelEntry, choice: Choice) -> None:
        """`entry` is the model of the manifest, `choice` its forms in the chosen engine."""
        self.entry = entry
        self.identity = ModelIdentity(
            name=entry.name,
            sha256=choice.model.entry.sha256,
            engine=choice.model.engine,
            device=choice.model.device,
            licence=entry.licence,
            file=entry.path.name,
            milliseconds=choice.milliseconds,
        )
        self.side = choice.model.input_size
        self._forms = sorted((choice.model, *choice.shorter), key=lambda form: form.rows)

    @classmethod
    def load(cls, source: ModelSource) -> Self:
        """The fastest engine is chosen by measuring."""
        if source.entry is None:
            raise ModelError("The manifest has no model for the task ppe.", code="model_missing")
        return cls(source.entry, engines.load(source.entry, source.engine, source.threads))

    def run(self, inputs: Sequence[FrameInput]) -> list[Detections]:
        """Detections in the pixels of the original pictures.

        1. Sort the frames by the shortest form that holds each: what is below is padding. 2. Run each form once.
        3. Back to the original's pixels.
        """
        boxes = [Letterbox(one.width, one.height, self.side) for one in inputs]
        by_form: defaultdict[int, list[int]] = defaultdict(list)
        for index, box in enumerate(boxes):
            by_form[next(i for i, form in enumerate(self._forms) if form.rows >= box.scaled[1])].append(index)
        found: dict[int, Detections] = {}
        for number, indices in by_form.items():
            form = self._forms[number]
            pictures = np.stack([inputs[index].picture[: form.rows] for index in indices])
            found |= zip(indices, form.detect(pictures), strict=True)
        return [_in_original(found[index], box) for index, box in enumerate(boxes)]


def _in_original(found: Detections, box: Letterbox) -> Detections:
    return Detections(box.to_picture(found.boxes), found.scores, found.classes)
