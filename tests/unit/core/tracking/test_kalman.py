"""The batched filter is the textbook filter: every step equal to filterpy's, track by track."""

import numpy as np
import pytest
from filterpy.kalman import KalmanFilter
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.tracking.kalman import BoxMotion, MotionNoise, to_centre

NOISE = MotionNoise()
TOLERANCE = 1e-9


class Reference:
    """One track in filterpy: 4 positions, then their 4 velocities, with our F, Q, R and H."""

    def __init__(self, box: np.ndarray) -> None:
        measured = to_centre(box[None])[0]
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
        measured = to_centre(box[None])[0]
        self._filter.update(measured[:, None], R=np.eye(4) * (NOISE.measurement * measured[3]) ** 2)

    @property
    def state(self) -> np.ndarray:
        return np.asarray(self._filter.x[:, 0])

    @property
    def covariance(self) -> np.ndarray:
        return np.asarray(self._filter.P)


def assert_equal(motion: BoxMotion, references: list[Reference]) -> None:
    for i, reference in enumerate(references):
        mine = np.concatenate([motion.position[i], motion.velocity[i]])
        np.testing.assert_allclose(mine, reference.state, rtol=TOLERANCE, atol=TOLERANCE)
        blocks = [[np.diag(motion.var_position[i]), np.diag(motion.covariance[i])]]
        blocks += [[np.diag(motion.covariance[i]), np.diag(motion.var_velocity[i])]]
        np.testing.assert_allclose(np.block(blocks), reference.covariance, rtol=TOLERANCE, atol=TOLERANCE)


steps = st.lists(
    st.tuples(
        st.floats(0.0, 2.0),  # seconds since the step before
        st.sampled_from([(0, 1, 2), (0,), (1, 2), (2, 0), ()]),  # who was measured then, in that order
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60)
@given(steps=steps, seed=st.integers(0, 2**32 - 1))
def test_every_step_of_many_tracks_equals_filterpy(steps: list[tuple[float, tuple[int, ...]]], seed: int) -> None:
    random = np.random.default_rng(seed)
    boxes = random.uniform([0, 0, 300, 300], [200, 200, 500, 900], (3, 4))
    motion, references = BoxMotion.start(boxes, NOISE), [Reference(box) for box in boxes]
    assert_equal(motion, references)
    for seconds, measured in steps:
        motion.predict(seconds, NOISE)
        for reference in references:
            reference.predict(seconds)
        assert_equal(motion, references)
        if not measured:
            continue
        seen = boxes + random.normal(0, 8, (3, 4)) + seconds * random.normal(0, 10, 4)
        motion.correct(np.array(measured), seen[list(measured)], NOISE)
        for i in measured:
            references[i].correct(seen[i])
        assert_equal(motion, references)


def test_a_box_that_shrinks_while_unseen_never_becomes_negative() -> None:
    motion = BoxMotion.start(np.array([[0.0, 0, 40, 100]]), NOISE)
    for seconds, size in ((0.2, 0.8), (0.2, 0.6), (0.2, 0.4)):
        motion.predict(seconds, NOISE)
        motion.correct(np.array([0]), np.array([[0.0, 0, 40 * size, 100 * size]]), NOISE)
    motion.predict(5.0, NOISE)
    x1, y1, x2, y2 = motion.boxes()[0]
    assert (x2 - x1, y2 - y1) == pytest.approx((1.0, 1.0))


def test_taken_and_joined_tracks_are_the_same_tracks() -> None:
    boxes = np.array([[0.0, 0, 10, 30], [50, 50, 70, 100], [5, 6, 17, 48]])
    motion = BoxMotion.start(boxes, NOISE)
    motion.predict(0.3, NOISE)
    again = motion.take(np.array([2, 0])).join(motion.take(np.array([False, True, False])))
    np.testing.assert_array_equal(again.boxes(), motion.boxes()[[2, 0, 1]])
    np.testing.assert_array_equal(again.var_position, motion.var_position[[2, 0, 1]])
    assert len(again) == 3
