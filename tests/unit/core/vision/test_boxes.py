import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.vision.boxes import Letterbox, areas, coverage, iou

sides = st.integers(64, 4096)
sizes = st.sampled_from([320, 416, 512, 640])
fractions = st.lists(st.floats(0, 1), min_size=4, max_size=4)


@given(sides, sides, sizes, fractions)
def test_a_box_in_model_pixels_comes_back_to_its_place(width: int, height: int, size: int, part: list[float]) -> None:
    letterbox = Letterbox(width, height, size)
    box = np.array([[part[0] * width, part[1] * height, part[2] * width, part[3] * height]])
    np.testing.assert_allclose(letterbox.to_picture(box * letterbox.scale), box, rtol=1e-6, atol=1e-3)


@given(sides, sides, sizes)
def test_the_picture_fits_into_the_square_and_fills_it_on_one_side(width: int, height: int, size: int) -> None:
    letterbox = Letterbox(width, height, size)
    assert max(letterbox.scaled) == size
    assert min(letterbox.scaled) >= 1
    assert letterbox.scaled[0] / letterbox.scale == pytest.approx(width, abs=0.6 / letterbox.scale)
    assert letterbox.scaled[1] / letterbox.scale == pytest.approx(height, abs=max(1.0, 0.6 / letterbox.scale))


@given(st.lists(st.floats(-1e4, 1e4, width=32), min_size=4, max_size=4))
def test_no_box_leaves_the_picture(box: list[float]) -> None:
    (back,) = Letterbox(1920, 1080, 640).to_picture(np.array([box]))
    assert ((back >= 0) & (back <= [1920, 1080, 1920, 1080])).all()


@pytest.mark.parametrize(
    ("a", "b", "overlap", "covered"),
    [
        ((0, 0, 10, 10), (0, 0, 10, 10), 1.0, 1.0),
        ((0, 0, 10, 10), (20, 0, 30, 10), 0.0, 0.0),
        ((0, 0, 10, 10), (10, 0, 20, 10), 0.0, 0.0),  # neighbours share a line and no area
        ((0, 0, 10, 10), (5, 0, 15, 10), 1 / 3, 0.5),
        ((2, 2, 4, 4), (0, 0, 10, 10), 0.04, 1.0),  # inside
        ((0, 0, 10, 10), (2, 2, 4, 4), 0.04, 0.04),
        ((5, 5, 5, 5), (0, 0, 10, 10), 0.0, 0.0),  # a point
        ((8, 8, 2, 2), (0, 0, 10, 10), 0.0, 0.0),  # inside out
    ],
)
def test_how_much_two_boxes_share(a: tuple, b: tuple, overlap: float, covered: float) -> None:
    one, other = np.array([a], dtype=np.float64), np.array([b], dtype=np.float64)
    assert iou(one, other)[0, 0] == pytest.approx(overlap)
    assert coverage(one, other)[0, 0] == pytest.approx(covered)


def test_shapes_hold_without_boxes() -> None:
    nothing, two = np.zeros((0, 4)), np.ones((2, 4))
    assert iou(nothing, two).shape == (0, 2)
    assert coverage(two, nothing).shape == (2, 0)
    assert areas(nothing).shape == (0,)
