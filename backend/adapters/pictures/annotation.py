"""Draws faces and bodies into pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.adapters.pictures import jpeg
from backend.core.crowd.analysis import AnalysedPicture

BODY, FACE, TEXT = (80, 200, 80), (230, 160, 60), (255, 255, 255)
"""BGR."""


def annotated_jpeg(data: bytes, found: AnalysedPicture) -> bytes:
    """The encoded picture with its boxes, as JPEG. It was decoded before, so it can be."""
    import cv2

    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    drawn = np.asarray(picture, np.uint8)
    draw(drawn, found)
    return jpeg.encode(drawn, jpeg.EVIDENCE_QUALITY)


def draw(picture: NDArray[np.uint8], found: AnalysedPicture) -> None:
    """Draw into the picture (H, W, 3), which may be smaller than the one that was analysed."""
    import cv2

    height, width = picture.shape[:2]
    scale = width / found.width
    line = max(1, round(max(width, height) / 640))
    for boxes, colour in ((found.bodies, BODY), (found.faces, FACE)):
        for one in boxes:
            x1, y1, x2, y2 = (round(value * scale) for value in one.bbox)
            cv2.rectangle(picture, (x1, y1), (x2, y2), colour, line)
    analysis = found.analysis
    faces = "unknown" if analysis.face_count is None else str(analysis.face_count)
    words = f"bodies {analysis.body_count}  faces {faces}  {analysis.crowd_level.value}"
    place, size = (8, 8 + 14 * line), 0.5 * line
    cv2.putText(picture, words, place, cv2.FONT_HERSHEY_SIMPLEX, size, (0, 0, 0), 3 * line)
    cv2.putText(picture, words, place, cv2.FONT_HERSHEY_SIMPLEX, size, TEXT, line)
