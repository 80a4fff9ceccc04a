"""How pictures are to be shown, from what streams say."""

import struct
from fractions import Fraction

import pytest

from backend.core.video.presentation import PLAIN, Presentation, Turn, pixel_aspect_of, turn_of

ONE = 1 << 16


def matrix(a, b, c, d):
    return struct.pack("=9i", a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30)


@pytest.mark.parametrize(
    ("values", "turn"),
    [
        ((1, 0, 0, 1), Turn()),
        ((-1, 0, 0, -1), Turn(mirrored=True, flipped=True)),
        ((-1, 0, 0, 1), Turn(mirrored=True)),
        ((1, 0, 0, -1), Turn(flipped=True)),
        ((0, 1, -1, 0), Turn(transposed=True, mirrored=True)),  # a quarter clockwise: a phone held upright
        ((0, -1, 1, 0), Turn(transposed=True, flipped=True)),
        ((0, 1, 1, 0), Turn(transposed=True)),
        ((0, -1, -1, 0), Turn(transposed=True, mirrored=True, flipped=True)),
    ],
)
def test_a_display_matrix_is_one_of_eight_rotations(values, turn):
    assert turn_of(matrix(*values)) == turn


def test_an_odd_angle_becomes_the_nearest_turn_and_nonsense_none():
    assert turn_of(struct.pack("=9i", 65000, 8000, 0, -8000, 65000, 0, 0, 0, 1 << 30)) == Turn()
    assert turn_of(b"") == Turn()


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        (None, 1),
        (Fraction(0), 1),
        (Fraction(-1), 1),
        (Fraction(12, 11), Fraction(12, 11)),
        (Fraction(4), 4),
        (Fraction(401, 100), 1),
        (Fraction(1, 4), Fraction(1, 4)),
        (Fraction(24, 100), 1),
    ],
)
def test_a_pixel_aspect_that_no_picture_has_is_left_out(ratio, expected):
    assert pixel_aspect_of(ratio) == expected


@pytest.mark.parametrize(
    ("presentation", "size"),
    [
        (PLAIN, (352, 288)),
        (Presentation(pixel_aspect=Fraction(12, 11)), (384, 288)),
        (Presentation(pixel_aspect=Fraction(1, 2)), (352, 576)),
        (Presentation(turn=Turn(transposed=True)), (288, 352)),
        (Presentation(turn=Turn(transposed=True), pixel_aspect=Fraction(2)), (288, 704)),
        (Presentation(turn=Turn(mirrored=True), interlaced=True), (352, 288)),
    ],
)
def test_the_shown_size_follows(presentation, size):
    assert presentation.shown_size(352, 288) == size
    assert presentation.is_plain is (presentation == PLAIN)
