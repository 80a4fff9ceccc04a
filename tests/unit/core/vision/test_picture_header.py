"""Kind and size of pictures from their first bytes, without decoding."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.vision.picture_header import PictureKind, kind_of, read_header


def encoded(ending: str, width: int, height: int, *options: int) -> bytes:
    picture = np.random.default_rng(0).integers(0, 255, (height, width, 3), np.uint8)
    ok, data = cv2.imencode(ending, picture, list(options))
    assert ok
    return bytes(data.tobytes())


@pytest.mark.parametrize(("width", "height"), [(1, 1), (320, 200), (37, 1201)])
@pytest.mark.parametrize(
    ("ending", "options", "kind"),
    [
        (".jpg", (), PictureKind.JPEG),
        (".jpg", (cv2.IMWRITE_JPEG_PROGRESSIVE, 1), PictureKind.JPEG),
        (".png", (), PictureKind.PNG),
        (".webp", (cv2.IMWRITE_WEBP_QUALITY, 80), PictureKind.WEBP),
        (".webp", (cv2.IMWRITE_WEBP_QUALITY, 101), PictureKind.WEBP),  # lossless
    ],
)
def test_it_states_what_was_encoded(
    ending: str, options: tuple[int, ...], kind: PictureKind, width: int, height: int
) -> None:
    header = read_header(encoded(ending, width, height, *options))
    assert header is not None
    assert (header.kind, header.width, header.height, header.pixels) == (kind, width, height, width * height)


def test_the_extended_form_of_webp_states_its_canvas() -> None:
    data = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")
    header = read_header(data)
    assert header is not None
    assert (header.width, header.height) == (640, 480)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"BM", b"\xff\xd8", b"RIFF\0\0\0\0WAVE", b"<svg/>", b"II*\0"])
def test_other_formats_are_none(data: bytes) -> None:
    assert kind_of(data + bytes(40)) is None
    assert read_header(data) is None


@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp"])
@given(cut=st.integers(0, 60), noise=st.binary(max_size=60))
def test_damaged_headers_never_fail(ending: str, cut: int, noise: bytes) -> None:
    read_header(encoded(ending, 8, 8)[:cut] + noise)
