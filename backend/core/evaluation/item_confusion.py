"""Worn taken for missing and missing for worn: what the detector says at the place of each item that is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from backend.core.evaluation.box_matching import match
from backend.core.evaluation.detection_figures import Looked
from backend.core.ppe.items import CLASSES, ITEM_TABLE
from backend.core.vision.detections import SERVING, Detections, suppress

PAIRS = ITEM_TABLE.class_pairs
NOTHING = "nothing"


def confusion(pictures: Iterable[Looked], thresholds: Mapping[str, float]) -> dict[str, dict[str, int]]:
    """`counts[truth][said]` for the worn and missing class of each item and nothing.

    Said is what has at least its class's threshold. Of a pair's boxes at one place only the surest speaks; it is at the
    place of a true box when their IoU is at least 0.5. Row "nothing": said where nothing of the pair is.
    """
    names = [CLASSES[cls] for pair in PAIRS for cls in pair]
    counts = {truth: dict.fromkeys(_answers(truth), 0) for truth in names}
    counts[NOTHING] = dict.fromkeys(names, 0)
    for picture in pictures:
        for pair in PAIRS:
            _count(picture, pair, thresholds, counts)
    return counts


def _answers(truth: str) -> tuple[str, str, str]:
    pair = next(pair for pair in PAIRS if CLASSES.index(truth) in pair)
    return CLASSES[pair[0]], CLASSES[pair[1]], NOTHING


def _count(
    picture: Looked, pair: tuple[int, int], thresholds: Mapping[str, float], counts: Mapping[str, dict[str, int]]
) -> None:
    said, truth = _of(picture.found, pair, thresholds), _of(picture.truth, pair, dict.fromkeys(CLASSES, 0.0))
    keep = suppress(said.boxes, said.scores, SERVING.overlap)
    taken = match(said.boxes[keep], said.scores[keep], truth.boxes).taken[:, 0]
    for cls, at in zip(said.classes[keep], taken, strict=True):
        where = CLASSES[truth.classes[at]] if at >= 0 else NOTHING
        counts[where][CLASSES[cls]] += 1
    for cls in truth.classes[np.setdiff1d(np.arange(len(truth)), taken)]:
        counts[CLASSES[cls]][NOTHING] += 1


def _of(found: Detections, pair: tuple[int, int], thresholds: Mapping[str, float]) -> Detections:
    least = np.array([thresholds[name] for name in CLASSES])
    keep = np.isin(found.classes, pair) & (found.scores >= least[found.classes])
    return Detections(found.boxes[keep], found.scores[keep], found.classes[keep])
