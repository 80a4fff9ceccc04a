"""Where a person is in a picture, in fractions of its size."""

from __future__ import annotations

import pytest

from backend.core.violations.evidence_picture import as_fractions
from backend.core.vision.boxes import Box


@pytest.mark.parametrize(
    ("box", "fractions"),
    [
        ((0.0, 0.0, 640.0, 360.0), (0.0, 0.0, 1.0, 1.0)),
        ((64.0, 36.0, 320.0, 270.0), (0.1, 0.1, 0.5, 0.75)),
        ((-5.0, -5.0, 700.0, 400.0), (0.0, 0.0, 1.0, 1.0)),  # cut off at the picture's sides
        ((100.0, 100.0, 200.0, 200.0), (0.1562, 0.2778, 0.3125, 0.5556)),  # four digits
    ],
)
def test_a_box_in_fractions(box: Box, fractions: Box) -> None:
    assert as_fractions(box, 640, 360) == fractions
