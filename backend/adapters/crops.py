"""Cuts square crops out of a picture, for the second look."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.core.geometry import LETTERBOX_GREY

Picture = NDArray[np.uint8]


def cut(picture: Picture, squares: NDArray[np.floating], side: int) -> Picture:
    """(P, side, side, 3): the squares (P, 3), middle x, middle y and side, of a picture (H, W, 3); grey outside it."""
    crops = np.empty((len(squares), side, side, 3), np.uint8)
    for crop, (x, y, wanted) in zip(crops, squares, strict=True):
        crop[:] = crop_of(picture, float(x), float(y), float(wanted), side)
    return crops


def crop_of(picture: Picture, x: float, y: float, wanted: float, side: int) -> Picture:
    """One crop (side, side, 3). Averaged where it shrinks, so that fine texture does not alias."""
    scale = side / wanted
    source, left, top, factor = picture, 0, 0, 1.0
    if scale < 0.5:
        left, top = max(0, int(x - wanted)), max(0, int(y - wanted))
        around = picture[top : int(y + wanted) + 1, left : int(x + wanted) + 1]
        factor = 2 * scale
        if around.size and min(around.shape[:2]) * factor >= 2:
            source = np.asarray(cv2.resize(around, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
        else:
            left, top, factor = 0, 0, 1.0
    zoom = scale / factor
    matrix = np.array(
        [[zoom, 0, side / 2 - (x - left) * scale], [0, zoom, side / 2 - (y - top) * scale]], dtype=np.float64
    )
    grey = (LETTERBOX_GREY, LETTERBOX_GREY, LETTERBOX_GREY)
    return np.asarray(cv2.warpAffine(source, matrix, (side, side), flags=cv2.INTER_LINEAR, borderValue=grey), np.uint8)
