"""Puts one picture, or a mosaic of four, onto a canvas of the network's input size, with its boxes."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.data.label_code import REGION, classes_of
from training.data.pictures import Picture

GREY = 114
SMALLEST_SIDE = 3.0
LEAST_LEFT = 0.3
"""A box that is cut off further than this is left out: nobody could say what it was."""
TILT_CHANCE, TILT_DEGREES = 0.3, 8.0
STRETCH = 0.1


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the canvas, pixels."""

    x1: int
    y1: int
    x2: int
    y2: int


def single(
    picture: Picture, side: int, scales: tuple[float, float], dice: random.Random
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """One picture on a grey canvas (side, side, 3), its targets (M, 5) in canvas pixels."""
    canvas = np.full((side, side, 3), GREY, np.uint8)
    return canvas, place(picture, canvas, Tile(0, 0, side, side), scales, dice)


def mosaic(
    pictures: list[Picture], side: int, scales: tuple[float, float], dice: random.Random
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Four pictures around a random middle."""
    canvas = np.full((side, side, 3), GREY, np.uint8)
    x, y = (int(dice.uniform(0.3, 0.7) * side) for _ in range(2))
    tiles = [Tile(0, 0, x, y), Tile(x, 0, side, y), Tile(0, y, x, side), Tile(x, y, side, side)]
    dice.shuffle(tiles)
    placed = [place(p, canvas, t, scales, dice) for p, t in zip(pictures, tiles, strict=True)]
    return canvas, np.concatenate(placed)


def place(
    picture: Picture, canvas: NDArray[np.uint8], tile: Tile, scales: tuple[float, float], dice: random.Random
) -> NDArray[np.float32]:
    """Draw a picture into a tile: scaled, stretched, shifted, mirrored, sometimes tilted. Its targets that are left."""
    height, width = picture.image.shape[:2]
    columns, rows = tile.x2 - tile.x1, tile.y2 - tile.y1
    scale = canvas.shape[0] / max(height, width) * dice.uniform(*scales)
    across, down = (scale * dice.uniform(1 - STRETCH, 1 + STRETCH) for _ in range(2))
    x = dice.uniform(*sorted((0.0, columns - width * across)))
    y = dice.uniform(*sorted((0.0, rows - height * down)))
    matrix = np.array([[across, 0, x], [0, down, y], [0, 0, 1]])
    if dice.random() < 0.5:
        matrix = matrix @ np.array([[-1, 0, width], [0, 1, 0], [0, 0, 1]])
    tilted = dice.random() < TILT_CHANCE
    if tilted:
        matrix = _turn(dice.uniform(-TILT_DEGREES, TILT_DEGREES), columns / 2, rows / 2) @ matrix
    source, matrix_of = (picture.half, matrix @ np.diag([2.0, 2.0, 1.0])) if scale < 0.6 else (picture.image, matrix)
    canvas[tile.y1 : tile.y2, tile.x1 : tile.x2] = cv2.warpAffine(
        source, matrix_of[:2], (columns, rows), flags=cv2.INTER_LINEAR, borderValue=(GREY, GREY, GREY)
    )
    return _moved(picture.targets, matrix, tile, tilted=tilted)


def _turn(degrees: float, x: float, y: float) -> NDArray[np.float64]:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[c, -s, x - c * x + s * y], [s, c, y - s * x - c * y], [0, 0, 1]])


def _moved(
    targets: NDArray[np.float32], matrix: NDArray[np.float64], tile: Tile, *, tilted: bool
) -> NDArray[np.float32]:
    if not len(targets):
        return targets
    x1, y1, x2, y2 = targets[:, 1:].T
    # A tilted box is bounded by the middles of its sides: things fill their boxes as ellipses do, not to the corners.
    points = (
        [((x1 + x2) / 2, y1), ((x1 + x2) / 2, y2), (x1, (y1 + y2) / 2), (x2, (y1 + y2) / 2)]
        if tilted
        else [(x1, y1), (x2, y2)]
    )
    moved = np.stack([np.stack(p, 1) for p in points], 1) @ matrix[:2, :2].T + matrix[:2, 2]
    low, high = moved.min(1), moved.max(1)
    size = [tile.x2 - tile.x1, tile.y2 - tile.y1]
    seen_low, seen_high = low.clip(0, size), high.clip(0, size)
    sides = seen_high - seen_low
    enough = (sides.min(1) > SMALLEST_SIDE) & (sides.prod(1) > LEAST_LEFT * (high - low).prod(1))
    kept = enough | ((classes_of(targets[:, 0]) == REGION) & (sides.min(1) > 0))
    corner = [tile.x1, tile.y1]
    return np.concatenate((targets[:, :1], seen_low + corner, seen_high + corner), 1)[kept].astype(np.float32)
