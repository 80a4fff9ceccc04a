"""Common motion: how far the picture itself moved, as the people in it show.

A camera on a mast sways, one on a vehicle turns, one with a motor is turned. Then everybody is elsewhere than expected
by the same way. Nothing of the picture is read for it: the middle one of the ways of those who were matched is the
picture's, as long as most of them are matched to themselves.
"""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
FEWEST_PEOPLE = 4
"""People from whom on their common way is the picture's. Fewer: when two walk together the others seem to move. More: a
picture with few people in it is taken for one that stands still."""
LEAST_SHIFT = 0.05
"""Heights of the people from which on a way counts. Less: jitter of the detector shifts people who stand. More: a slow
turn breaks tracks."""


class Shift(NamedTuple):
    """To the right and down, pixels or pixels a second."""

    x: float
    y: float

    def times(self, factor: float) -> Shift:
        """So many times as far."""
        return self if self == STILL else Shift(self.x * factor, self.y * factor)


STILL = Shift(0.0, 0.0)


def common_shift(ways: Array, height: float, expected: Shift) -> Shift:
    """How far the picture moved; `expected` itself if that is confirmed, zero if there is no common way.

    `ways` (2, N) from where each person was expected in a picture that stands still to where each was found, and the
    mean `height` of people, in pixels.
    """
    if ways.shape[1] < FEWEST_PEOPLE:
        return STILL
    x, y = (_middle(each) for each in ways.tolist())
    least = LEAST_SHIFT * height
    if hypot(x, y) < least:
        return STILL
    return expected if hypot(x - expected.x, y - expected.y) < least else Shift(x, y)


def _middle(values: list[float]) -> float:
    values.sort()
    half = len(values) // 2
    return (values[half] + values[~half]) / 2
