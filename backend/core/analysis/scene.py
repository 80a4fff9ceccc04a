"""One picture as analysers see it: the tracked people, the detections and facts of the frame."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from backend.core.tracking.tracker import Tracks
from backend.core.vision.boxes import Boxes
from backend.core.vision.detections import Detections

NO_REFINED_PEOPLE: Boxes = np.zeros((0, 4), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One picture after tracking. All boxes are in picture pixels."""

    tracks: Tracks
    visible: NDArray[np.int64]
    """Indices of the tracks that were detected in this very picture."""
    detections: Detections
    size: tuple[int, int]
    """Width and height of the picture."""
    scale: float
    """Model pixels per picture pixel: how large the detector saw it."""
    refined_people: Boxes
    """(M, 4) people of whom the crop classifier saw regions at the picture's own resolution."""
    ignored_people: Boxes = field(default_factory=lambda: NO_REFINED_PEOPLE)
    """(K, 4) people in zones to be ignored: they are not among the tracks, but what they wear is theirs."""
    colour: bool
    """Whether the picture has any colour; by night cameras change to infrared light."""
