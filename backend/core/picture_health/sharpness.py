"""How sharp a picture is, compared with how sharp the same camera was in such light before."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.picture_health.sample import PictureLook

SMALLEST_COARSE = 4.0
"""Grey levels: below it there is no edge worth the name, so nothing is said about sharpness."""


@dataclass(frozen=True, slots=True)
class SharpnessOptions:
    """When a picture has lost its sharpness."""

    lost_share: float = 0.62
    """Share of the usual sharpness below which a picture is out of focus. Higher: rain and busy scenes are called
    out of focus. Lower: only a lens that is far off is."""
    found_share: float = 0.75
    """Share of the usual sharpness from which on it is in focus again."""
    learning_looks: int = 15
    """Looks in such light before anything is said about it."""
    memory_looks: float = 400.0
    """How many looks back the usual sharpness reaches. Fewer: a lens that goes out of focus slowly is never noticed.
    More: a scene that has really changed is warned about for longer."""
    steps_per_doubling: float = 1.0
    """How finely light is told apart. Finer learns each light for longer; coarser compares night with day."""


def sharpness(look: PictureLook) -> float | None:
    """How much of the edges' height falls within one pixel of 320 x 180, about 0.2 to 1; None without edges.

    Contrast and brightness fall out, as both the steep and the wide differences grow with them.
    """
    coarse = _strong(look.tiny)
    if coarse < SMALLEST_COARSE:
        return None
    return _strong(look.grey.astype(np.float32)) / coarse


class SharpnessWatch:
    """Learns how sharp a camera is in each light. One per camera; not thread-safe."""

    def __init__(self, options: SharpnessOptions | None = None) -> None:
        self._options = options or SharpnessOptions()
        self._usual: dict[int, tuple[float, int]] = {}
        self._lost = False

    def is_lost(self, look: PictureLook) -> bool:
        """Whether this picture is far less sharp than usual. Learns from pictures that are not."""
        now = sharpness(look)
        if now is None:
            return self._lost
        light = round(math.log2(float(look.tiny.mean()) + 1.0) * self._options.steps_per_doubling)
        usual, looks = self._usual.get(light, (now, 0))
        if looks >= self._options.learning_looks:
            share = self._options.found_share if self._lost else self._options.lost_share
            self._lost = now < share * usual
        if not self._lost:
            pace = 1 / min(looks + 1, self._options.memory_looks)
            self._usual[light] = (usual + pace * (now - usual), looks + 1)
        return self._lost

    def forget(self) -> None:
        """As if nothing had been seen: another view has another sharpness."""
        self._usual.clear()
        self._lost = False


def _strong(picture: NDArray[np.float32]) -> float:
    """The difference of neighbours that one in fifty exceeds."""
    steps = np.abs(picture[:, 1:] - picture[:, :-1]).ravel()
    at = int(0.98 * steps.size)
    return float(np.partition(steps, at)[at])
