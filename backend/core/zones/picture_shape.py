"""Whether a picture has another shape than the one over which a zone was drawn."""

from __future__ import annotations

Size = tuple[int, int]
"""Width and height, pixels."""
SHAPE_TOLERANCE = 0.01
"""Relative difference of two aspect ratios that counts as the same shape. Lower: a stream of 704 by 396 beside one of
1920 by 1080 counts as another. Higher: a picture that was cropped at its side is taken for the same."""


def shape_changed(drawn_over: Size | None, present: Size | None) -> bool | None:
    """Whether the aspect ratios differ; None when one of the sizes is not known."""
    if drawn_over is None or present is None:
        return None
    before, now = drawn_over[0] / drawn_over[1], present[0] / present[1]
    return abs(now / before - 1.0) > SHAPE_TOLERANCE
