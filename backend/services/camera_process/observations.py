"""Looking at one camera's frames: the detector at all of a frame, then closer at whom that leaves in doubt."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backend.core.cameras.drops import Why
from backend.core.errors import Unavailable
from backend.core.pipeline.camera_pipeline import NOBODY_CLOSER
from backend.core.ppe.crop_regions import Doubts
from backend.core.ppe.refinement import SecondLookOptions, conclude
from backend.core.vision.boxes import LETTERBOX_GREY, Boxes, Letterbox
from backend.core.vision.colour import SAMPLED_HEIGHT, SAMPLED_WIDTH, has_colour
from backend.core.vision.crops import cut
from backend.core.vision.detections import Detections
from backend.services.camera_process.evidence_pictures import Frame

log = logging.getLogger(__name__)

Detect = Callable[[NDArray[np.uint8], int, int], Detections]
"""Picture at model size, original width and height → detections in original pixels. Unavailable when it cannot."""

LookAgain = Callable[[NDArray[np.uint8], NDArray[np.int64]], NDArray[np.float32]]
"""Crops (P, side, side, 3) and kinds (P,) → answers (P, 7), see `core.second_look`. Unavailable when it cannot."""

MayAsk = Callable[[], bool]
"""Whether the detector is to be asked now, see `core.detection_pace`."""

InDoubt = Callable[[Detections, bool], Doubts]
"""Detections and whether the picture has colour → where a second look may change what is said of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is in a frame."""

    found: Detections
    scale: float
    """Of the picture that the detector saw, to the frame."""
    colour: bool
    """Whether the frame has any."""
    closer: Boxes
    """(M, 4) people who were looked at again."""
    looked_again: int
    """At how many places."""


class CameraLooks:
    """Asks about one camera's frames. The canvas for the detector is kept from frame to frame."""

    def __init__(self, detect: Detect, look_again: LookAgain | None, may_ask: MayAsk) -> None:
        self._detect = detect
        self._look_again = look_again
        self._may_ask = may_ask
        self._canvas = np.zeros((0, 0, 3), np.uint8)
        self._filled = (0, 0)

    def at(self, frame: Frame, side: int, second_look_side: int, in_doubt: InDoubt) -> Seen | Why:
        """What is seen, or why nothing is. A side of 0 means that nobody can be asked."""
        if not side:
            return "away"
        if not self._may_ask():
            return "busy"
        box = Letterbox(frame.width, frame.height, side)
        width, height = box.scaled
        if self._canvas.shape[0] != side or self._filled != (width, height):
            self._canvas = np.full((side, side, 3), LETTERBOX_GREY, np.uint8)
            self._filled = (width, height)
        self._canvas[:height, :width] = frame.to_bgr(width, height)
        try:
            found = self._detect(self._canvas, frame.width, frame.height)
        except Unavailable as error:
            return "busy" if error.code == "inference_timeout" else "away"
        colour = has_colour(frame.sampled_bgr(SAMPLED_WIDTH, SAMPLED_HEIGHT))
        first = Seen(found=found, scale=box.scale, colour=colour, closer=NOBODY_CLOSER, looked_again=0)
        return self._closer(first, frame, second_look_side, in_doubt)

    def _closer(self, first: Seen, frame: Frame, side: int, in_doubt: InDoubt) -> Seen:
        """With a second look at whom the first one leaves in doubt. Without an answer in time the first one stands."""
        if not side or self._look_again is None:
            return first
        asked = in_doubt(first.found, first.colour)
        if not len(asked.places):
            return first
        crops = cut(frame.to_bgr(frame.width, frame.height), asked.places.squares(), side)
        try:
            answers = self._look_again(crops, asked.places.kinds)
        except Unavailable as error:
            log.warning("no second look, the first stands: %s", error.message)
            return first
        found = conclude(asked.places, answers, asked.settled, SecondLookOptions())
        return replace(first, found=found, closer=asked.people, looked_again=len(answers))
