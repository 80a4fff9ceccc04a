"""The training pictures in memory, with their boxes in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


@dataclass(frozen=True, slots=True)
class Picture:
    """One labelled picture. `half` is the same at half the size, so that shrinking it far does not alias."""

    path: Path
    image: NDArray[np.uint8]
    half: NDArray[np.uint8]
    targets: NDArray[np.float32]
    """(M, 5): code (see `training.data.label_code`), x1, y1, x2, y2 in pixels."""


def read(folder: Path, split: str) -> list[Picture]:
    """All pictures of `folder/images/split` in the order of their names. ValueError when there are none."""
    paths = sorted(p for p in (folder / "images" / split).glob("*") if p.suffix.lower() in SUFFIXES)
    if not paths:
        raise ValueError(f"no pictures in {folder / 'images' / split}")
    return [read_one(path, folder / "labels" / split / f"{path.stem}.txt") for path in paths]


def read_one(path: Path, labels: Path) -> Picture:
    """A picture with the boxes of its label file, if there is one. ValueError when it cannot be read."""
    image = cv2.imread(str(path))
    if image is None:
        raise ValueError(f"{path} cannot be read as a picture")
    height, width = image.shape[:2]
    rows = [line.split()[:5] for line in labels.read_text().splitlines() if line.strip()] if labels.exists() else []
    given = np.array(rows, np.float32).reshape(-1, 5)
    middle, size = given[:, 1:3], given[:, 3:5]
    corners = np.concatenate((middle - size / 2, middle + size / 2), 1) * [width, height, width, height]
    half = cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return Picture(
        path,
        np.asarray(image, np.uint8),
        np.asarray(half, np.uint8),
        np.concatenate((given[:, :1], corners), 1).astype(np.float32),
    )
