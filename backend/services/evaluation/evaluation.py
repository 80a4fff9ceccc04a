"""Evaluates a detector on a labelled data set, on its pictures as they are and made worse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.adapters.evaluation.picture_conditions import CONDITIONS, NATIVE, Degradation
from backend.adapters.evaluation.yolo_dataset import LabelledPicture, YoloDataset
from backend.adapters.pictures import picture_file
from backend.core.errors import InvalidInput
from backend.core.evaluation import bootstrap, calibration
from backend.core.evaluation.average_precision import Ranking
from backend.core.evaluation.bootstrap import Interval
from backend.core.evaluation.box_matching import BY_SIZE
from backend.core.evaluation.detection_figures import EvaluatedPicture, Figures, figures, rankings
from backend.core.evaluation.item_confusion import confusion
from backend.core.ppe.items import CLASSES
from backend.core.vision.detections import SERVING, Detections

Detect = Callable[[NDArray[np.uint8]], Detections]
"""A picture, BGR (H, W, 3) → what is in it, in its pixels, down to the weakest score."""
Progress = Callable[[int, int], None]
"""So many pictures are done of so many."""
DEFAULT_THRESHOLD = 0.4


@dataclass(frozen=True, slots=True)
class Calibrated:
    """How far scores are probabilities; of the detections that cameras use."""

    bins: list[calibration.Bin]
    error: float | None
    """Expected calibration error, 0 to 1."""
    temperature: float | None
    error_after: float | None
    """The same on these very detections once their logits are divided by the temperature: a little flattering."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that was measured."""

    pictures: int
    faults: tuple[str, ...]
    """What was left out, with file and reason."""
    thresholds: Mapping[str, float]
    by_condition: Mapping[str, Figures]
    by_size: Mapping[str, Figures]
    interval: Interval | None
    """Of the mean AP50, 95 %."""
    intervals: Mapping[str, Interval | None]
    """Of each class's AP50, 95 %."""
    calibration: Calibrated
    calibration_by_class: Mapping[str, Calibrated]
    confusion: Mapping[str, Mapping[str, int]]

    @property
    def native(self) -> Figures:
        """The figures on the pictures as they are."""
        return self.by_condition[NATIVE.name]


def shipped_thresholds(given: Mapping[str, float]) -> dict[str, float]:
    """A threshold for each class: the model's own, else the one for all."""
    return {name: given.get(name, DEFAULT_THRESHOLD) for name in CLASSES}


def evaluate(
    dataset: YoloDataset,
    detect: Detect,
    thresholds: Mapping[str, float],
    *,
    conditions: Sequence[Degradation] = CONDITIONS,
    progress: Progress = lambda done, total: None,
) -> Evaluation:
    """Detect in every picture in every condition (the native one among them), then compute the figures.

    InvalidInput when no picture can be used.
    """
    pictures, faults = _detect_in_all(dataset, detect, conditions, progress)
    labelled = [CLASSES[cls] for cls in dataset.classes]
    ranked = {name: rankings(found) for name, found in pictures.items()}
    native, native_ranked = pictures[NATIVE.name], ranked[NATIVE.name]
    whole, each = bootstrap.intervals(native_ranked)
    return Evaluation(
        pictures=len(native),
        faults=(*dataset.faults, *faults),
        thresholds=thresholds,
        by_condition={name: figures(found, thresholds, labelled) for name, found in ranked.items()},
        by_size={name: figures(rankings(native, size), thresholds, labelled) for name, size in BY_SIZE.items()},
        interval=whole,
        intervals=each,
        calibration=_calibrated([native_ranked[name] for name in labelled]),
        calibration_by_class={name: _calibrated([native_ranked[name]]) for name in labelled},
        confusion=confusion(native, thresholds),
    )


def _detect_in_all(
    dataset: YoloDataset, detect: Detect, conditions: Sequence[Degradation], progress: Progress
) -> tuple[dict[str, list[EvaluatedPicture]], list[str]]:
    """Per condition what was found in each picture, and what could not be read."""
    evaluated: dict[str, list[EvaluatedPicture]] = {condition.name: [] for condition in conditions}
    faults = []
    for done, labelled in enumerate(dataset.pictures, start=1):
        try:
            picture = picture_file.read(labelled.path)
        except InvalidInput as error:
            faults.append(f"{labelled.path.name}: left out, {error.message}")
        else:
            truth = _truth(labelled, picture)
            for condition in conditions:
                found = detect(condition.worsen(picture))
                scaled = Detections(found.boxes / condition.scale, found.scores, found.classes)
                evaluated[condition.name].append(EvaluatedPicture(scaled, truth))
        progress(done, len(dataset.pictures))
    if not all(evaluated.values()):
        reasons = "; ".join([*dataset.faults, *faults][:5])
        raise InvalidInput(f"None of the pictures can be used: {reasons}.", hint="Correct them, or choose others.")
    return evaluated, faults


def _truth(labelled: LabelledPicture, picture: NDArray[np.uint8]) -> Detections:
    height, width = picture.shape[:2]
    boxes = labelled.boxes * np.array([width, height, width, height])
    return Detections(boxes, np.ones(len(boxes), dtype=np.float32), labelled.classes)


def _calibrated(ranked: Sequence[Ranking]) -> Calibrated:
    scores = np.concatenate([ranking.scores for ranking in ranked])
    right = np.concatenate([ranking.hits[:, 0] for ranking in ranked])
    served = scores > SERVING.score_floor
    scores, right = scores[served], right[served]
    bins = calibration.reliability(scores, right)
    best = calibration.temperature(scores, right)
    after = None
    if best is not None:
        after = calibration.expected_error(calibration.reliability(calibration.cooled(scores, best), right))
    return Calibrated(bins, calibration.expected_error(bins), best, after)
