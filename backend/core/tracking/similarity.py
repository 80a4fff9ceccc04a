"""How well boxes fit each other: by the area that they share, and by the height."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.int64]
TO_OUTLINE = np.array(
    [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [-1, 0, 1, 0], [0, -1, 0, 1]], np.float64
)
LEFT, RIGHT = 0, 2


class Overlaps(NamedTuple):
    """The pairs of a track and a found box that stand one above the other, K of them, by track."""

    tracks: Index
    found: Index
    iou: Array
    """Intersection over union; below 0 for a pair that shares no area."""
    heights: Array
    """The same of their vertical sides alone.

    Who stands behind another has their feet higher in the picture: where both overlap both boxes, heights tell them
    apart. Weighing the IoU by it is Yang et al., "Hybrid-SORT" (2024).
    """


def overlaps(tracks: Array, found: Array) -> Overlaps:
    """Outlines of tracks (6, N), at least a pixel wide and high, and of found boxes (6, M)."""
    beside = tracks[LEFT, :, None] < found[RIGHT]
    beside &= tracks[RIGHT, :, None] > found[LEFT]
    rows, columns = beside.nonzero()
    left, top, right, bottom, width, height = tracks.take(rows, 1)
    left_found, top_found, right_found, bottom_found, width_found, height_found = found.take(columns, 1)
    shared = np.minimum(bottom, bottom_found) - np.maximum(top, top_found)
    heights = shared / (height + height_found - shared)
    shared *= np.minimum(right, right_found) - np.maximum(left, left_found)
    iou = shared / (width * height + width_found * height_found - shared)
    return Overlaps(rows, columns, iou, heights)
