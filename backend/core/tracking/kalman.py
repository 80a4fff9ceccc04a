"""Motion of many boxes: a Kalman filter with constant velocity, in one set of arrays.

Each of a box's four measures (centre x, centre y, width, height) moves on its own, so that a filter with eight states
falls into four with two states, and every step is plain arithmetic on arrays of shape (N, 4). The equations are the
usual ones (R. E. Kalman, 1960) with the discrete white-noise acceleration model (Bar-Shalom, Li, Kirubarajan,
"Estimation with Applications to Tracking and Navigation", 6.3.2); a test proves each step equal to filterpy's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.vision.boxes import Boxes

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MotionNoise:
    """How boxes move and how well they are measured, in units of the box's own height."""

    acceleration: float = 1.5
    """Heights per second squared. Higher follows turns sooner and trusts the detector's jitter more."""
    measurement: float = 0.05
    """Heights. Higher smooths more and lags behind."""
    first_speed: float = 0.8
    """Heights per second: how fast a box that was seen once may be moving."""


@dataclass(slots=True)
class BoxMotion:
    """State of N boxes. Columns: centre x, centre y, width, height; pixels and seconds."""

    position: Array
    velocity: Array
    var_position: Array
    covariance: Array
    var_velocity: Array

    @staticmethod
    def start(boxes: Boxes, noise: MotionNoise) -> BoxMotion:
        """Boxes (N, 4) seen for the first time."""
        position = to_centre(boxes)
        height = position[:, 3:4]
        ones = np.ones_like(position)
        return BoxMotion(
            position,
            np.zeros_like(position),
            ones * (noise.measurement * height) ** 2,
            np.zeros_like(position),
            ones * (noise.first_speed * height) ** 2,
        )

    def __len__(self) -> int:
        return len(self.position)

    def take(self, index: NDArray[np.int64] | NDArray[np.bool_]) -> BoxMotion:
        """Only these tracks."""
        return BoxMotion(*(array[index] for array in self._arrays()))

    def join(self, other: BoxMotion) -> BoxMotion:
        """These tracks and then those."""
        pairs = zip(self._arrays(), other._arrays(), strict=True)
        return BoxMotion(*(np.concatenate(pair) for pair in pairs))

    def predict(self, seconds: float, noise: MotionNoise) -> None:
        """Move all tracks `seconds` ahead."""
        q = (noise.acceleration * self.position[:, 3:4]) ** 2
        self.position += self.velocity * seconds
        self.position[:, 2:] = np.maximum(self.position[:, 2:], 1.0)
        self.var_position += 2 * seconds * self.covariance + seconds**2 * self.var_velocity + q * seconds**4 / 4
        self.covariance += seconds * self.var_velocity + q * seconds**3 / 2
        self.var_velocity += q * seconds**2

    def correct(self, index: NDArray[np.int64], boxes: Boxes, noise: MotionNoise) -> None:
        """Tracks `index` were measured at `boxes` (len(index), 4)."""
        measured = to_centre(boxes)
        r = (noise.measurement * measured[:, 3:4]) ** 2
        prior_position, prior_covariance = self.var_position[index], self.covariance[index]
        gain_position = prior_position / (prior_position + r)
        gain_velocity = prior_covariance / (prior_position + r)
        residual = measured - self.position[index]
        self.position[index] += gain_position * residual
        self.velocity[index] += gain_velocity * residual
        self.var_position[index] = (1 - gain_position) * prior_position
        self.covariance[index] = (1 - gain_position) * prior_covariance
        self.var_velocity[index] -= gain_velocity * prior_covariance

    def boxes(self) -> Boxes:
        """Where the boxes are now, (N, 4) x1 y1 x2 y2."""
        half = self.position[:, 2:] / 2
        return np.concatenate([self.position[:, :2] - half, self.position[:, :2] + half], axis=1)

    def _arrays(self) -> tuple[Array, Array, Array, Array, Array]:
        return self.position, self.velocity, self.var_position, self.covariance, self.var_velocity


def to_centre(boxes: Boxes) -> Array:
    """x1 y1 x2 y2 to centre x, centre y, width, height."""
    boxes = boxes.astype(np.float64)
    return np.concatenate([(boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]], axis=1)
