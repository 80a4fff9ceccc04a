"""Average precision of one class over many pictures, as COCO counts it (pycocotools, `COCOeval.accumulate`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.evaluation.box_matching import OVERLAPS, Matched

RECALLS = np.linspace(0, 1, 101)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All K detections of one class in P pictures, best score first."""

    scores: NDArray[np.float64]
    """(K,)"""
    pictures: NDArray[np.int64]
    """(K,) which picture each is from."""
    hits: NDArray[np.bool_]
    """(K, 10), see `Matched`."""
    ignored: NDArray[np.bool_]
    """(K, 10), see `Matched`."""
    truths: NDArray[np.int64]
    """(P,) true boxes of each picture."""

    @property
    def total(self) -> int:
        """True boxes of all pictures."""
        return int(self.truths.sum())

    def ap50(self) -> float | None:
        """Average precision at IoU 0.5, 0 to 1. None when there is nothing to find."""
        return self._ap(0)

    def ap50_95(self) -> float | None:
        """Mean of the average precisions at IoU 0.5, 0.55 … 0.95. None when there is nothing to find."""
        levels = [self._ap(level) for level in range(len(OVERLAPS))]
        known = [ap for ap in levels if ap is not None]
        return float(np.mean(known)) if known else None

    def recall(self, threshold: float) -> float | None:
        """Share of the true boxes that a detection with at least this score found. None without true boxes."""
        return self._right(threshold) / self.total if self.total else None

    def precision(self, threshold: float) -> float | None:
        """Share of the detections with at least this score that are right. None when there are none."""
        counted = int((~self.ignored[:, 0] & (self.scores >= threshold)).sum())
        return self._right(threshold) / counted if counted else None

    def _right(self, threshold: float) -> int:
        return int((self.hits[:, 0] & (self.scores >= threshold)).sum())

    def _ap(self, level: int) -> float | None:
        return average_precision(self.hits[~self.ignored[:, level], level], self.total) if self.total else None


def rank(matched: Sequence[Matched]) -> Ranking:
    """The detections of all pictures in one order, given those of each. At least one picture."""
    scores = np.concatenate([m.scores for m in matched])
    order = np.argsort(-scores, kind="stable")
    return Ranking(
        scores[order],
        np.repeat(np.arange(len(matched)), [len(m.scores) for m in matched])[order],
        np.concatenate([m.hits for m in matched])[order],
        np.concatenate([m.ignored for m in matched])[order],
        np.array([m.truths for m in matched], dtype=np.int64),
    )


def average_precision(hits: NDArray[np.bool_], total: int) -> float:
    """Area under precision over recall, read at 101 recalls.

    `hits` (K,): whether each detection, best score first, is right; `total` true boxes, at least one. The
    precision at a recall is the best that is reached at this recall or a higher one.
    """
    right = np.flatnonzero(hits)  # wrong ones after the last right one change nothing
    if not len(right):
        return 0.0
    found = np.arange(1, len(right) + 1)
    precision = np.maximum.accumulate((found / (right + 1))[::-1])[::-1]
    at = np.searchsorted(found / total, RECALLS, side="left")
    return float(np.append(precision, 0.0)[at].mean())


def mean(values: Sequence[float | None]) -> float | None:
    """Mean of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None
