"""SORT the usual way: one Kalman filter of filterpy for each person, scipy's assignment on the IoU.

Written from Bewley et al., "Simple Online and Realtime Tracking" (2016): the state is centre, area and shape of a box,
and the speeds of the first three. Imports nothing of Mandor.
"""

from __future__ import annotations

import numpy as np
from filterpy.kalman import KalmanFilter
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Array = NDArray[np.float64]
LEAST_IOU = 0.3
LONGEST_MISS = 8
"""Pictures without a detection after which a track ends: 1.5 seconds at five a second."""
CONFIRM = 2
"""Detections before a track counts."""


class FilterpySort:
    """Tracks of one camera at a steady rate."""

    def __init__(self) -> None:
        self._filters: list[KalmanFilter] = []
        self._ids: list[int] = []
        self._hits: list[int] = []
        self._misses: list[int] = []
        self._next_id = 1

    def update(self, boxes: Array) -> Array:
        """Boxes (N, 4) x1 y1 x2 y2 to those of the tracks detected now, (M, 5) with the id."""
        for each in self._filters:
            if each.x[6, 0] + each.x[2, 0] <= 0:
                each.x[6, 0] = 0.0
            each.predict()
        predicted = np.array([_box(each.x) for each in self._filters]).reshape(-1, 4)
        overlap = _iou(predicted, boxes)
        rows, columns = linear_sum_assignment(-overlap)
        pairs = [(r, c) for r, c in zip(rows, columns, strict=True) if overlap[r, c] >= LEAST_IOU]
        self._misses = [count + 1 for count in self._misses]
        for row, column in pairs:
            self._filters[row].update(_measured(boxes[column]))
            self._hits[row] += 1
            self._misses[row] = 0
        taken = {column for _, column in pairs}
        for column in range(len(boxes)):
            if column not in taken:
                self._start(boxes[column])
        self._drop()
        shown = [i for i, misses in enumerate(self._misses) if misses == 0 and self._hits[i] >= CONFIRM]
        return np.array([[*_box(self._filters[i].x), self._ids[i]] for i in shown]).reshape(-1, 5)

    def _start(self, box: Array) -> None:
        new = KalmanFilter(dim_x=7, dim_z=4)
        new.F = np.eye(7)
        new.F[[0, 1, 2], [4, 5, 6]] = 1.0
        new.H = np.eye(4, 7)
        new.R = np.diag([1.0, 1.0, 10.0, 10.0])
        new.P = np.diag([10.0, 10.0, 10.0, 10.0, 1e4, 1e4, 1e4])
        new.Q = np.diag([1.0, 1.0, 1.0, 1.0, 1e-2, 1e-2, 1e-4])
        new.x[:4] = _measured(box)
        self._filters.append(new)
        self._ids.append(self._next_id)
        self._hits.append(1)
        self._misses.append(0)
        self._next_id += 1

    def _drop(self) -> None:
        kept = [i for i, misses in enumerate(self._misses) if misses <= LONGEST_MISS]
        self._filters = [self._filters[i] for i in kept]
        self._ids = [self._ids[i] for i in kept]
        self._hits = [self._hits[i] for i in kept]
        self._misses = [self._misses[i] for i in kept]


def _measured(box: Array) -> Array:
    width, height = box[2] - box[0], box[3] - box[1]
    return np.array([[box[0] + width / 2], [box[1] + height / 2], [width * height], [width / height]])


def _box(state: Array) -> Array:
    x, y, area, shape = state[:4, 0]
    width = np.sqrt(max(area * shape, 1e-9))
    height = max(area, 1e-9) / width
    return np.array([x - width / 2, y - height / 2, x + width / 2, y + height / 2])


def _iou(a: Array, b: Array) -> Array:
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    shared = np.clip(high - low, 0, None).prod(2)
    area_a, area_b = (a[:, 2:] - a[:, :2]).prod(1), (b[:, 2:] - b[:, :2]).prod(1)
    return np.asarray(shared / np.maximum(area_a[:, None] + area_b[None] - shared, 1e-9))
