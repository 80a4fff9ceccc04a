"""Bare heads are scarce: some helmeted heads get another head, bare or helmeted, cut from elsewhere.

Helmeted heads are pasted as often as bare ones, so that the seam of a pasted head says nothing about what it wears.
"""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from training.data.label_code import classes_of
from training.data.pictures import Picture

HELMET, BARE = 0, 1
SMALLEST_SOURCE, SMALLEST_PLACE = 28, 10
"""Pixels. Smaller sources are blurs; smaller places show nothing."""
ROUNDNESS = (0.5, 2.0)
CHANCE = 0.5


class Heads:
    """Cut-out heads of both kinds."""

    def __init__(self, pictures: list[Picture]) -> None:
        self._of: dict[int, list[NDArray[np.uint8]]] = {HELMET: [], BARE: []}
        for picture in pictures:
            height, width = picture.image.shape[:2]
            kinds = classes_of(picture.targets[:, 0])
            for kind, corners in zip(kinds, picture.targets[:, 1:], strict=True):
                x1, y1, x2, y2 = (round(float(v)) for v in corners)
                inside = x1 > 1 and y1 > 1 and x2 < width - 1 and y2 < height - 1
                if int(kind) in self._of and inside and min(x2 - x1, y2 - y1) >= SMALLEST_SOURCE:
                    cut = picture.image[y1:y2, x1:x2]
                    if (cut.sum(2) == 0).mean() < 0.02:  # some pictures have black holes
                        self._of[int(kind)].append(cut.copy())

    def paste(self, canvas: NDArray[np.uint8], targets: NDArray[np.float32], dice: random.Random) -> None:
        """Replace some helmeted heads of the canvas in place; their class in `targets` (M, 5) follows."""
        for row in targets:
            x1, y1, x2, y2 = (round(float(v)) for v in row[1:])
            width, height = x2 - x1, y2 - y1
            fits = min(width, height) >= SMALLEST_PLACE and ROUNDNESS[0] < width / height < ROUNDNESS[1]
            if int(classes_of(row[0])) != HELMET or not fits or dice.random() > CHANCE:
                continue
            kind = dice.choice((HELMET, BARE))
            head = dice.choice(self._of[kind])
            head = head[:, ::-1] if dice.random() < 0.5 else head
            shrinks = head.shape[0] > height
            head = cv2.resize(head, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
            place = canvas[y1:y2, x1:x2]
            mask = _mask(width, height)
            place[:] = (place * (1 - mask) + head[: place.shape[0], : place.shape[1]] * mask).astype(np.uint8)
            row[0] += kind - HELMET


def _mask(width: int, height: int) -> NDArray[np.float32]:
    """1 inside an ellipse that fills the box, falling to 0 at its corners: (height, width, 1)."""
    y, x = np.mgrid[0:height, 0:width]
    distance = np.hypot((x + 0.5) / width * 2 - 1, (y + 0.5) / height * 2 - 1)
    return ((1.15 - distance) / 0.25).clip(0, 1).astype(np.float32)[..., None]
