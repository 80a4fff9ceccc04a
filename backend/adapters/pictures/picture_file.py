"""Reads pictures from files of any origin."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.core.errors import InvalidInput

SUFFIXES = frozenset((".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"))


def read(path: Path) -> NDArray[np.uint8]:
    """The picture, BGR (H, W, 3), turned upright by its EXIF. InvalidInput when it is none."""
    try:
        picture = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error) as error:
        raise InvalidInput(f"{path.name} cannot be read ({type(error).__name__}).", code="no_picture") from error
    if picture is None:
        raise InvalidInput(f"{path.name} is not a picture that can be read.", code="no_picture")
    return np.asarray(picture, np.uint8)
