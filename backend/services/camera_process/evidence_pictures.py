"""The best picture of each suspect so far, ready to become evidence.

Only pictures that are clearly better than the one kept are encoded, so a suspect costs a few milliseconds in all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from backend.adapters.pictures import jpeg
from backend.core.pipeline.camera_pipeline import Suspect
from backend.core.violations.episode import Box
from backend.core.violations.evidence_picture import EvidencePicture, as_fractions

BETTER = 1.2
"""How much better a picture must be to replace the one kept. Lower: more encoding. Higher: a poorer picture stays."""
CROP_MARGIN = 0.12
LEAST_CROP = 160
WIDEST = 1280

Key = tuple[int, str]


class Frame(Protocol):
    """What is needed of a `VideoFrame`."""

    @property
    def at(self) -> datetime: ...  # noqa: D102
    @property
    def width(self) -> int: ...  # noqa: D102
    @property
    def height(self) -> int: ...  # noqa: D102
    def to_bgr(self, width: int | None = None, height: int | None = None) -> NDArray[np.uint8]: ...  # noqa: D102
    def to_gray(self, width: int | None = None, height: int | None = None) -> NDArray[np.uint8]: ...  # noqa: D102
    def sampled_bgr(self, width: int, height: int) -> NDArray[np.uint8]: ...  # noqa: D102


class EvidencePictures:
    """By track and item."""

    def __init__(self) -> None:
        self._kept: dict[Key, EvidencePicture] = {}

    def offer(self, suspects: Iterable[Suspect], frame: Frame) -> None:
        """Keep what is better than before."""
        for suspect in suspects:
            key = (suspect.track_id, suspect.item)
            kept = self._kept.get(key)
            if kept is None or suspect.quality > kept.quality * BETTER:
                self._kept[key] = take(frame, suspect.box, suspect.quality)

    def of(self, track_id: int, item: str) -> EvidencePicture | None:
        """The best picture of this person without this item."""
        return self._kept.get((track_id, item))

    def forget_all_but(self, tracks: set[int]) -> None:
        """Forget people who are gone."""
        self._kept = {key: picture for key, picture in self._kept.items() if key[0] in tracks}


def take(frame: Frame, box: Box, quality: float) -> EvidencePicture:
    """Crop and wide picture of the person at `box` (pixels)."""
    full = frame.to_bgr()
    wide = full if frame.width <= WIDEST else frame.to_bgr(WIDEST)
    crop = jpeg.cut_out(full, box, margin=CROP_MARGIN, least=LEAST_CROP)
    return EvidencePicture(
        quality=quality,
        box=as_fractions(box, frame.width, frame.height),
        crop=jpeg.encode(crop, jpeg.EVIDENCE_QUALITY),
        wide=jpeg.encode(wide, jpeg.EVIDENCE_QUALITY),
    )
