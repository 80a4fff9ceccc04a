"""Draws detections into a picture."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.adapters.pictures import jpeg
from backend.core.ppe.items import CLASSES, ITEM_TABLE
from backend.core.vision.detections import Detections

_PERSON, _WORN, _MISSING = (200, 200, 200), (80, 200, 80), (60, 60, 230)
_COLOURS = {ITEM_TABLE.person_id: _PERSON, **{worn: _WORN for worn, _ in ITEM_TABLE.class_pairs}}


def write(path: Path, picture: NDArray[np.uint8], found: Detections) -> None:
    """A JPEG of the picture, BGR, with a box, a name and a score for each detection."""
    drawn = picture.copy()
    width = max(1, round(max(picture.shape) / 800))
    for box, score, cls in zip(found.boxes, found.scores, found.classes, strict=True):
        x1, y1, x2, y2 = (round(float(value)) for value in box)
        colour = _COLOURS.get(int(cls), _MISSING)
        cv2.rectangle(drawn, (x1, y1), (x2, y2), colour, width)
        words = f"{CLASSES[cls]} {score:.2f}"
        cv2.putText(drawn, words, (x1, max(12, y1 - 4)), cv2.FONT_HERSHEY_SIMPLEX, 0.45 * width, colour, width)
    path.write_bytes(jpeg.encode(np.asarray(drawn, np.uint8), jpeg.EVIDENCE_QUALITY))
