"""How a decoded picture is to be shown: turned, mirrored, with pixels that are not square, or interlaced."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction

from backend.core.video.container_crop import UNCROPPED, Crop

_MATRIX = struct.Struct("=9i")
_SHARPEST_ASPECT = 4
"""Pixels more than four times as wide as high, or the other way round, are a wrong entry and no picture's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One of the eight ways to lay a picture: exchange its axes first, then mirror it."""

    transposed: bool = False
    mirrored: bool = False
    """Left and right."""
    flipped: bool = False
    """Top and bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """What is done to a decoded picture before anything else sees it.

    1. One field. 2. What the container cuts off. 3. Square pixels. 4. The turn.
    """

    crop: Crop = UNCROPPED
    turn: Turn = Turn()
    pixel_aspect: Fraction = Fraction(1)
    """Width of a pixel to its height."""
    interlaced: bool = False

    @property
    def is_plain(self) -> bool:
        """Is the picture shown as it is decoded?"""
        return self == PLAIN

    def square_size(self, width: int, height: int) -> tuple[int, int]:
        """The size of what is left of a decoded picture, with square pixels, before turning."""
        width -= self.crop.left + self.crop.right
        height -= self.crop.top + self.crop.bottom
        if self.pixel_aspect >= 1:
            return round(width * self.pixel_aspect), height
        return width, round(height / self.pixel_aspect)

    def shown_size(self, width: int, height: int) -> tuple[int, int]:
        """The size of what is shown of a decoded picture of this size."""
        wide, high = self.square_size(width, height)
        return (high, wide) if self.turn.transposed else (wide, high)


PLAIN = Presentation()


def turn_of(display_matrix: bytes) -> Turn:
    """The turn nearest to libav's display matrix (libavutil/display.h); none for what is no such matrix.

    A point (x, y) is shown at (a·x + c·y, b·x + d·y).
    """
    if len(display_matrix) != _MATRIX.size:
        return Turn()
    a, b, _, c, d, *_ = _MATRIX.unpack(display_matrix)
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return Turn(mirrored=a < 0, flipped=d < 0)
    return Turn(transposed=True, mirrored=c < 0, flipped=b < 0)


def pixel_aspect_of(ratio: Fraction | None) -> Fraction:
    """A stream's sample aspect ratio as it is applied: 1 where it is unknown (0) or impossible."""
    if not ratio or ratio < 0 or not Fraction(1, _SHARPEST_ASPECT) <= ratio <= _SHARPEST_ASPECT:
        return Fraction(1)
    return ratio
