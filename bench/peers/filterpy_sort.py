"""SORT the usual way: one Kalman filter of filterpy for each person, scipy's assignment on the IoU.

Written from Bewley et al., "Simple Online and Realtime Tracking" (2016), with the steps of the published program: the
state is centre, area and shape of a box and the speeds of the first three; each person's state becomes a box after each
prediction and again for each output, and predictions that are not numbers are taken out. Imports nothing of Mandor.
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


class Person:
    """One track."""

    def __init__(self, box: Array, number: int) -> None:
        self.filter = KalmanFilter(dim_x=7, dim_z=4)
        self.filter.F = np.eye(7)
        self.filter.F[[0, 1, 2], [4, 5, 6]] = 1.0
        self.filter.H = np.eye(4, 7)
        self.filter.R = np.diag([1.0, 1.0, 10.0, 10.0])
        self.filter.P = np.diag([10.0, 10.0, 10.0, 10.0, 1e4, 1e4, 1e4])
        self.filter.Q = np.diag([1.0, 1.0, 1.0, 1.0, 1e-2, 1e-2, 1e-4])
        self.filter.x[:4] = _measured(box)
        self.number, self.hits, self.misses = number, 1, 0

    def predict(self) -> Array:
        """The box where the person should be now."""
        if self.filter.x[6] + self.filter.x[2] <= 0:
            self.filter.x[6] *= 0.0
        self.filter.predict()
        self.misses += 1
        return self.box()

    def correct(self, box: Array) -> None:
        """The person was found here."""
        self.filter.update(_measured(box))
        self.hits += 1
        self.misses = 0

    def box(self) -> Array:
        """The box where the person is now, (4,)."""
        x, y, area, shape = self.filter.x[:4]
        width = np.sqrt(area * shape)
        height = area / width
        return np.array([x - width / 2, y - height / 2, x + width / 2, y + height / 2]).reshape(4)


class FilterpySort:
    """Tracks of one camera at a steady rate."""

    def __init__(self) -> None:
        self._people: list[Person] = []
        self._next_number = 1

    def update(self, boxes: Array) -> Array:
        """Boxes (N, 4) x1 y1 x2 y2 to those of the tracks detected now, (M, 5) with the number."""
        predicted = np.zeros((len(self._people), 4))
        for row, person in zip(predicted, self._people, strict=True):
            row[:] = person.predict()
        known = [not np.any(np.isnan(row)) for row in predicted]
        predicted = np.ma.compress_rows(np.ma.masked_invalid(predicted))  # type: ignore[no-untyped-call]
        self._people = [person for person, is_known in zip(self._people, known, strict=True) if is_known]
        pairs, new = _associate(boxes, predicted)
        for column, row in pairs:
            self._people[row].correct(boxes[column])
        for column in new:
            self._people.append(Person(boxes[column], self._next_number))
            self._next_number += 1
        shown = []
        for person in self._people:
            box = person.box()
            if person.misses == 0 and person.hits >= CONFIRM:
                shown.append(np.concatenate([box, [person.number]])[None])
        self._people = [person for person in self._people if person.misses <= LONGEST_MISS]
        return np.concatenate(shown) if shown else np.zeros((0, 5))


def _associate(boxes: Array, predicted: Array) -> tuple[NDArray[np.int64], list[int]]:
    """Pairs of a box and a track, and the boxes that have none."""
    pairs = np.zeros((0, 2), np.int64)
    if not len(predicted) or not len(boxes):
        return pairs, list(range(len(boxes)))
    overlap = _iou(boxes, predicted)
    possible = (overlap > LEAST_IOU).astype(np.int32)
    if possible.sum(1).max() == 1 and possible.sum(0).max() == 1:
        pairs = np.stack(np.nonzero(possible), axis=1)
    else:
        pairs = np.array(list(zip(*linear_sum_assignment(-overlap), strict=True)))
    new = [box for box in range(len(boxes)) if box not in pairs[:, 0]]
    lost = [track for track in range(len(predicted)) if track not in pairs[:, 1]]
    matches = []
    for pair in pairs:
        if overlap[pair[0], pair[1]] < LEAST_IOU:
            new.append(pair[0])
            lost.append(pair[1])
        else:
            matches.append(pair.reshape(1, 2))
    return (np.concatenate(matches) if matches else np.zeros((0, 2), np.int64)), new


def _measured(box: Array) -> Array:
    width, height = box[2] - box[0], box[3] - box[1]
    return np.array([box[0] + width / 2, box[1] + height / 2, width * height, width / height]).reshape(4, 1)


def _iou(a: Array, b: Array) -> Array:
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    shared = np.maximum(high - low, 0.0).prod(2)
    area_a, area_b = (a[:, 2:] - a[:, :2]).prod(1), (b[:, 2:] - b[:, :2]).prod(1)
    return np.asarray(shared / (area_a[:, None] + area_b[None] - shared))
