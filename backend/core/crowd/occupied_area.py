"""The area that boxes occupy together, where what several of them share counts once."""

from __future__ import annotations

import numpy as np

from backend.core.vision.boxes import Boxes


def occupied_area(boxes: Boxes, width: float, height: float) -> float:
    """Area of the union of boxes (N, 4) within a picture, square pixels; exact.

    The edges of all boxes divide the picture into at most (2N - 1)² cells, each of which is in a box or in none.
    """
    limit = np.array([width, height, width, height], np.float64)
    inside = np.clip(np.asarray(boxes, np.float64).reshape(-1, 4), 0, limit)
    xs, ys = np.unique(inside[:, (0, 2)]), np.unique(inside[:, (1, 3)])
    if len(xs) < 2 or len(ys) < 2:
        return 0.0
    cells = np.zeros((len(ys) - 1, len(xs) - 1), bool)
    left, right = np.searchsorted(xs, inside[:, 0]), np.searchsorted(xs, inside[:, 2])
    top, bottom = np.searchsorted(ys, inside[:, 1]), np.searchsorted(ys, inside[:, 3])
    for x1, y1, x2, y2 in zip(left, top, right, bottom, strict=True):
        cells[y1:y2, x1:x2] = True
    return float(np.diff(ys) @ cells @ np.diff(xs))
