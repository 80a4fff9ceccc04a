"""Detects a frozen picture: the camera sends the same picture again and again.

A sensor is never still. Its noise survives noise reduction and strong compression, because each key frame is encoded
anew: between two key frames of the quietest night measured, 15 % of the single pixels differ, always about as many. A
frozen picture gives the same key frame again, or one that differs for a while because the encoder adjusts its rate.
Between two key frames a quiet live picture may be the very same, so samples are compared only across a key frame.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.picture_health.sample import POINTS_HEIGHT, POINTS_WIDTH, PictureSample

CELL = 10
"""Motion is detected in square cells of this many points a side."""


@dataclass(frozen=True, slots=True)
class FreezeOptions:
    """Thresholds for a frozen picture."""

    window_seconds: float = 20.0
    """How long nothing may have moved. Shorter: a still stretch of a rendered clip is called frozen. Longer:
    reported later."""
    changed_share: float = 0.10
    """Share of points that differ across a key frame, below which no sensor is behind it. Lower: an encoder that is
    given few bits hides that its picture is frozen. Higher: very clean cameras are called frozen."""
    clipped: int = 6
    """Grey levels from black and from white within which a sensor's noise is cut off, so that points are left out."""
    least_points: float = 0.05
    """Share of points that must be left for a comparison to count."""
    comparisons: int = 2
    """Comparisons below that share that are required within the window. Fewer trusts chance, more asks for more key
    frames."""
    cell_change: float = 3.0
    """Grey levels by which a cell's mean must differ to be motion; an encoder's doing averages out to less."""
    band_share: float = 0.12
    """Share of the height, at the top and at the bottom, that is left out: cameras write their clock there. More
    leaves less to compare."""
    keyless_seconds: float = 120.0
    """How long a picture without any new key frame may be the very same, point for point, before it counts as
    frozen. Shorter than a camera's longest distance between key frames calls a quiet night frozen."""
    compared: int = 8
    """Earlier samples with which each sample is compared; more costs time."""


@dataclass(frozen=True, slots=True)
class _Compared:
    at: float
    keys: int
    points: NDArray[np.int16]
    cells: NDArray[np.float32]


class FreezeDetector:
    """Compares each sample with those before it. One per camera; not thread-safe."""

    def __init__(self, options: FreezeOptions | None = None) -> None:
        self._options = options or FreezeOptions()
        band = round(self._options.band_share * POINTS_HEIGHT / CELL) * CELL
        self._rows = slice(band, POINTS_HEIGHT - band)
        self._earlier: deque[_Compared] = deque(maxlen=self._options.compared)
        self._static_since: float | None = None
        self._identical_since: float | None = None
        self._similar_at: deque[float] = deque(maxlen=self._options.comparisons)

    @property
    def since(self) -> float | None:
        """When the freeze began; None when the picture is not frozen, or not for long enough."""
        if self._static_since is None or not self._earlier:
            return None
        options, now = self._options, self._earlier[-1].at
        window = now - options.window_seconds
        similar = len(self._similar_at) == options.comparisons and self._similar_at[0] >= window
        if similar and self._static_since <= window:
            return self._static_since
        same = self._identical_since
        return same if same is not None and now - same >= options.keyless_seconds else None

    def add(self, sample: PictureSample) -> None:
        """Add a sample, later than those before."""
        points = sample.points[self._rows].astype(np.int16)
        cells = points.reshape(-1, CELL, POINTS_WIDTH // CELL, CELL).mean(axis=(1, 3), dtype=np.float32)
        compared = _Compared(sample.at, sample.keys, points, cells)
        if self._earlier and np.abs(cells - self._earlier[-1].cells).max() > self._options.cell_change:
            self.reset()
        if self._static_since is None:
            self._static_since = self._identical_since = sample.at
        for before in self._earlier:
            if before.keys < compared.keys and self._are_similar(points, before.points):
                self._similar_at.append(sample.at)
                break
        if self._earlier and not np.array_equal(points, self._earlier[-1].points):
            self._identical_since = sample.at
        self._earlier.append(compared)

    def _are_similar(self, now: NDArray[np.int16], before: NDArray[np.int16]) -> bool:
        clipped = self._options.clipped
        informative = (now > clipped) & (now < 255 - clipped)
        if informative.mean() < self._options.least_points:
            return False
        return bool(np.mean((now != before)[informative]) < self._options.changed_share)

    def reset(self) -> None:
        """Drop all samples."""
        self._earlier.clear()
        self._similar_at.clear()
        self._static_since = self._identical_since = None
