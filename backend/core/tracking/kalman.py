"""Motion of many boxes: a Kalman filter with constant velocity, in one set of arrays.

Each of a box's four measures (centre x, centre y, width, height) moves on its own and is as uncertain as the others,
because all noise is in units of the box's height. So a filter with eight states falls into four with two states that
share a covariance of 2 × 2, and every step is arithmetic on arrays whose last axis is the tracks. The equations are the
usual ones (R. E. Kalman, 1960) with the discrete white-noise acceleration model (Bar-Shalom, Li, Kirubarajan,
"Estimation with Applications to Tracking and Navigation", 6.3.2); a test proves each step equal to filterpy's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
POSITION, COVARIANCE, VARIANCE, VELOCITY, VELOCITY_VARIANCE, SQUARED_HEIGHT = slice(0, 4), 4, 5, slice(6, 10), 10, 11
"""Rows of a state: for each of the four measures its position and velocity, for all together the variance of the
position, that of the velocity, their covariance, and what the noise is proportional to."""
STATE, PLACE, SIZE, HEIGHT, SPEED = slice(0, 12), slice(0, 2), slice(2, 4), 3, 6
GAINS, MEASURED, MOVING = slice(4, 6), slice(0, 6), slice(6, 11)
"""What gains are shares of: for the velocity and for the position. Rows that a measurement corrects by the gain of the
position, and those that it corrects by that of the velocity."""
SMALLEST = 1.0
"""Pixels that a box is wide and high at least: one that shrinks while it is not seen never turns inside out."""
TO_MEASURED = np.array([[0.5, 0, 0.5, 0], [0, 0.5, 0, 0.5], [-1, 0, 1, 0], [0, -1, 0, 1], [0.0] * 4, [0.0] * 4])
TO_OUTLINE = np.array([[1, 0, -0.5, 0], [0, 1, 0, -0.5], [1, 0, 0.5, 0], [0, 1, 0, 0.5], [0, 0, 1, 0], [0, 0, 0, 1]])


@dataclass(frozen=True, slots=True)
class MotionNoise:
    """How boxes move and how well they are measured, in units of the box's own height."""

    acceleration: float = 1.5
    """Heights per second squared. Higher follows turns sooner and trusts the detector's jitter more."""
    measurement: float = 0.05
    """Heights. Higher smooths more and lags behind."""
    first_speed: float = 0.8
    """Heights per second: how fast a box that was seen once may be moving."""


class BoxFilter:
    """Moves and corrects states of N boxes, one a column, (12, N); pixels and seconds."""

    def __init__(self, noise: MotionNoise) -> None:
        self._noise = noise
        self._powers = _powers(noise).reshape(-1, 5)

    def start(self, measured: Array) -> Array:
        """States of boxes seen for the first time, `measured` as for `correct`."""
        state = np.zeros((12, measured.shape[1]))
        state[MEASURED] = measured
        np.maximum(state[SIZE], SMALLEST, out=state[SIZE])
        state[VARIANCE] = (self._noise.measurement * state[HEIGHT]) ** 2
        state[VELOCITY_VARIANCE] = (self._noise.first_speed * state[HEIGHT]) ** 2
        return state

    def predict(self, state: Array, seconds: float) -> None:
        """Move all boxes `seconds` ahead."""
        height, size = state[HEIGHT], state[SIZE]
        np.multiply(height, height, out=state[SQUARED_HEIGHT])
        powers = np.array([1.0, seconds, seconds**2, seconds**3, seconds**4])
        state[:SQUARED_HEIGHT] = self._powers.dot(powers).reshape(11, 12).dot(state)
        np.maximum(size, SMALLEST, out=size)

    def correct(self, state: Array, measured: Array, seen: NDArray[np.bool_]) -> None:
        """Those `seen`, (N,), were found at `measured`, (6, N): corners times `TO_MEASURED`."""
        variance = self._noise.measurement * measured[HEIGHT]
        variance *= variance
        variance += state[VARIANCE]
        gain_velocity, gain_position = state[GAINS] * (seen / variance)
        known, moving = state[MEASURED], state[MOVING]
        away = measured - known
        moving += gain_velocity * away[:5]
        known += gain_position * away


def outlines(state: Array) -> Array:
    """Where boxes are, (6, N): x1, y1, x2, y2, width, height."""
    return np.asarray(TO_OUTLINE.dot(state[POSITION]), np.float64)


def _powers(noise: MotionNoise) -> Array:
    """What each row of a state gains from each row, by power of the seconds, (11, 12, 5)."""
    found = np.zeros((11, 12, 5))
    found[range(11), range(11), 0] = 1.0
    found[range(4), range(6, 10), 1] = 1.0
    driven = noise.acceleration**2
    found[VARIANCE, COVARIANCE, 1] = 2.0
    found[VARIANCE, VELOCITY_VARIANCE, 2] = found[COVARIANCE, VELOCITY_VARIANCE, 1] = 1.0
    found[VARIANCE, SQUARED_HEIGHT, 4] = driven / 4
    found[COVARIANCE, SQUARED_HEIGHT, 3] = driven / 2
    found[VELOCITY_VARIANCE, SQUARED_HEIGHT, 2] = driven
    return found
