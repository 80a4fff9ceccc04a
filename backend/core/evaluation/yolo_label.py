"""One line of a YOLO label file: a class number and a box, or the outline of a shape, in fractions of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

SLACK = 0.01
"""How far over the picture's edge a number may be, as a fraction: tools round."""


class BadLabel(ValueError):
    """The line is no label; the message has the reason."""


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled thing."""

    cls: int
    """Number in the data set's own list of classes."""
    box: tuple[float, float, float, float]
    """x1 y1 x2 y2, fractions of width and height, 0 to 1."""


def parse(line: str, classes: int) -> Label:
    """`class x y width height` (x, y: the middle), or `class x1 y1 x2 y2 x3 y3 …` for an outline of 3 points or more.

    `classes` is how many the data set has. BadLabel names the fault.
    """
    words = line.split()
    try:
        values = [float(word) for word in words]
    except ValueError:
        raise BadLabel("it is not made of numbers") from None
    if len(values) != 5 and not (len(values) >= 7 and len(values) % 2):
        raise BadLabel(f"{len(values)} numbers, where 5 were expected (class x y width height)")
    if not all(isfinite(value) for value in values):
        raise BadLabel("a number is not finite")
    cls = int(values[0])
    if cls != values[0] or not 0 <= cls < classes:
        raise BadLabel(f"class {words[0]} is not one of 0 to {classes - 1}")
    return Label(cls, _box(values[1:]))


def _box(values: list[float]) -> tuple[float, float, float, float]:
    if any(not -SLACK <= value <= 1 + SLACK for value in values):
        raise BadLabel("a number is not between 0 and 1: are these pixels?")
    if len(values) == 4:
        x, y, width, height = values
        corners = [x - width / 2, x + width / 2], [y - height / 2, y + height / 2]
    else:
        corners = values[::2], values[1::2]
    x1, x2, y1, y2 = (min(1.0, max(0.0, v)) for xs in corners for v in (min(xs), max(xs)))
    if x2 <= x1 or y2 <= y1:
        raise BadLabel("the box has no size")
    return x1, y1, x2, y2
