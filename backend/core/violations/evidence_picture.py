"""The pictures that an event of a violation carries."""

from __future__ import annotations

from dataclasses import dataclass

from backend.core.vision.boxes import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePicture:
    """A crop and a wide picture of the same moment. `box` is the person in the wide one, fractions of its size."""

    quality: float
    box: Box
    crop: bytes
    wide: bytes


def as_fractions(box: Box, width: int, height: int) -> Box:
    """Pixels to fractions of the picture, 0 to 1, four digits."""
    x1, y1, x2, y2 = box
    parts = (x1 / width, y1 / height, x2 / width, y2 / height)
    a, b, c, d = (round(min(1.0, max(0.0, part)), 4) for part in parts)
    return a, b, c, d
