"""Pictures out of whatever cameras put around them."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.video.jpeg_stream import JpegStream, jpeg_size

RANDOM = np.random.default_rng(3)


def jpeg(*options, side=64):
    picture = RANDOM.integers(0, 255, (side, side, 3), np.uint8)
    return cv2.imencode(".jpg", picture, list(options))[1].tobytes()


PLAIN, PROGRESSIVE = jpeg(), jpeg(cv2.IMWRITE_JPEG_PROGRESSIVE, 1)
RESTARTS = jpeg(cv2.IMWRITE_JPEG_RST_INTERVAL, 2)
WITH_THUMBNAIL = PLAIN[:2] + b"\xff\xe1" + (len(PLAIN) + 2).to_bytes(2, "big") + PLAIN + PLAIN[2:]
KINDS = [PLAIN, PROGRESSIVE, RESTARTS, WITH_THUMBNAIL]


def pictures(data, size=None):
    stream = JpegStream()
    size = size or len(data)
    return [one for at in range(0, len(data), size) for one in stream.feed(data[at : at + size])]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b""),
        (b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 5\r\n\r\n", b"\r\n"),
        (b"Content-Type: image/jpeg\n\n", b"\n--frame\n"),
        (b"----frame\r\n\r\n", b""),
        (b"frame\n", b"\xff\xd8" * 3),
        (b"\xff\xd8 nothing \xff\xd8\xff", b"\xff\xd9"),
    ],
)
@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_what_is_around_a_picture_does_not_matter(before, after, kind):
    assert pictures((before + KINDS[kind] + after) * 3) == [KINDS[kind]] * 3


@given(st.integers(1, 700))
def test_it_does_not_matter_how_the_bytes_arrive(size):
    assert pictures(b"--x\r\n" + b"\r\n--x\r\n\r\n".join(KINDS), size) == KINDS


def test_a_picture_without_an_end_is_ended_by_the_next_one_or_by_the_streams_end():
    stream = JpegStream()
    assert stream.feed(PLAIN[:-2] + PLAIN[:-2]) == [PLAIN]
    assert stream.is_inside
    assert stream.end() == [PLAIN]
    assert not stream.is_inside
    assert stream.end() == []


def test_a_picture_cut_off_in_its_tables_is_none():
    stream = JpegStream()
    assert stream.feed(PLAIN[:100]) == []
    assert stream.end() == []


def test_a_picture_that_is_too_large_is_given_up_and_the_next_one_is_found():
    stream = JpegStream(max_picture_bytes=len(PLAIN))
    large = jpeg(side=256)
    assert [one for at in range(0, len(large + PLAIN), 97) for one in stream.feed((large + PLAIN)[at : at + 97])] == [
        PLAIN
    ]
    assert stream.broken >= 1


def test_what_is_no_jpeg_is_counted_and_kept_nowhere():
    stream = JpegStream()
    assert stream.feed(b"<html>" * 10_000) == []
    assert stream.skipped == 60_000 - 2
    assert stream.feed(PLAIN) == [PLAIN]
    assert stream.skipped == 0


@given(st.binary(max_size=400))
def test_any_bytes_are_survived(data):
    stream = JpegStream(max_picture_bytes=200)
    stream.feed(data)
    stream.feed(b"\xff\xd8\xff" + data)
    assert len(stream._buffer) <= 600


def test_the_size_is_read_from_the_header_without_decoding():
    wide = cv2.imencode(".jpg", np.zeros((48, 320, 3), np.uint8))[1].tobytes()
    assert jpeg_size(wide) == (320, 48)
    assert [jpeg_size(kind) for kind in KINDS] == [(64, 64)] * len(KINDS)


@given(st.binary(max_size=60))
def test_a_header_that_is_none_has_no_size(data):
    jpeg_size(b"\xff\xd8" + data)
    assert jpeg_size(PLAIN[:20] + b"\x00") is None
