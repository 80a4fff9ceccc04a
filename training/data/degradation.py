"""Makes good photographs look like CCTV: colour, dusk, sensor noise, blur, few pixels, compression, rain, infrared."""

from __future__ import annotations

import random
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Step = Callable[[Image, random.Random], Image]
HUE, SATURATION, BRIGHTNESS = 0.015, 0.6, 0.4


def degrade(image: Image, dice: random.Random) -> Image:
    """The same picture (H, W, 3) as another camera would have shown it. Boxes stay where they are."""
    if dice.random() < 0.8:
        image = colour(image, dice)
    for step, chance in STEPS:
        if dice.random() < chance:
            image = step(image, dice)
    return image


def colour(image: Image, dice: random.Random) -> Image:
    """Another white balance, saturation and exposure."""
    hue, saturation, brightness = (1 + dice.uniform(-1, 1) * most for most in (HUE, SATURATION, BRIGHTNESS))
    levels = np.arange(256, dtype=np.float32)
    table = np.stack(
        ((levels + (hue - 1) * 180) % 180, (levels * saturation).clip(0, 255), (levels * brightness).clip(0, 255)), 1
    )
    turned = cv2.LUT(cv2.cvtColor(image, cv2.COLOR_BGR2HSV), table.astype(np.uint8)[None])
    return np.asarray(cv2.cvtColor(turned, cv2.COLOR_HSV2BGR), np.uint8)


def dusk(image: Image, dice: random.Random) -> Image:
    """Dark, with the noise of a small sensor at high gain."""
    gamma, light = dice.uniform(1.3, 2.4), dice.uniform(0.45, 0.9)
    table = ((np.arange(256) / 255.0) ** gamma * 255 * light).astype(np.uint8)
    noise = np.random.default_rng(dice.randrange(2**32)).normal(0, dice.uniform(2, 9), image.shape[:2])
    return (cv2.LUT(image, table) + noise[..., None]).clip(0, 255).astype(np.uint8)


def fewer_pixels(image: Image, dice: random.Random) -> Image:
    """As if taken from farther away and enlarged again."""
    height, width = image.shape[:2]
    by = dice.uniform(0.35, 0.75)
    small = cv2.resize(image, (int(width * by), int(height * by)), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def blur(image: Image, dice: random.Random) -> Image:
    """Out of focus, or smeared along a line by movement."""
    if dice.random() < 0.5:
        return np.asarray(cv2.GaussianBlur(image, (0, 0), dice.uniform(0.6, 1.8)), np.uint8)
    length = dice.choice((3, 5, 7))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    turn = cv2.getRotationMatrix2D((length // 2, length // 2), dice.uniform(0, 180), 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return np.asarray(cv2.filter2D(image, -1, kernel / max(float(kernel.sum()), 1e-6)), np.uint8)


def compression(image: Image, dice: random.Random) -> Image:
    """The blocks of a camera that is short of bandwidth."""
    _, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, dice.randrange(15, 60)])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)


def infrared(image: Image, dice: random.Random) -> Image:
    """Night mode: no colour."""
    del dice
    return np.asarray(cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR), np.uint8)


def rain(image: Image, dice: random.Random) -> Image:
    """Streaks, all in nearly one direction, and a little haze."""
    height, width = image.shape[:2]
    streaks = np.zeros((height, width), np.uint8)
    slant = dice.uniform(-0.3, 0.3)
    for _ in range(dice.randrange(60, 260)):
        x, y, length = dice.randrange(width), dice.randrange(height), dice.randrange(6, 22)
        cv2.line(streaks, (x, y), (int(x + slant * length), y + length), dice.randrange(90, 200), 1, cv2.LINE_AA)
    haze = dice.uniform(0, 0.15)
    return (image * (1 - haze) + 170 * haze + streaks[..., None] * 0.6).clip(0, 255).astype(np.uint8)


STEPS: tuple[tuple[Step, float], ...] = (
    (dusk, 0.10),
    (rain, 0.03),
    (blur, 0.08),
    (fewer_pixels, 0.08),
    (infrared, 0.03),
    (compression, 0.12),
)
"""How often each happens. More of it costs accuracy on clear pictures."""
