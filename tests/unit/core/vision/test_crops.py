"""Crops for the crop classifier."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from backend.core.vision.boxes import LETTERBOX_GREY
from backend.core.vision.crops import crop_of, cut


def scene(height: int = 300, width: int = 400) -> np.ndarray:
    """Smooth enough that two ways of scaling agree."""
    noise = np.random.default_rng(3).integers(0, 255, (height // 10, width // 10, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


@pytest.mark.parametrize(
    ("x", "y", "wanted"),
    [
        (200.0, 150.0, 48.0),  # enlarged
        (200.0, 150.0, 96.0),  # as it is
        (150.5, 120.25, 150.0),  # shrunk a little: bilinear
        (200.0, 150.0, 290.0),  # shrunk to a third: averaged first
        (10.0, 8.0, 80.0),  # over the corner
    ],
)
def test_a_crop_shows_what_opencv_would_cut(x: float, y: float, wanted: float) -> None:
    picture = scene()
    scale = 96 / wanted
    matrix = np.array([[scale, 0, 48 - x * scale], [0, scale, 48 - y * scale]])
    grey = (LETTERBOX_GREY,) * 3
    smooth = cv2.blur(picture, (3, 3)) if scale < 0.5 else picture
    expected = cv2.warpAffine(smooth, matrix, (96, 96), flags=cv2.INTER_LINEAR, borderValue=grey)
    difference = np.abs(crop_of(picture, x, y, wanted, 96).astype(int) - expected)
    assert difference.mean() < 2.5
    shifted = np.abs(np.roll(crop_of(picture, x, y, wanted, 96), 2, axis=1).astype(int) - expected)
    assert shifted.mean() > 1.5 * difference.mean(), "two pixels aside it would be worse"


def test_outside_the_picture_it_is_grey() -> None:
    crop = crop_of(np.zeros((50, 50, 3), np.uint8), -200.0, 25.0, 60.0, 96)
    assert (crop == LETTERBOX_GREY).all()


def test_a_place_larger_than_the_picture_can_be_cut() -> None:
    crop = crop_of(np.zeros((50, 50, 3), np.uint8), 25.0, 25.0, 5000.0, 96)
    assert (crop[0, 0] == LETTERBOX_GREY).all()


def test_no_squares_give_no_crops() -> None:
    assert cut(scene(), np.zeros((0, 3)), 96).shape == (0, 96, 96, 3)
