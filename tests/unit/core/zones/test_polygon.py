"""Polygons: which are refused and why, and which points they hold."""

from __future__ import annotations

from itertools import pairwise
from math import cos, inf, nan, pi, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.zones.polygon import (
    LEAST_AREA,
    MOST_CORNERS,
    Corner,
    PolygonFault,
    area,
    contains,
    fault_of,
    without_repetition,
)

SQUARE: tuple[Corner, ...] = ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8))


def circle(count: int) -> list[Corner]:
    return [(0.5 + 0.4 * cos(2 * pi * i / count), 0.5 + 0.4 * sin(2 * pi * i / count)) for i in range(count)]


@pytest.mark.parametrize(
    ("corners", "fault"),
    [
        ([], PolygonFault.TOO_FEW_CORNERS),
        ([(0.1, 0.1), (0.9, 0.9)], PolygonFault.TOO_FEW_CORNERS),
        ([(0.1, 0.1), (0.9, 0.9), (0.9, 0.9)], PolygonFault.TOO_FEW_CORNERS),
        ([(0.1, 0.1), (0.9, 0.9), (0.1, 0.1)], PolygonFault.TOO_FEW_CORNERS),
        (circle(MOST_CORNERS), None),
        (circle(MOST_CORNERS + 1), PolygonFault.TOO_MANY_CORNERS),
        (circle(10_000), PolygonFault.TOO_MANY_CORNERS),
        ([(0.1, 0.1), (nan, 0.5), (0.9, 0.9)], PolygonFault.NOT_A_NUMBER),
        ([(0.1, 0.1), (inf, 0.5), (0.9, 0.9)], PolygonFault.NOT_A_NUMBER),
        ([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)], None),
        ([(0.0, -0.001), (1.0, 0.0), (1.0, 1.0)], PolygonFault.OUTSIDE),
        ([(0.0, 0.0), (1.001, 0.0), (1.0, 1.0)], PolygonFault.OUTSIDE),
        ([(0.1, 0.1), (0.9, 0.9), (0.9, 0.1), (0.1, 0.9)], PolygonFault.CROSSES_ITSELF),  # a bow tie
        ([(0.1, 0.1), (0.9, 0.1), (0.5, 0.1), (0.5, 0.9)], PolygonFault.CROSSES_ITSELF),  # runs back over itself
        ([(0.1, 0.5), (0.5, 0.1), (0.9, 0.5), (0.5, 0.5), (0.1, 0.9), (0.5, 0.5)], PolygonFault.CROSSES_ITSELF),
        ([(0.1, 0.1), (0.5, 0.1), (0.9, 0.1)], PolygonFault.NO_AREA),
        (list(SQUARE), None),
    ],
)
def test_a_polygon_that_cannot_be_used_is_refused_with_the_reason(
    corners: list[Corner], fault: PolygonFault | None
) -> None:
    assert fault_of(corners) is fault


@pytest.mark.parametrize(("factor", "fault"), [(0.99, PolygonFault.NO_AREA), (1.01, None)])
def test_a_polygon_needs_an_area(factor: float, fault: PolygonFault | None) -> None:
    side = (LEAST_AREA * factor) ** 0.5
    assert fault_of([(0.5, 0.5), (0.5 + side, 0.5), (0.5 + side, 0.5 + side), (0.5, 0.5 + side)]) is fault


def test_a_corner_given_twice_counts_once() -> None:
    assert without_repetition([(0.1, 0.1), (0.1, 0.1), (0.9, 0.1), (0.5, 0.9), (0.1, 0.1)]) == (
        (0.9, 0.1),
        (0.5, 0.9),
        (0.1, 0.1),
    )


def test_area_does_not_depend_on_the_direction() -> None:
    assert area(SQUARE) == pytest.approx(0.36)
    assert area(SQUARE[::-1]) == pytest.approx(0.36)


@pytest.mark.parametrize(
    ("point", "inside"),
    [((0.5, 0.5), True), ((0.21, 0.79), True), ((0.19, 0.5), False), ((0.5, 0.81), False), ((0.9, 0.2), False)],
)
def test_points_in_a_square(point: Corner, inside: bool) -> None:
    assert contains(SQUARE, np.array([point])).tolist() == [inside]


def test_a_notch_is_outside() -> None:
    notched = [(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.5, 0.4), (0.1, 0.9)]
    assert contains(notched, np.array([(0.5, 0.3), (0.5, 0.7), (0.2, 0.7)])).tolist() == [True, False, True]


@given(st.integers(3, 12), st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=20))
def test_zones_side_by_side_share_no_point_and_leave_none_out(count: int, points: list[Corner]) -> None:
    edges = [i / count for i in range(count + 1)]
    strips = [((a, 0.0), (b, 0.0), (b, 1.0), (a, 1.0)) for a, b in pairwise(edges)]
    held = np.sum([contains(strip, np.array(points)) for strip in strips], axis=0)
    expected = [1 if x < 1.0 and y < 1.0 else 0 for x, y in points]
    assert held.tolist() == expected
