"""A picture of another shape than the one over which a zone was drawn."""

from __future__ import annotations

import pytest

from backend.core.zones.faults import POLYGON_MESSAGES
from backend.core.zones.picture_shape import Size, shape_changed
from backend.core.zones.polygon import PolygonFault

FULL_HD = (1920, 1080)


@pytest.mark.parametrize(
    ("present", "changed"),
    [
        (FULL_HD, False),
        ((640, 360), False),
        ((1939, 1080), False),
        ((1940, 1080), True),
        ((1901, 1080), False),
        ((1900, 1080), True),
        ((1080, 1920), True),
    ],
)
def test_a_difference_of_more_than_a_percent_is_another_shape(present: Size, changed: bool) -> None:
    assert shape_changed(FULL_HD, present) is changed


def test_what_is_not_known_is_neither_the_same_nor_another() -> None:
    assert shape_changed(None, FULL_HD) is None
    assert shape_changed(FULL_HD, None) is None


def test_each_fault_of_a_polygon_has_a_sentence() -> None:
    assert set(POLYGON_MESSAGES) == set(PolygonFault)
