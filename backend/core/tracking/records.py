"""The rows of the array that holds everything about all tracks of a camera, one track a column.

First the state of the box's motion, see `kalman`, then what its last detection brought, then the rest. Times in
seconds, boxes x1 y1 x2 y2 in pixels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.core.tracking.kalman import TO_MEASURED
from backend.core.tracking.similarity import TO_OUTLINE
from backend.core.vision.boxes import Boxes

Array = NDArray[np.float64]
STATE, FOUND = slice(0, 12), slice(12, 18)
LAST_SEEN, SCORE, BOX = 12, 13, slice(14, 18)
ID, DETECTIONS, LAST_STRONG, FIRST_SEEN, FIRST_BOX = 18, 19, 20, 21, slice(22, 26)
ROWS = 26
EMPTY = np.zeros((ROWS, 0))
TO_OUTLINE_AND_MEASURED = np.concatenate([TO_OUTLINE, TO_MEASURED])
WHEN, FOUND_SCORE, FOUND_BOX, OUTLINE, MEASURED = 0, 1, slice(2, 6), slice(6, 12), slice(12, 18)
"""Rows of what was found in a picture: those of `FOUND`, then what is computed from the box."""
LATEST = slice(0, 6)


def found_at(boxes: Boxes, scores: NDArray[np.floating], at_seconds: float) -> Array:
    """What was found in a picture, (18, N), from boxes (N, 4) and scores (N,)."""
    found = np.empty((18, len(scores)))
    found[WHEN], found[FOUND_SCORE], found[FOUND_BOX] = at_seconds, scores, boxes.T
    found[6:] = TO_OUTLINE_AND_MEASURED.dot(found[FOUND_BOX])
    return found


def new_tracks(state: Array, found: Array, first_id: int) -> Array:
    """Tracks seen for the first time."""
    count = found.shape[1]
    rows = np.empty((ROWS, count))
    rows[STATE], rows[FOUND] = state, found[LATEST]
    rows[ID] = np.arange(first_id, first_id + count)
    rows[DETECTIONS] = 1
    rows[LAST_STRONG] = rows[FIRST_SEEN] = found[WHEN]
    rows[FIRST_BOX] = found[FOUND_BOX]
    return rows


def detected(rows: Array, found: Array, seen: NDArray[np.bool_], strong: NDArray[np.bool_]) -> None:
    """The tracks of `seen` were found again as `found` (18, N), some of them with a strong box."""
    np.copyto(rows[FOUND], found[LATEST], where=seen)
    detections = rows[DETECTIONS]
    detections += seen
    np.copyto(rows[LAST_STRONG], found[WHEN], where=strong)
