"""People who walk about in a picture at random, as a detector would find them: boxes for timing a tracker."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 1920.0, 1080.0
MISSED = 0.05
"""Share of people whom the detector misses in a picture."""
JITTER = 2.0
"""Pixels, standard deviation of each of a box's measures."""
Rows = NDArray[np.float64]


def walkers(people: int, pictures: int, fps: float, seed: int = 0) -> list[Rows]:
    """Of each picture (N, 5): x1, y1, x2, y2, score. People turn round at the picture's sides."""
    random = np.random.default_rng(seed)
    tall = random.uniform(80, 200, people)
    span = np.stack([np.full(people, WIDTH), HEIGHT - tall], axis=1)
    place, speed = random.uniform(0, span), random.normal(0, 0.5, (people, 2)) * tall[:, None]
    found = []
    for _ in range(pictures):
        place += speed / fps
        speed = np.where((place < 0) | (place > span), -speed, speed)
        place = np.clip(place, 0, span)
        half = 0.2 * tall
        boxes = np.stack([place[:, 0] - half, place[:, 1], place[:, 0] + half, place[:, 1] + tall], axis=1)
        boxes += random.normal(0, JITTER, boxes.shape)
        scores = random.uniform(0.5, 0.95, people)
        seen = random.random(people) >= MISSED
        found.append(np.column_stack([boxes, scores])[seen])
    return found
