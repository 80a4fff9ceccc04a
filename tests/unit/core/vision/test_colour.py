"""Whether a picture has colour."""

import cv2
import numpy as np
import pytest

from backend.core.vision.colour import has_colour

NOISE = np.random.default_rng(1).normal(0, 6, (90, 160)).astype(np.float32)
HALL = np.clip(np.linspace(30, 220, 160, dtype=np.float32) + NOISE, 0, 255).astype(np.uint8)
GREY = cv2.merge([HALL, HALL, HALL])
VEST = (30, 240, 210)


def painted(colour: tuple[int, int, int]) -> np.ndarray:
    """The hall with somebody far away: 6 × 4 pixels."""
    picture = GREY.copy()
    picture[40:46, 80:84] = colour
    return picture


def compressed(picture: np.ndarray) -> np.ndarray:
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 40])[1], cv2.IMREAD_COLOR))


@pytest.mark.parametrize(
    ("picture", "colour"),
    [
        (GREY, False),
        (compressed(GREY), False),
        (np.clip(GREY + np.array([12, 0, 8]), 0, 255).astype(np.uint8), False),  # infrared with a purple tint
        (painted((200, 200, 200)), False),  # a grey jacket
        (painted(VEST), True),  # one small vest in a grey hall
        (compressed(painted(VEST)), True),
        (np.zeros((90, 160, 3), np.uint8), False),
    ],
)
def test_a_picture_has_colour_when_something_in_it_has(picture: np.ndarray, colour: bool) -> None:
    assert has_colour(picture) is colour
