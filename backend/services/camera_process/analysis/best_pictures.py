"""The best picture so far of each person without an item, ready to become evidence.

Only pictures that are clearly better than the one kept are encoded, so a person costs a few milliseconds in all.
"""

from __future__ import annotations

from collections.abc import Iterable

from backend.adapters.pictures import jpeg
from backend.core.analysis.analyser import EvidenceCandidate
from backend.core.violations.evidence_picture import EvidencePicture, as_fractions
from backend.core.vision.boxes import Box
from backend.services.camera_process.analysis.frame import ObservedFrame

BETTER = 1.2
"""How much better a picture must be to replace the one kept. Lower: more encoding. Higher: a poorer picture stays."""
CROP_MARGIN = 0.12
"""Around the person, in sides of their box."""
LEAST_CROP = 160
"""Pixels of a crop's side at least, so that a far person is seen with their surroundings."""
WIDEST = 1280
"""Pixels of the wide picture's width at most. Wider: more memory, disk and network for each violation."""


class BestPictures:
    """By track and subject (an item, or the id of a rule)."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str], EvidencePicture] = {}

    def offer(self, candidates: Iterable[EvidenceCandidate], frame: ObservedFrame) -> None:
        """Keep what is better than before."""
        for candidate in candidates:
            key = (candidate.track_id, candidate.subject)
            kept = self._kept.get(key)
            if kept is None or candidate.quality > kept.quality * BETTER:
                self._kept[key] = take_picture(frame, candidate.box, candidate.quality)

    def best(self, track_id: int, subjects: Iterable[str]) -> EvidencePicture | None:
        """The best picture of this person and any of these subjects."""
        kept = (self._kept.get((track_id, subject)) for subject in subjects)
        return max((one for one in kept if one is not None), key=lambda one: one.quality, default=None)

    def keep_only(self, tracks: frozenset[int]) -> None:
        """Drop the pictures of people who are gone."""
        self._kept = {key: picture for key, picture in self._kept.items() if key[0] in tracks}


def take_picture(frame: ObservedFrame, box: Box, quality: float) -> EvidencePicture:
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
