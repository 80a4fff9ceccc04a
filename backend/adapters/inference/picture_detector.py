"""The detector on a picture of any size, as cameras use it, without an inference server."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.adapters.engines.detection_model import DetectionModel
from backend.core.vision.boxes import LETTERBOX_GREY, Letterbox
from backend.core.vision.detections import SERVING, Detections, Selection

Picture = NDArray[np.uint8]
Refine = Callable[[Picture, Detections], Detections]
"""The picture at full size, BGR, and its detections → the refined ones."""


class PictureDetector:
    """Detects people and items in one picture after the other. Not thread-safe."""

    def __init__(
        self, forms: Sequence[DetectionModel], selection: Selection = SERVING, refine: Refine | None = None
    ) -> None:
        """`forms` are the square form of one detector and its shorter ones, in any order."""
        self._forms = sorted(forms, key=lambda form: form.rows)
        self._selection = selection
        self._refine = refine

    def __call__(self, picture: Picture) -> Detections:
        """What is in the picture, BGR (H, W, 3), in its own pixels.

        1. Scale it into the top left corner of the model's input. 2. Run the shortest form that holds it.
        3. Back to the picture's pixels. 4. Refine, if there is a crop classifier.
        """
        height, width = picture.shape[:2]
        box = Letterbox(width, height, self._forms[-1].input_size)
        form = next(form for form in self._forms if form.rows >= box.scaled[1])
        (found,) = form.detect(letterboxed(picture, box)[None, : form.rows], self._selection)
        found = Detections(box.to_picture(found.boxes), found.scores, found.classes)
        return found if self._refine is None else self._refine(picture, found)


def letterboxed(picture: Picture, box: Letterbox) -> Picture:
    """The picture in the top left corner of a grey square (size, size, 3), averaged where it shrinks."""
    shrinks = box.scale < 1
    canvas = np.full((box.size, box.size, 3), LETTERBOX_GREY, np.uint8)
    width, height = box.scaled
    canvas[:height, :width] = cv2.resize(
        picture, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    )
    return canvas
