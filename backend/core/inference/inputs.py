"""The pixels of one request, by the kind of input that its task takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FrameInput:
    """A whole picture at the model's size."""

    picture: NDArray[np.uint8]
    """(side, side, 3) BGR: the picture in the top left corner, grey elsewhere."""
    width: int
    """Of the original picture, pixels. Answers are in its pixels."""
    height: int

    @property
    def side(self) -> int:
        """Side of the square, pixels."""
        return int(self.picture.shape[0])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CropsInput:
    """Regions of one picture."""

    crops: NDArray[np.uint8]
    """(P, side, side, 3) BGR."""
    kinds: NDArray[np.int64]
    """(P,) what each crop is of; the task says what the numbers mean."""

    @property
    def side(self) -> int:
        """Side of the squares, pixels."""
        return int(self.crops.shape[1])


ModelInput = FrameInput | CropsInput
