"""Boxes: arrays of shape (N, 4), x1 y1 x2 y2 in pixels, float32 or float64."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, inf

import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.floating]
Box = tuple[float, float, float, float]
"""One box, x1 y1 x2 y2."""
LETTERBOX_GREY = 114
"""Brightness of what a letterboxed picture does not fill, as detectors of the YOLO family are trained with."""


def box_at(boxes: Boxes, index: int) -> Box:
    """One of the boxes as plain numbers."""
    x1, y1, x2, y2 = boxes[index].tolist()
    return x1, y1, x2, y2


def feet_apart(a: Box, b: Box, largest_ratio: float) -> float:
    """Distance of the feet of two people in heights of the taller; infinite when their heights differ more."""
    height_a, height_b = a[3] - a[1], b[3] - b[1]
    tall, small = max(height_a, height_b), min(height_a, height_b)
    if small <= 0 or tall > largest_ratio * small:
        return inf
    return hypot((a[0] + a[2] - b[0] - b[2]) / 2, a[3] - b[3]) / tall


def areas(boxes: Boxes) -> NDArray[np.floating]:
    """Area of each box, shape (N,), square pixels; 0 for a box that is inside out."""
    return np.maximum(boxes[:, 2] - boxes[:, 0], 0) * np.maximum(boxes[:, 3] - boxes[:, 1], 0)


def intersections(a: Boxes, b: Boxes) -> NDArray[np.floating]:
    """Area shared by each pair, shape (len(a), len(b)), square pixels."""
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    return np.asarray(np.maximum(high - low, 0).prod(axis=2))


def iou(a: Boxes, b: Boxes) -> NDArray[np.floating]:
    """Intersection over union of each pair, shape (len(a), len(b)), 0 to 1."""
    shared = intersections(a, b)
    union = areas(a)[:, None] + areas(b)[None, :] - shared
    return np.asarray(shared / np.maximum(union, 1e-9))


def coverage(a: Boxes, b: Boxes) -> NDArray[np.floating]:
    """Share of each box of `a` that lies inside each box of `b`, shape (len(a), len(b)), 0 to 1."""
    return np.asarray(intersections(a, b) / np.maximum(areas(a)[:, None], 1e-9))


def wholeness(people: Boxes) -> NDArray[np.floating]:
    """How much of a person a box of this shape shows, shape (N,), 0 to 1.

    1 from 2.4 times as high as wide (a whole person), 0 up to 1.5 times (head and shoulders); fitted to the training
    pictures. A walker's box is wide as well, so this is the least that is shown.
    """
    width, height = people[:, 2] - people[:, 0], people[:, 3] - people[:, 1]
    return np.asarray(np.clip((height / np.maximum(width, 1e-6) - 1.5) / 0.9, 0, 1))


@dataclass(frozen=True, slots=True)
class Letterbox:
    """A picture scaled into the top left corner of a square of `size` pixels, keeping its proportions."""

    width: int
    height: int
    size: int

    @property
    def scale(self) -> float:
        """Model pixels per picture pixel."""
        return self.size / max(self.width, self.height)

    @property
    def scaled(self) -> tuple[int, int]:
        """Width and height of the picture inside the square, in model pixels, at least 1."""
        return max(1, round(self.width * self.scale)), max(1, round(self.height * self.scale))

    def to_picture(self, boxes: Boxes) -> Boxes:
        """Boxes in model pixels to boxes in picture pixels, cut at the picture's edge."""
        limit = np.array([self.width, self.height, self.width, self.height], dtype=boxes.dtype)
        return np.asarray(np.clip(boxes / self.scale, 0, limit))
