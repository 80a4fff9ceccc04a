"""The union of boxes: overlap counts once, and nothing outside the picture counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.crowd.occupied_area import occupied_area

SIDE = st.integers(-5, 30)


@pytest.mark.parametrize(
    ("boxes", "area"),
    [
        ([], 0),
        ([(0, 0, 10, 10)], 100),
        ([(0, 0, 10, 10), (0, 0, 10, 10)], 100),
        ([(0, 0, 10, 10), (5, 0, 15, 10)], 150),
        ([(0, 0, 10, 10), (10, 0, 20, 10)], 200),
        ([(-5, -5, 5, 5)], 25),
        ([(90, 90, 200, 200)], 100),
        ([(0, 0, 100, 100), (20, 20, 30, 30)], 10_000),
        ([(5, 5, 5, 50)], 0),
        ([(200, 200, 300, 300)], 0),
    ],
)
def test_a_union_of_boxes_in_a_picture_of_100_by_100(boxes: list[tuple[int, ...]], area: float) -> None:
    assert occupied_area(np.array(boxes, np.float32).reshape(-1, 4), 100, 100) == pytest.approx(area)


@given(st.lists(st.tuples(SIDE, SIDE, st.integers(0, 12), st.integers(0, 12)), max_size=12))
def test_it_is_what_counting_pixels_gives(placed: list[tuple[int, int, int, int]]) -> None:
    pixels = np.zeros((25, 20), bool)
    boxes = [(x, y, x + width, y + height) for x, y, width, height in placed]
    for x1, y1, x2, y2 in boxes:
        pixels[max(0, y1) : max(0, y2), max(0, x1) : max(0, x2)] = True
    assert occupied_area(np.array(boxes, float).reshape(-1, 4), 20, 25) == pytest.approx(pixels.sum())
