"""Whether scores are probabilities: of what is detected with 0.7, is 70 % right?

C. Guo, G. Pleiss, Y. Sun, K. Weinberger, "On calibration of modern neural networks", ICML 2017: the expected
calibration error, and temperature scaling.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

BINS = 10
HIGHEST_TEMPERATURE = 20.0
_EDGE = 1e-6
Scores = NDArray[np.floating]
Right = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bin:
    """The detections whose score is over `low`, up to `high`."""

    low: float
    high: float
    count: int
    mean_score: float | None
    """None without detections."""
    share_right: float | None
    """None without detections."""


def reliability(scores: Scores, right: Right, bins: int = BINS) -> list[Bin]:
    """(N,) scores and whether each was right → bins of equal width from 0 to 1."""
    edges = np.linspace(0, 1, bins + 1)
    which = np.clip(np.ceil(scores * bins).astype(int) - 1, 0, bins - 1)
    table = []
    for i in range(bins):
        mine = which == i
        some = bool(mine.any())
        table.append(
            Bin(
                float(edges[i]),
                float(edges[i + 1]),
                int(mine.sum()),
                float(scores[mine].mean()) if some else None,
                float(right[mine].mean()) if some else None,
            )
        )
    return table


def expected_error(table: list[Bin]) -> float | None:
    """Mean distance between score and share of right ones, weighted by the bins' counts. None without detections."""
    total = sum(row.count for row in table)
    if not total:
        return None
    return (
        sum(
            row.count * abs(row.mean_score - row.share_right)
            for row in table
            if row.mean_score is not None and row.share_right is not None
        )
        / total
    )


def temperature(scores: Scores, right: Right) -> float | None:
    """What to divide the scores' logits by so that they are most likely. Over 1: the scores were overconfident.

    None without detections, or when all or none of them are right: then no temperature is best.
    """
    if not len(scores) or right.all() or not right.any():
        return None

    def loss(log_t: float) -> float:
        logits = _logits(scores) / np.exp(log_t)
        return float(np.mean(np.logaddexp(0, np.where(right, -logits, logits))))

    limit = float(np.log(HIGHEST_TEMPERATURE))
    return float(np.exp(minimize_scalar(loss, bounds=(-limit, limit), method="bounded").x))


def cooled(scores: Scores, by: float) -> Scores:
    """The scores with their logits divided by a temperature."""
    return np.asarray(1 / (1 + np.exp(-_logits(scores) / by)))


def _logits(scores: Scores) -> Scores:
    p = np.clip(scores.astype(np.float64), _EDGE, 1 - _EDGE)
    return np.asarray(np.log(p / (1 - p)))
