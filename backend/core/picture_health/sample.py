"""The input of picture health: two small grey pictures of one moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

GREY_WIDTH, GREY_HEIGHT = 320, 180
"""The averaged picture, pixels: large enough that a picture out of focus differs from a sharp one."""
POINTS_WIDTH, POINTS_HEIGHT = 160, 90
"""The sampled picture: single pixels of the camera's own, in which the sensor's noise is still there."""


@dataclass(frozen=True, eq=False)
class PictureSample:
    """One sample of a camera's picture."""

    at: float
    """Time of capture, seconds."""
    grey: NDArray[np.uint8]
    """(GREY_HEIGHT, GREY_WIDTH), each pixel an average of the camera's."""
    points: NDArray[np.uint8]
    """(POINTS_HEIGHT, POINTS_WIDTH), each pixel one of the camera's."""
    keys: int
    """Key frames that have arrived until now, this one included: only a new one is encoded afresh."""
    colour: bool
    """Whether there is any, see `colour.has_colour`."""

    @cached_property
    def small(self) -> NDArray[np.float32]:
        """(90, 160): averages of 2 x 2 pixels of `grey`."""
        return halved(self.grey.astype(np.float32))

    @cached_property
    def tiny(self) -> NDArray[np.float32]:
        """(45, 80): averages of 4 x 4 pixels of `grey`."""
        return halved(self.small)


def halved(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """Averages of 2 x 2 pixels; both sides of `picture` (H, W) are even but for a last row or column, left out."""
    rows, columns = picture.shape[0] // 2 * 2, picture.shape[1] // 2 * 2
    cut = picture[:rows, :columns]
    return 0.25 * (cut[::2, ::2] + cut[1::2, ::2] + cut[::2, 1::2] + cut[1::2, 1::2])
