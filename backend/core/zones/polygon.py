"""Polygons over a picture: their faults, and which points they hold.

Corners are fractions of the picture's width and height, 0 to 1, from its top left corner; the last joins the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import combinations
from math import isfinite

import numpy as np
from numpy.typing import NDArray

Corner = tuple[float, float]
LEAST_CORNERS = 3
MOST_CORNERS = 100
"""More are a traced outline, which nobody can edit, and each picture pays for them."""
LEAST_AREA = 1e-4
"""Share of the picture: about 12 by 8 pixels of 1280 by 720. A smaller polygon holds nobody's feet."""


class PolygonFault(StrEnum):
    """Why a polygon cannot be used."""

    TOO_FEW_CORNERS = "too_few_corners"
    TOO_MANY_CORNERS = "too_many_corners"
    NOT_A_NUMBER = "not_a_number"
    OUTSIDE = "outside"
    CROSSES_ITSELF = "crosses_itself"
    NO_AREA = "no_area"


def fault_of(corners: Sequence[Corner]) -> PolygonFault | None:
    """The first fault of a polygon; None when it can be used. A corner given twice in a row counts once."""
    if len(corners) > MOST_CORNERS:
        return PolygonFault.TOO_MANY_CORNERS
    if not all(isfinite(value) for corner in corners for value in corner):
        return PolygonFault.NOT_A_NUMBER
    if not all(0.0 <= value <= 1.0 for corner in corners for value in corner):
        return PolygonFault.OUTSIDE
    distinct = without_repetition(corners)
    if len(distinct) < LEAST_CORNERS:
        return PolygonFault.TOO_FEW_CORNERS
    if _crosses_itself(distinct):
        return PolygonFault.CROSSES_ITSELF
    if area(distinct) < LEAST_AREA:
        return PolygonFault.NO_AREA
    return None


def without_repetition(corners: Sequence[Corner]) -> tuple[Corner, ...]:
    """The corners without those that equal the one before."""
    return tuple(corner for before, corner in zip([*corners[-1:], *corners], corners, strict=False) if corner != before)


def area(corners: Sequence[Corner]) -> float:
    """Share of the picture, 0 to 1, by the shoelace formula."""
    x, y = np.array(corners, np.float64).reshape(-1, 2).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def contains(corners: Sequence[Corner], points: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which of the points (N, 2), in fractions of the picture, lie in the polygon: shape (N,).

    By the even-odd rule: a ray to the right crosses an odd number of sides. Two polygons that share a side share no
    point.
    """
    x1, y1 = np.array(corners, np.float64).T[:, :, None]
    x2, y2 = np.roll(x1, -1, axis=0), np.roll(y1, -1, axis=0)
    x, y = np.asarray(points, np.float64).reshape(-1, 2).T[:, None, :]
    level = (y1 > y) != (y2 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    return np.asarray(np.count_nonzero(level & (x < crossing), axis=0) % 2 == 1)


def _crosses_itself(corners: Sequence[Corner]) -> bool:
    count = len(corners)
    sides = [(corners[i], corners[(i + 1) % count]) for i in range(count)]
    for (i, one), (j, other) in combinations(enumerate(sides), 2):
        if j - i == 1 or (i == 0 and j == count - 1):
            shared, ends = (one[1], (one[0], other[1])) if j - i == 1 else (one[0], (one[1], other[0]))
            if count > LEAST_CORNERS and _folds_back(shared, *ends):
                return True
        elif _intersect(*one, *other):
            return True
    return False


def _folds_back(shared: Corner, one: Corner, other: Corner) -> bool:
    """Whether two sides that share a corner run over each other."""
    ahead = (one[0] - shared[0]) * (other[0] - shared[0]) + (one[1] - shared[1]) * (other[1] - shared[1])
    return _orientation(shared, one, other) == 0 and ahead > 0


def _intersect(a: Corner, b: Corner, c: Corner, d: Corner) -> bool:
    """Whether the segments a–b and c–d share a point."""
    orientations = _orientation(a, b, c), _orientation(a, b, d), _orientation(c, d, a), _orientation(c, d, b)
    if orientations[0] != orientations[1] and orientations[2] != orientations[3]:
        return True
    touching = ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    return any(one == 0 and _between(*three) for one, three in zip(orientations, touching, strict=True))


def _orientation(a: Corner, b: Corner, c: Corner) -> int:
    """1 when a–b–c turns left, -1 right, 0 straight on."""
    cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (cross > 0) - (cross < 0)


def _between(a: Corner, b: Corner, point: Corner) -> bool:
    """Whether a point on the line a–b lies between the two."""
    return min(a[0], b[0]) <= point[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= point[1] <= max(a[1], b[1])
