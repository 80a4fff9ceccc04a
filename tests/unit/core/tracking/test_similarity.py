"""How well a track and a found box fit, by area and by height."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.tracking.similarity import TO_OUTLINE, Overlaps, overlaps
from backend.core.vision.boxes import iou

TRACK = (100.0, 100.0, 160.0, 280.0)


def fit(tracks: list[tuple[float, ...]], found: list[tuple[float, ...]]) -> Overlaps:
    sides = (TO_OUTLINE.dot(np.array(boxes, float).reshape(-1, 4).T) for boxes in (tracks, found))
    return overlaps(*sides)


@pytest.mark.parametrize(
    ("found", "area", "height"),
    [
        (TRACK, 1.0, 1.0),
        ((130.0, 100.0, 190.0, 280.0), 1 / 3, 1.0),  # beside
        ((100.0, 190.0, 160.0, 370.0), 1 / 3, 1 / 3),  # nearer: the same area, but the feet are lower
        ((100.0, 100.0, 160.0, 190.0), 0.5, 0.5),  # half hidden below
        ((110.0, 150.0, 150.0, 250.0), 4000 / 10800, 100 / 180),  # inside
    ],
)
def test_the_same_area_at_another_height_fits_less(found: tuple[float, ...], area: float, height: float) -> None:
    pairs = fit([TRACK], [found])
    assert pairs.iou.tolist() == pytest.approx([area])
    assert pairs.heights.tolist() == pytest.approx([height])


@pytest.mark.parametrize(
    ("left", "pairs"),
    [(159.9, 1), (160.0, 0), (40.1, 1), (40.0, 0)],  # the track is from 100 to 160
)
def test_boxes_that_only_touch_are_no_pair(left: float, pairs: int) -> None:
    assert len(fit([TRACK], [(left, 100.0, left + 60, 280.0)]).iou) == pairs


corner = st.floats(-50, 500, width=32)
size = st.floats(1, 300, width=32)
boxes = st.lists(
    st.tuples(corner, corner, size, size).map(lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3])), max_size=6
)


@settings(max_examples=150)
@given(boxes, boxes)
def test_every_pair_that_shares_an_area_has_its_iou(
    tracks: list[tuple[float, ...]], found: list[tuple[float, ...]]
) -> None:
    whole = iou(np.array(tracks, float).reshape(-1, 4), np.array(found, float).reshape(-1, 4))
    pairs = fit(tracks, found)
    listed = np.zeros_like(whole)
    listed[pairs.tracks, pairs.found] = np.maximum(pairs.iou, 0.0)
    np.testing.assert_allclose(listed, whole, atol=1e-9)
