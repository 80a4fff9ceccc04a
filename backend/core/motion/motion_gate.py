"""The motion gate: whether the detector is to be asked about a picture.

It is when something moved, and at intervals otherwise: standing still must not hide a missing helmet, and a person can
enter an empty scene more slowly than any threshold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GRID_WIDTH, GRID_HEIGHT = 160, 90
"""Size of the grey picture that the gate compares, pixels."""
CELL = 5
"""The grid is compared in cells of this many pixels a side: averaging takes the sensor's noise away."""


@dataclass(frozen=True, slots=True)
class MotionOptions:
    """When a picture is given to the detector."""

    cell_change: float = 4.0
    """Grey levels by which a cell's mean must differ. Lower: noise and clouds cost CPU. Higher: small far people in
    clothes of the background's brightness are seen later."""
    cells: int = 2
    """Changed cells that make motion."""
    settle_seconds: float = 2.5
    """How long detection goes on after the last motion, so that people who stop are assessed at once."""
    forced_seconds: float = 4.0
    """Longest time without detection while the scene is empty."""
    standing_seconds: float = 1.0
    """Longest time without detection while people are in view."""


class MotionGate:
    """Compares each picture with the last one given to the detector. One per camera; not thread-safe."""

    def __init__(self, options: MotionOptions | None = None) -> None:
        self.options = options or MotionOptions()
        self._reference: NDArray[np.float32] | None = None
        self._last_motion = float("-inf")
        self._last_detection = float("-inf")

    def is_due(self, grey: NDArray[np.uint8], at_seconds: float, *, people: bool) -> bool:
        """Whether this picture is to be given to the detector.

        `grey` is (GRID_HEIGHT, GRID_WIDTH) bytes; `people`: whether any are in view.
        """
        cells = _cells(grey)
        moved = self._reference is None or self._changed(cells, self._reference)
        if moved:
            self._last_motion = at_seconds
        waited = at_seconds - self._last_detection
        longest = self.options.standing_seconds if people else self.options.forced_seconds
        due = moved or at_seconds - self._last_motion < self.options.settle_seconds or not 0 <= waited < longest
        if due:
            self._reference = cells
        return due

    def forget(self) -> None:
        """Earlier pictures mean nothing any more: the next one is due, and those after it for a while."""
        self._reference = None

    def detected(self, at_seconds: float) -> None:
        """The detector has answered about a picture of this time; one that was dropped does not count."""
        self._last_detection = at_seconds

    def _changed(self, cells: NDArray[np.float32], reference: NDArray[np.float32]) -> bool:
        difference = cells - reference
        difference -= np.median(difference)  # the whole picture growing lighter is no motion
        return int((np.abs(difference) > self.options.cell_change).sum()) >= self.options.cells


def _cells(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    rows, columns = grey.shape[0] // CELL, grey.shape[1] // CELL
    cut = grey[: rows * CELL, : columns * CELL].astype(np.float32)
    return np.asarray(cut.reshape(rows, CELL, columns, CELL).mean(axis=(1, 3)), dtype=np.float32)
