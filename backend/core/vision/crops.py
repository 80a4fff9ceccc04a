"""Cuts square crops for the crop classifier. Without OpenCV, which costs every camera 30 MB."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.core.vision.boxes import LETTERBOX_GREY

Picture = NDArray[np.uint8]


def cut(picture: Picture, squares: NDArray[np.floating], side: int) -> Picture:
    """(P, side, side, 3): the squares (P, 3), middle x, middle y and side, of a picture (H, W, 3); grey outside it."""
    crops = np.empty((len(squares), side, side, 3), np.uint8)
    for crop, (x, y, wanted) in zip(crops, squares.tolist(), strict=True):
        crop[:] = crop_of(picture, x, y, wanted, side)
    return crops


def crop_of(picture: Picture, x: float, y: float, wanted: float, side: int) -> Picture:
    """One crop (side, side, 3): what shrinks further than to a half is averaged first, the rest is bilinear."""
    step = wanted / side
    block = max(1, int(step / 2))
    places = (np.arange(side) - side / 2) * step
    first = [int(np.floor(middle - wanted / 2)) - block for middle in (x, y)]
    blocks = int(np.ceil(wanted / block)) + 3
    around = _averaged(_region(picture, first[0], first[1], blocks * block), block)
    columns, rows = (
        np.clip((middle + places - start - (block - 1) / 2) / block, 0, blocks - 1.001)
        for middle, start in zip((x, y), first, strict=True)
    )
    lines = _between(around, rows)
    return np.asarray(np.rint(_between(lines.swapaxes(0, 1), columns).swapaxes(0, 1)), np.uint8)


def _region(picture: Picture, left: int, top: int, size: int) -> Picture:
    """The square of `size` pixels from (left, top), grey where it lies outside the picture."""
    region = np.full((size, size, 3), LETTERBOX_GREY, np.uint8)
    height, width = picture.shape[:2]
    x1, x2 = (min(max(v, 0), width) for v in (left, left + size))
    y1, y2 = (min(max(v, 0), height) for v in (top, top + size))
    region[y1 - top : y2 - top, x1 - left : x2 - left] = picture[y1:y2, x1:x2]
    return region


def _averaged(region: Picture, block: int) -> NDArray[np.float32]:
    """Means over blocks of `block` by `block` pixels."""
    if block == 1:
        return region.astype(np.float32)
    total = np.zeros((len(region) // block, len(region) // block, 3), np.uint32)
    for down in range(block):
        for across in range(block):
            total += region[down::block, across::block]
    return np.asarray(total / (block * block), np.float32)


def _between(lines: NDArray[np.float32], places: NDArray[np.floating]) -> NDArray[np.float32]:
    """Lines (N, …) at fractional places (M,): (M, …)."""
    before = np.floor(places).astype(int)
    share = (places - before).astype(np.float32)[:, None, None]
    return np.asarray(lines[before] * (1 - share) + lines[before + 1] * share)
