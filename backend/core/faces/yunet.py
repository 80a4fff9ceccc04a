"""How the raw output of YuNet becomes faces.

YuNet (Wu et al. 2023, MIT) predicts one box for each cell of three grids. A box is stated by its centre relative to
the cell and by the logarithm of its size, in strides; its score is the geometric mean of class and objectness.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from backend.core.faces.inference_tasks import FACE
from backend.core.vision.detections import Detections, suppress

STRIDES = (8, 16, 32)
SCORE_FLOOR = 0.3
"""Scores below are left out. Lower costs time and brings patterns that are no faces; higher loses small faces."""
OVERLAP = 0.3
"""See `suppress`. Faces hardly overlap; higher and one face has two boxes."""
CANDIDATES = 1000
MOST = 300
LARGEST_LOG = 10.0
"""Of a size's logarithm: a larger one is no face, and its exponential would overflow."""

Output = NDArray[np.float32]


def decode(outputs: Mapping[str, Output], side: int) -> Detections:
    """Faces of one square picture of `side` pixels, in its pixels.

    `outputs`: `cls_8` (cells, 1), `obj_8` (cells, 1) and `bbox_8` (cells, 4), and the same of 16 and 32.
    """
    boxes, scores = [], []
    for stride in STRIDES:
        columns = side // stride
        cells = np.arange(columns * (side // stride))
        centres = np.stack([cells % columns, cells // columns], axis=1)
        raw = outputs[f"bbox_{stride}"].reshape(-1, 4)
        middle = (centres + raw[:, :2]) * stride
        half = np.exp(np.minimum(raw[:, 2:], LARGEST_LOG)) * stride / 2
        boxes.append(np.concatenate([middle - half, middle + half], axis=1))
        both = [np.clip(outputs[f"{name}_{stride}"].reshape(-1), 0, 1) for name in ("cls", "obj")]
        scores.append(np.sqrt(both[0] * both[1]))
    all_boxes, all_scores = np.concatenate(boxes).astype(np.float32), np.concatenate(scores).astype(np.float32)
    best = np.argsort(-all_scores, kind="stable")[:CANDIDATES]
    best = best[all_scores[best] >= SCORE_FLOOR]
    kept = best[suppress(all_boxes[best], all_scores[best], OVERLAP)][:MOST]
    return Detections(all_boxes[kept], all_scores[kept], np.full(len(kept), FACE, np.int64))
