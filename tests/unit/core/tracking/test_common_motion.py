"""Whether the picture moved, as the ways of the people in it show."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.tracking.common_motion import FEWEST_PEOPLE, LEAST_SHIFT, STILL, Shift, common_shift

HEIGHT = 200.0
LEAST = LEAST_SHIFT * HEIGHT
"""Pixels."""


def shift(ways: list[tuple[float, float]], expected: Shift = STILL) -> Shift:
    return common_shift(np.array(ways, float).reshape(-1, 2).T, HEIGHT, expected)


@pytest.mark.parametrize(
    ("ways", "moved"),
    [
        ([], STILL),
        ([(50.0, -20.0)] * (FEWEST_PEOPLE - 1), STILL),  # too few
        ([(50.0, -20.0)] * FEWEST_PEOPLE, Shift(50.0, -20.0)),
        ([(LEAST - 0.1, 0.0)] * 6, STILL),  # jitter
        ([(LEAST, 0.0)] * 6, Shift(LEAST, 0.0)),
        ([(0.0, -LEAST)] * 6, Shift(0.0, -LEAST)),
        ([(40.0, 0.0)] * 2 + [(0.0, 0.0)] * 3, STILL),  # two walk, three stand
        ([(40.0, 0.0)] * 3 + [(0.0, 0.0)] * 2, Shift(40.0, 0.0)),  # three of five stand in a picture that turned
        ([(30.0, 0.0), (34.0, 0.0), (50.0, 0.0), (20.0, 0.0)], Shift(32.0, 0.0)),  # between the middle two
    ],
)
def test_the_middle_way_is_the_picture_s(ways: list[tuple[float, float]], moved: Shift) -> None:
    assert shift(ways) == pytest.approx(moved)


@pytest.mark.parametrize(("way", "moved"), [(50.0, 50.0), (59.9, 50.0), (40.1, 50.0), (60.0, 60.0), (5.0, 0.0)])
def test_a_shift_that_was_expected_stays_as_expected_within_the_jitter(way: float, moved: float) -> None:
    assert shift([(way, 0.0)] * 5, expected=Shift(50.0, 0.0)) == Shift(moved, 0.0)


def test_too_few_people_do_not_confirm_what_was_expected() -> None:
    assert shift([(50.0, 0.0)] * (FEWEST_PEOPLE - 1), expected=Shift(50.0, 0.0)) == STILL


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), max_size=9), st.randoms())
def test_the_order_of_people_does_not_matter(ways: list[tuple[float, float]], random: object) -> None:
    shuffled = list(ways)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert shift(ways) == shift(shuffled)


def test_no_shift_is_no_shift_however_long() -> None:
    assert STILL.times(3.0) == STILL
    assert Shift(2.0, -1.0).times(3.0) == Shift(6.0, -3.0)
