"""Which detections are right: those of one class in one picture against the boxes that are really there.

As COCO does it (pycocotools, `COCOeval.evaluateImg`): the detections choose one after the other, best score first; each
takes the true box that it overlaps most among those still free, if it overlaps it enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.vision.boxes import Boxes, areas, iou

OVERLAPS = np.linspace(0.5, 0.95, 10)
"""IoU from which a detection counts as right: AP50 uses the first, AP50-95 the mean over all."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Boxes of these areas count, square pixels, both ends included. The others neither help nor harm."""

    least: float = 0.0
    most: float = 1e10

    def holds(self, boxes: Boxes) -> NDArray[np.bool_]:
        """(N,) whether each box is in the range."""
        size = areas(boxes)
        return np.asarray((size >= self.least) & (size <= self.most))


ANY_SIZE = Sizes()
BY_SIZE = {"small": Sizes(0, 32**2), "medium": Sizes(32**2, 96**2), "large": Sizes(96**2)}
"""COCO's three."""


@dataclass(frozen=True, slots=True)
class Matched:
    """One class in one picture: N detections, best score first, at each of the `OVERLAPS`."""

    scores: NDArray[np.float64]
    """(N,)"""
    taken: NDArray[np.int64]
    """(N, 10) which true box it found, or -1."""
    hits: NDArray[np.bool_]
    """(N, 10) whether it found a true box that counts."""
    ignored: NDArray[np.bool_]
    """(N, 10) whether it counts for nothing, because of its size or its true box's."""
    truths: int
    """True boxes that count."""


def match(boxes: Boxes, scores: NDArray[np.floating], truth: Boxes, sizes: Sizes = ANY_SIZE) -> Matched:
    """Match N detections (N, 4) with M true boxes (M, 4), x1 y1 x2 y2 in the same pixels, one to one."""
    order = np.argsort(-scores, kind="stable")
    boxes = boxes[order].astype(np.float64)
    truth = truth.astype(np.float64)
    counts = sizes.holds(truth)
    taken = _assigned(iou(boxes, truth), counts)
    found = taken >= 0
    real = found & np.append(counts, False)[taken]
    ignored = (found & ~real) | (~found & ~sizes.holds(boxes)[:, None])
    return Matched(scores[order].astype(np.float64), taken, real, ignored, int(counts.sum()))


def _assigned(overlaps: NDArray[np.floating], counts: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(N, 10) the true box that each detection takes at each overlap, or -1. Boxes that count go first."""
    taken = np.full((len(overlaps), len(OVERLAPS)), -1, dtype=np.int64)
    free = np.ones((len(OVERLAPS), overlaps.shape[1]), dtype=bool)
    levels = np.arange(len(OVERLAPS))
    for i in np.flatnonzero((overlaps >= OVERLAPS[0]).any(axis=1)):
        open_to_it = free & (overlaps[i] >= OVERLAPS[:, None])
        first = open_to_it & counts
        choice = np.where(first.any(axis=1)[:, None], first, open_to_it)
        best = _last_argmax(np.where(choice, overlaps[i], -1.0))
        taken[i] = np.where(choice.any(axis=1), best, -1)
        free[levels[taken[i] >= 0], taken[i][taken[i] >= 0]] = False
    return taken


def _last_argmax(values: NDArray[np.floating]) -> NDArray[np.int64]:
    """Index of the largest of each row, the last of equals, as COCO chooses."""
    return np.asarray(values.shape[1] - 1 - values[:, ::-1].argmax(axis=1), dtype=np.int64)
