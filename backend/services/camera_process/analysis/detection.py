"""Detection in one camera's frames: the detector over all of a frame, then the crop classifier where it may help."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backend.core.analysis.scene import NO_REFINED_PEOPLE
from backend.core.cameras.drops import Why
from backend.core.errors import Unavailable
from backend.core.ppe.crop_regions import RefinementRequest
from backend.core.ppe.refinement import RefinementOptions, refine
from backend.core.vision.boxes import LETTERBOX_GREY, Boxes, Letterbox
from backend.core.vision.colour import SAMPLED_HEIGHT, SAMPLED_WIDTH, has_colour
from backend.core.vision.crops import cut
from backend.core.vision.detections import Detections
from backend.services.camera_process.analysis.frame import ObservedFrame

log = logging.getLogger(__name__)
CROPS_PER_PICTURE = 4
"""What refinement may cost: crops per picture. More decides sooner and costs about 2 ms of CPU each."""

Detect = Callable[[NDArray[np.uint8], int, int], Detections]
"""Picture at model size, original width and height → detections in original pixels. Unavailable when it cannot."""

ClassifyCrops = Callable[[NDArray[np.uint8], NDArray[np.int64]], NDArray[np.float32]]
"""Crops (P, side, side, 3) and kinds (P,) → answers (P, 7), see `core.ppe.refinement`. Unavailable when it cannot."""

MayAsk = Callable[[], bool]
"""Whether the detector is to be asked now, see `core.inference.rate_control`."""

RequestRefinement = Callable[[Detections, bool], RefinementRequest]
"""Detections and whether the picture has colour → what to ask the crop classifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectedFrame:
    """What is in a frame."""

    found: Detections
    scale: float
    """Of the picture that the detector saw, to the frame."""
    colour: bool
    """Whether the frame has any."""
    refined_people: Boxes
    """(M, 4) people of whom regions were classified."""
    crops: int
    """How many regions were."""


class FrameDetector:
    """Asks about one camera's frames. The canvas for the detector is kept from frame to frame."""

    def __init__(self, detect: Detect, classify_crops: ClassifyCrops | None, may_ask: MayAsk) -> None:
        self._detect = detect
        self._classify_crops = classify_crops
        self._may_ask = may_ask
        self._canvas = np.zeros((0, 0, 3), np.uint8)
        self._filled = (0, 0)

    def detect(
        self, frame: ObservedFrame, side: int, crop_side: int, request: RequestRefinement
    ) -> DetectedFrame | Why:
        """What is in the frame, or why nothing is known. A side of 0 means that there is no such model."""
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
        detected = DetectedFrame(found=found, scale=box.scale, colour=colour, refined_people=NO_REFINED_PEOPLE, crops=0)
        return self._refined(detected, frame, crop_side, request)

    def _refined(
        self, detected: DetectedFrame, frame: ObservedFrame, side: int, request: RequestRefinement
    ) -> DetectedFrame:
        """With the crop classifier's answers. Without an answer in time the detections stay as they are."""
        if not side or self._classify_crops is None:
            return detected
        asked = request(detected.found, detected.colour)
        if not len(asked.regions):
            return detected
        crops = cut(frame.to_bgr(frame.width, frame.height), asked.regions.squares(), side)
        try:
            answers = self._classify_crops(crops, asked.regions.kinds)
        except Unavailable as error:
            log.warning("no answer of the crop classifier, the detections stand: %s", error.message)
            return detected
        found = refine(asked.regions, answers, asked.settled, RefinementOptions())
        return replace(detected, found=found, refined_people=asked.people, crops=len(answers))
