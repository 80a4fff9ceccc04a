"""Makes good pictures worse in the ways that plants do, deterministically."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.core.vision.boxes import LETTERBOX_GREY

Picture = NDArray[np.uint8]
HALF = 0.5
NIGHT_GAIN = 0.2
NIGHT_NOISE = 4.0
"""Standard deviation, grey levels: what a sensor adds when it is given too little light."""
BLUR_SHARE = 1 / 320
"""Standard deviation of the blur as a share of the longer side: two pixels at a model's 640."""
JPEG_QUALITY = 10


@dataclass(frozen=True, slots=True)
class Degradation:
    """A way in which a picture is worse."""

    name: str
    worsen: Callable[[Picture], Picture]
    """BGR (H, W, 3) → the same shape."""
    scale: float = 1.0
    """A thing's size afterwards as a share of its size before; its place is scaled alike."""


def _half(picture: Picture) -> Picture:
    """People are half as large, as from twice the distance; the rest is grey."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (max(1, width // 2), max(1, height // 2)), interpolation=cv2.INTER_AREA)
    canvas = np.full_like(picture, LETTERBOX_GREY)
    canvas[: small.shape[0], : small.shape[1]] = small
    return canvas


def _dark(picture: Picture) -> Picture:
    """A fifth of the light, and the noise that comes with it. The noise depends on the picture only."""
    random = np.random.default_rng(zlib.crc32(picture.tobytes()))
    noise = random.normal(0, NIGHT_NOISE, picture.shape)
    return np.asarray(np.clip(picture * NIGHT_GAIN + noise, 0, 255), dtype=np.uint8)


def _blurred(picture: Picture) -> Picture:
    """Out of focus, or a dirty lens."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), max(picture.shape[:2]) * BLUR_SHARE), dtype=np.uint8)


def _compressed(picture: Picture) -> Picture:
    """A stream with too few bits."""
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)


NATIVE = Degradation("native", lambda picture: picture)
CONDITIONS = (
    NATIVE,
    Degradation("half", _half, HALF),
    Degradation("dark", _dark),
    Degradation("blurred", _blurred),
    Degradation("compressed", _compressed),
)
