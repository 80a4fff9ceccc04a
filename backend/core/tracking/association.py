"""Association: which of the boxes found in a picture continues which track."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.tracking.similarity import overlaps
from backend.core.vision.assignment import assign_edges

Array = NDArray[np.float64]
Index = NDArray[np.int64]
Mask = NDArray[np.bool_]
LOST_GRACE_SECONDS = 0.5
"""How long a track may go undetected before `lost_overlap` counts: a few missed detections are normal."""
WEAK_WORTH = 1e-3
"""What a weak box is worth of a strong one that fits as well: so little that it only gets what strong boxes leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchOptions:
    """How well a box must fit."""

    match_overlap: float = 0.15
    """Least IoU of prediction and box. Lower: ids jump between neighbours. Higher: fast walkers get new ids."""
    weak_overlap: float = 0.3
    """Least IoU of prediction and weak box."""
    lost_overlap: float = 0.2
    """How much more IoU is required per second that a track was not detected. Lower: another person inherits the id."""


class Pairing:
    """Tracks and the boxes that continue them."""

    __slots__ = ("box_of", "is_matched", "track_of")

    def __init__(self, track_of: dict[int, int], tracks: int) -> None:
        self.track_of = track_of
        """The track of each box that has one."""
        box_of = [-1] * tracks
        for box, track in track_of.items():
            box_of[track] = box
        self.box_of: Index = np.array(box_of)
        """The box of each track, -1 where there is none."""
        self.is_matched: Mask = self.box_of >= 0


def match(tracks: Array, unseen: Array, found: Array, strong: Mask, options: MatchOptions) -> Pairing:
    """The best pairs overall, strong boxes first.

    Outlines of `tracks` (6, N) where each is expected, `unseen` (N,) for how many seconds each was not detected,
    outlines of what was `found` (6, M), and which of it is `strong` (M,).
    """
    pairs = overlaps(tracks, found)
    worth = pairs.iou * pairs.heights
    least: Array | float = options.match_overlap
    if np.count_nonzero(strong) < len(strong):
        weak = ~strong.take(pairs.found)
        least = np.where(weak, options.weak_overlap, least)
        worth[weak] *= WEAK_WORTH
    if max(unseen.tolist()) > LOST_GRACE_SECONDS:
        least = least + options.lost_overlap * np.maximum(unseen - LOST_GRACE_SECONDS, 0.0).take(pairs.tracks)
    fits = pairs.iou >= least
    chosen = pairs.tracks[fits].tolist(), pairs.found[fits].tolist(), worth[fits].tolist()
    return Pairing(assign_edges(zip(*chosen, strict=True)), tracks.shape[1])
