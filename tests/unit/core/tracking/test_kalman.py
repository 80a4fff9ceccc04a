"""The batched filter is the textbook filter: every step equal to filterpy's, track by track."""

import numpy as np
import pytest
from filterpy.kalman import KalmanFilter
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.tracking.kalman import (
    COVARIANCE,
    POSITION,
    TO_MEASURED,
    VARIANCE,
    VELOCITY,
    VELOCITY_VARIANCE,
    BoxFilter,
    MotionNoise,
    outlines,
)

NOISE = MotionNoise()
TOLERANCE = 1e-9


class Reference:
    """One track in filterpy: 4 positions, then their 4 velocities, with our F, Q, R and H."""

    def __init__(self, box: np.ndarray) -> None:
        measured = to_centre(box)
        self._filter = KalmanFilter(dim_x=8, dim_z=4)
        self._filter.x = np.concatenate([measured, np.zeros(4)])[:, None]
        height = measured[3]
        self._filter.P = np.diag([(NOISE.measurement * height) ** 2] * 4 + [(NOISE.first_speed * height) ** 2] * 4)
        self._filter.H = np.eye(4, 8)

    def predict(self, seconds: float) -> None:
        variance = (NOISE.acceleration * float(self._filter.x[3, 0])) ** 2
        one = np.array([[seconds**4 / 4, seconds**3 / 2], [seconds**3 / 2, seconds**2]])
        moves = np.array([[1, seconds], [0, 1]])
        self._filter.predict(F=np.kron(moves, np.eye(4)), Q=variance * np.kron(one, np.eye(4)))
        self._filter.x[2:4] = np.maximum(self._filter.x[2:4], 1.0)  # ours never lets a box turn inside out

    def correct(self, box: np.ndarray) -> None:
        measured = to_centre(box)
        self._filter.update(measured[:, None], R=np.eye(4) * (NOISE.measurement * measured[3]) ** 2)

    @property
    def state(self) -> np.ndarray:
        return np.asarray(self._filter.x[:, 0])

    @property
    def covariance(self) -> np.ndarray:
        return np.asarray(self._filter.P)


def to_centre(box: np.ndarray) -> np.ndarray:
    x1, y1, x2, y2 = box
    return np.array([(x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1])


def assert_equal(state: np.ndarray, references: list[Reference]) -> None:
    for column, reference in zip(state.T, references, strict=True):
        mine = np.concatenate([column[POSITION], column[VELOCITY]])
        np.testing.assert_allclose(mine, reference.state, rtol=TOLERANCE, atol=TOLERANCE)
        one = np.array([[column[VARIANCE], column[COVARIANCE]], [column[COVARIANCE], column[VELOCITY_VARIANCE]]])
        np.testing.assert_allclose(np.kron(one, np.eye(4)), reference.covariance, rtol=TOLERANCE, atol=1e-7)


steps = st.lists(
    st.tuples(
        st.floats(0.0, 2.0),  # seconds since the step before
        st.sampled_from([(0, 1, 2), (0,), (1, 2), (2, 0), ()]),  # who was measured then
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60)
@given(steps=steps, seed=st.integers(0, 2**32 - 1))
def test_every_step_of_many_tracks_equals_filterpy(steps: list[tuple[float, tuple[int, ...]]], seed: int) -> None:
    random = np.random.default_rng(seed)
    boxes = random.uniform([0, 0, 300, 300], [200, 200, 500, 900], (3, 4))
    motion, references = BoxFilter(NOISE), [Reference(box) for box in boxes]
    state = motion.start(TO_MEASURED.dot(boxes.T))
    assert_equal(state, references)
    for seconds, measured in steps:
        motion.predict(state, seconds)
        for reference in references:
            reference.predict(seconds)
        assert_equal(state, references)
        found = boxes + random.normal(0, 8, (3, 4)) + seconds * random.normal(0, 10, 4)
        motion.correct(state, TO_MEASURED.dot(found.T), np.isin(range(3), measured))
        for i in measured:
            references[i].correct(found[i])
        assert_equal(state, references)


def test_a_box_that_shrinks_while_unseen_never_becomes_negative() -> None:
    motion = BoxFilter(NOISE)
    state = motion.start(TO_MEASURED.dot([[0.0], [0], [40], [100]]))
    for seconds, size in ((0.2, 0.8), (0.2, 0.6), (0.2, 0.4)):
        motion.predict(state, seconds)
        motion.correct(state, TO_MEASURED.dot([[0.0], [0], [40 * size], [100 * size]]), np.array([True]))
    motion.predict(state, 5.0)
    x1, y1, x2, y2, width, height = outlines(state)[:, 0]
    assert (x2 - x1, y2 - y1) == pytest.approx((1.0, 1.0))
    assert (width, height) == pytest.approx((1.0, 1.0))


def test_a_box_without_area_can_be_a_track() -> None:
    motion = BoxFilter(NOISE)
    state = motion.start(TO_MEASURED.dot([[5.0], [5], [5], [5]]))
    motion.predict(state, 0.0)
    motion.correct(state, TO_MEASURED.dot([[5.0], [5], [5], [5]]), np.array([False]))
    assert np.isfinite(state).all()
