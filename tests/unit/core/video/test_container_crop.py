"""What containers say is to be cut off."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.video.container_crop import UNCROPPED, Crop, crop_of_matroska, crop_of_movie


def box(kind, *content):
    body = b"".join(content)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def movie(*clap, entry=b"avc1"):
    inside = box(b"clap", struct.pack(">8I", *(value & 0xFFFFFFFF for value in clap))) if clap else b""
    table = box(b"stsd", bytes(8), box(entry, bytes(78), box(b"avcC", b"x"), inside))
    return box(b"mvhd", bytes(100)) + box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", table))))


def element(identifier, *content):
    body = b"".join(content)
    return (
        identifier.to_bytes((identifier.bit_length() + 7) // 8, "big") + (0x4000 | len(body)).to_bytes(2, "big") + body
    )


def matroska(**sides):
    names = {"left": 0x54CC, "top": 0x54BB, "right": 0x54DD, "bottom": 0x54AA}
    video = element(0xE0, element(0xB0, b"\x01\x40"), *(element(names[n], bytes([v])) for n, v in sides.items()))
    return element(0x1A45DFA3, b"x") + element(0x18538067, element(0x1654AE6B, element(0xAE, video)))


@pytest.mark.parametrize(
    ("clap", "crop"),
    [
        ((320, 1, 192, 1, 0, 1, 0, 1), UNCROPPED),
        ((288, 1, 184, 1, 0, 1, 0, 1), Crop(left=16, top=4, right=16, bottom=4)),
        ((288, 1, 184, 1, 12, 2, -4, 2), Crop(left=22, top=2, right=10, bottom=6)),
        ((288, 1, 184, 1, 40, 1, 0, 1), UNCROPPED),  # beyond the picture
        ((288, 0, 184, 1, 0, 1, 0, 1), UNCROPPED),
        ((0, 1, 184, 1, 0, 1, 0, 1), UNCROPPED),
        ((640, 1, 184, 1, 0, 1, 0, 1), UNCROPPED),
        ((), UNCROPPED),
    ],
)
def test_a_clean_aperture_is_a_size_and_the_distance_of_its_middle(clap, crop):
    assert crop_of_movie(movie(*clap), 320, 192) == crop


def test_matroska_counts_the_pixels_of_each_side():
    assert crop_of_matroska(matroska(left=22, right=10, top=6)) == Crop(left=22, top=6, right=10)
    assert crop_of_matroska(matroska()) == UNCROPPED


@given(st.binary(max_size=200))
def test_any_bytes_are_survived(data):
    crop_of_movie(data, 320, 192)
    crop_of_matroska(data)
    crop_of_movie(movie(320, 1, 192, 1, 0, 1, 0, 1)[:-1] + data, 320, 192)


@pytest.mark.parametrize(
    ("crop", "fits"),
    [(Crop(left=160, right=159), True), (Crop(left=160, right=160), False), (Crop(top=192), False), (UNCROPPED, True)],
)
def test_something_must_be_left(crop, fits):
    assert crop.fits(320, 192) is fits
