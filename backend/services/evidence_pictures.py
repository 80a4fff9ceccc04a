"""The best picture of each suspect so far, ready to become evidence.

Only pictures that are clearly better than the one kept are encoded, so a suspect costs a few milliseconds in all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.adapters import jpeg
from backend.core.camera_pipeline import Suspect
from backend.core.violation_processor import Box

BETTER = 1.2
"""How much better a picture must be to replace the one kept. Lower: more encoding. Higher: a poorer picture stays."""
CROP_MARGIN = 0.12
LEAST_CROP = 160
WIDEST = 1280

Key = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePicture:
    """A crop and a wide picture of the same moment. `box` is the person in the wide one, fractions of its size."""

    quality: float
    box: Box
    crop: bytes
    wide: bytes


class EvidencePictures:
    """By track and item."""

    def __init__(self) -> None:
        self._kept: dict[Key, EvidencePicture] = {}

    def offer(self, suspects: Iterable[Suspect], full: Callable[[], NDArray[np.uint8]]) -> set[Key]:
        """Keep what is better than before; says for whom. `full` gives the whole picture, BGR, when it is needed."""
        improved: set[Key] = set()
        for suspect in suspects:
            key = (suspect.track_id, suspect.item)
            kept = self._kept.get(key)
            if kept is None or suspect.quality > kept.quality * BETTER:
                self._kept[key] = take(full(), suspect.box, suspect.quality)
                improved.add(key)
        return improved

    def of(self, track_id: int, item: str) -> EvidencePicture | None:
        """The best picture of this person without this item."""
        return self._kept.get((track_id, item))

    def forget_all_but(self, tracks: set[int]) -> None:
        """Forget people who are gone."""
        self._kept = {key: picture for key, picture in self._kept.items() if key[0] in tracks}


def take(picture: NDArray[np.uint8], box: Box, quality: float) -> EvidencePicture:
    """Crop and wide picture of the person at `box` (pixels)."""
    height, width = picture.shape[:2]
    crop = jpeg.cut_out(picture, box, margin=CROP_MARGIN, least=LEAST_CROP)
    return EvidencePicture(
        quality=quality,
        box=as_fractions(box, width, height),
        crop=jpeg.encode(crop, jpeg.EVIDENCE_QUALITY),
        wide=jpeg.encode(jpeg.at_most(picture, WIDEST), jpeg.EVIDENCE_QUALITY),
    )


def as_fractions(box: Box, width: int, height: int) -> Box:
    """Pixels to fractions of the picture, 0 to 1, four digits."""
    x1, y1, x2, y2 = box
    parts = (x1 / width, y1 / height, x2 / width, y2 / height)
    a, b, c, d = (round(min(1.0, max(0.0, part)), 4) for part in parts)
    return a, b, c, d
