"""Rendered night: a dark scene without anybody, sensor noise at high gain, passing headlights."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.corpora import Noise

WIDTH, HEIGHT = 960, 540
POSTS = 7
"""Vertical things in the scene, about as wide and high as people."""
ROUND_SECONDS = 8.0
"""Time of one passing headlight."""


def frames(noise: Noise, fps: float) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """Time and frame. The same settings give the same frames."""
    random = np.random.default_rng(noise.seed)
    scene = _scene(random, noise.light)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    for index in range(round(noise.seconds * fps)):
        at = index / fps
        lit = scene
        if noise.headlights:
            across = WIDTH * (at % ROUND_SECONDS) / ROUND_SECONDS
            lit = scene + 120 * np.exp(-((x - across) ** 2 + (y - HEIGHT * 0.7) ** 2) / 9000)
        grain = random.normal(0, noise.gain, (HEIGHT // 2, WIDTH // 2)).astype(np.float32)
        grain = cv2.resize(grain, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
        grain += random.normal(0, noise.gain / 2, (HEIGHT, WIDTH)).astype(np.float32)
        grey = (lit + grain).clip(0, 255).astype(np.uint8)
        yield at, np.repeat(grey[..., None], 3, axis=2)


def _scene(random: np.random.Generator, light: float) -> NDArray[np.float32]:
    """A floor, a wall and posts, softly lit: (HEIGHT, WIDTH)."""
    scene = np.full((HEIGHT, WIDTH), light, np.float32)
    scene[: HEIGHT // 3] *= 0.6
    for left in random.integers(40, WIDTH - 80, POSTS):
        width, top = int(random.integers(25, 60)), int(random.integers(HEIGHT // 4, HEIGHT // 2))
        scene[top : top + 220, left : left + width] *= random.uniform(0.3, 1.9)
        cv2.circle(scene, (int(left + width // 2), top - 12), 14, float(light * random.uniform(0.4, 2.2)), -1)
    return np.asarray(cv2.GaussianBlur(scene, (0, 0), 2.0), np.float32)
