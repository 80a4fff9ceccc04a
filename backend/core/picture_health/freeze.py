"""Whether a picture stands still in a way that no camera's does: the same picture is being sent again and again.

A sensor is never still. Its noise survives noise reduction and strong compression, because each key frame is encoded
anew: between two key frames of the quietest night measured, 15 % of the single pixels differ, always about as many. A
frozen picture gives the same key frame again, or one that differs for a while because the encoder looks for its rate.
Between two key frames a quiet live picture may be the very same, so looks are compared only across a key frame.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.picture_health.sample import POINTS_HEIGHT, POINTS_WIDTH, PictureLook

CELL = 10
"""Motion is looked for in cells of this many points a side."""


@dataclass(frozen=True, slots=True)
class FreezeOptions:
    """When a picture counts as frozen."""

    window_seconds: float = 20.0
    """How long nothing may have moved. Shorter: a still stretch of a rendered clip is called frozen. Longer: told
    later."""
    changed_share: float = 0.10
    """Share of points that differ across a key frame, below which no sensor is behind it. Lower: an encoder that is
    given few bits hides that its picture is frozen. Higher: very clean cameras are called frozen."""
    clipped: int = 6
    """Grey levels from black and from white within which a sensor's noise is cut off, so that points are left out."""
    least_points: float = 0.05
    """Share of points that must be left for a comparison to say anything."""
    comparisons: int = 2
    """Comparisons below that share that are asked for within the window. Fewer trusts chance, more asks for more key
    frames."""
    cell_change: float = 3.0
    """Grey levels by which a cell's mean must differ to be motion; an encoder's doing averages out to less."""
    band_share: float = 0.12
    """Share of the height, at the top and at the bottom, that is left out: cameras write their clock there. More
    leaves less to look at."""
    keyless_seconds: float = 120.0
    """How long a picture without any new key frame may be the very same, point for point, before it counts as
    frozen. Shorter than a camera's longest distance between key frames calls a quiet night frozen."""
    compared: int = 8
    """Looks before this one with which it is compared; more costs time."""


@dataclass(frozen=True, slots=True)
class _Seen:
    at: float
    keys: int
    points: NDArray[np.int16]
    cells: NDArray[np.float32]


class FreezeWatch:
    """Compares each look with those before it. One per camera; not thread-safe."""

    def __init__(self, options: FreezeOptions | None = None) -> None:
        self._options = options or FreezeOptions()
        band = round(self._options.band_share * POINTS_HEIGHT / CELL) * CELL
        self._rows = slice(band, POINTS_HEIGHT - band)
        self._seen: deque[_Seen] = deque(maxlen=self._options.compared)
        self._still_since: float | None = None
        self._same_since: float | None = None
        self._alike: deque[float] = deque(maxlen=self._options.comparisons)

    @property
    def since(self) -> float | None:
        """Since when the picture stands still; None when it does not, or not for long enough."""
        if self._still_since is None or not self._seen:
            return None
        options, now = self._options, self._seen[-1].at
        window = now - options.window_seconds
        alike = len(self._alike) == options.comparisons and self._alike[0] >= window
        if alike and self._still_since <= window:
            return self._still_since
        same = self._same_since
        return same if same is not None and now - same >= options.keyless_seconds else None

    def add(self, look: PictureLook) -> None:
        """One more look, later than those before."""
        points = look.points[self._rows].astype(np.int16)
        cells = points.reshape(-1, CELL, POINTS_WIDTH // CELL, CELL).mean(axis=(1, 3), dtype=np.float32)
        seen = _Seen(look.at, look.keys, points, cells)
        if self._seen and np.abs(cells - self._seen[-1].cells).max() > self._options.cell_change:
            self.forget()
        if self._still_since is None:
            self._still_since = self._same_since = look.at
        for before in self._seen:
            if before.keys < seen.keys and self._are_alike(points, before.points):
                self._alike.append(look.at)
                break
        if self._seen and not np.array_equal(points, self._seen[-1].points):
            self._same_since = look.at
        self._seen.append(seen)

    def _are_alike(self, now: NDArray[np.int16], before: NDArray[np.int16]) -> bool:
        clipped = self._options.clipped
        telling = (now > clipped) & (now < 255 - clipped)
        if telling.mean() < self._options.least_points:
            return False
        return bool(np.mean((now != before)[telling]) < self._options.changed_share)

    def forget(self) -> None:
        """As if nothing had been seen."""
        self._seen.clear()
        self._alike.clear()
        self._still_since = self._same_since = None
