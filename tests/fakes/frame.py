"""A camera's picture made on the spot: a noisy yard with people painted in one colour each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import cv2
import numpy as np

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]
WIDTH, HEIGHT = 640, 360


@dataclass(frozen=True)
class FakeFrame:
    """An `ObservedFrame`. `people` are painted at their boxes in their colours (BGR)."""

    at: datetime
    people: Mapping[Colour, Box] = field(default_factory=dict)
    width: int = WIDTH
    height: int = HEIGHT

    def to_bgr(self, width: int | None = None, height: int | None = None) -> np.ndarray:
        picture = np.full((self.height, self.width, 3), 90, np.uint8)
        for colour, (x1, y1, x2, y2) in self.people.items():
            picture[int(y1) : int(y2), int(x1) : int(x2)] = colour
        wide = width or self.width
        high = height or round(self.height * wide / self.width)
        return np.asarray(cv2.resize(picture, (wide, high), interpolation=cv2.INTER_AREA))

    def sampled_bgr(self, width: int, height: int) -> np.ndarray:
        return self.to_bgr(width, height)

    def to_gray(self, width: int | None = None, height: int | None = None) -> np.ndarray:
        return np.asarray(cv2.cvtColor(self.to_bgr(width, height), cv2.COLOR_BGR2GRAY))
