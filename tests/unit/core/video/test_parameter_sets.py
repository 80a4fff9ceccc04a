"""Parameter sets in front of pictures."""

import pytest

from backend.core.video.parameter_sets import SEARCHED_BYTES, parameter_sets

SPS, PPS, IDR, SEI = b"\x67\x64\x00", b"\x68\xeb", b"\x65\x88", b"\x06\x05"


def stream(*units, start=b"\0\0\0\1"):
    return b"".join(start + unit for unit in units)


def test_they_are_found_before_the_picture():
    assert parameter_sets(stream(b"\x09\xf0", SPS, PPS, SEI, IDR), "h264") == {b"\x67\x64", PPS}
    assert parameter_sets(stream(SPS + b"\x1f", PPS, IDR, start=b"\0\0\1"), "h264") == {SPS + b"\x1f", PPS}


def test_hevc_has_three_kinds():
    units = (b"\x40\x01\x0c", b"\x42\x01\x01", b"\x44\x01\xc1", b"\x26\x01\xaf", b"\x42\x01\x02")
    assert parameter_sets(stream(*units), "hevc") == set(units[:3])


@pytest.mark.parametrize(
    ("packet", "codec"),
    [
        (stream(IDR, SPS), "h264"),  # behind the picture
        (b"\0\0\0\x19" + SPS + IDR, "h264"),  # as MP4 stores it
        (stream(SPS), "mjpeg"),
        (b"", "h264"),
        (b"\0\0\1", "hevc"),
        (stream(SEI + b"x" * SEARCHED_BYTES, SPS), "h264"),
    ],
)
def test_otherwise_there_are_none(packet, codec):
    assert parameter_sets(packet, codec) == frozenset()
