"""Detects a defocused picture: sharpness compared with what is usual for the camera in this light."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.picture_health.sample import PictureSample

SMALLEST_COARSE = 4.0
"""Grey levels: below it there is no usable edge, so sharpness is unknown."""


@dataclass(frozen=True, slots=True)
class SharpnessOptions:
    """Thresholds for a defocused picture."""

    lost_share: float = 0.62
    """Share of the usual sharpness below which a picture is out of focus. Higher: rain and busy scenes are called
    out of focus. Lower: only a lens that is far off is."""
    found_share: float = 0.75
    """Share of the usual sharpness from which on it is in focus again."""
    learning_samples: int = 15
    """Samples in a light level before sharpness is assessed in it."""
    memory_samples: float = 400.0
    """How many samples back the usual sharpness reaches. Fewer: a lens that goes out of focus slowly is never noticed.
    More: a scene that has really changed is warned about for longer."""
    steps_per_doubling: float = 1.0
    """Light levels per doubling of brightness. Finer learns each light for longer; coarser compares night with day."""


def sharpness(sample: PictureSample) -> float | None:
    """How much of the edges' height falls within one pixel of 320 x 180, about 0.2 to 1; None without edges.

    Contrast and brightness fall out, as both the steep and the wide differences grow with them.
    """
    coarse = _strong(sample.tiny)
    if coarse < SMALLEST_COARSE:
        return None
    return _strong(sample.grey.astype(np.float32)) / coarse


class SharpnessMonitor:
    """Learns how sharp a camera is in each light. One per camera; not thread-safe."""

    def __init__(self, options: SharpnessOptions | None = None) -> None:
        self._options = options or SharpnessOptions()
        self._usual: dict[int, tuple[float, int]] = {}
        self._lost = False

    def is_lost(self, sample: PictureSample) -> bool:
        """Whether this picture is far less sharp than usual. Learns from pictures that are sharp."""
        now = sharpness(sample)
        if now is None:
            return self._lost
        light = round(math.log2(float(sample.tiny.mean()) + 1.0) * self._options.steps_per_doubling)
        usual, samples = self._usual.get(light, (now, 0))
        if samples >= self._options.learning_samples:
            share = self._options.found_share if self._lost else self._options.lost_share
            self._lost = now < share * usual
        if not self._lost:
            weight = 1 / min(samples + 1, self._options.memory_samples)
            self._usual[light] = (usual + weight * (now - usual), samples + 1)
        return self._lost

    def reset(self) -> None:
        """Drop what was learned: another view has another sharpness."""
        self._usual.clear()
        self._lost = False


def _strong(picture: NDArray[np.float32]) -> float:
    """The difference of neighbours that one in fifty exceeds."""
    steps = np.abs(picture[:, 1:] - picture[:, :-1]).ravel()
    at = int(0.98 * steps.size)
    return float(np.partition(steps, at)[at])
