"""Which tracked people are in a zone: by the feet, with inertia.

Somebody whose box ends at the picture's lower edge shows no feet and is judged by the body.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.vision.boxes import Boxes
from backend.core.zones.polygon import contains
from backend.core.zones.zone import Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipOptions:
    """When somebody counts as having entered or left a zone."""

    inertia_seconds: float = 0.5
    """How long the other side of the border must be seen without interruption. Longer: entry and exit are noticed
    later. Shorter: a box that trembles on the border enters and leaves with each picture."""
    edge_margin: float = 0.01
    """Share of the picture's height. A box that ends this near to its lower edge is cut off there."""
    body_share: float = 0.5
    """Share of the visible body, top to bottom, that must be in the zone when the feet are cut off. Lower: people who
    lean into a zone are in it."""


BODY_SAMPLES = 5
"""Points along the middle of a body whose feet are cut off."""


class ZoneMembership:
    """Who is in one zone. Belongs to one camera; not thread-safe."""

    def __init__(self, zone: Zone, options: MembershipOptions | None = None) -> None:
        self.zone = zone
        self._options = options or MembershipOptions()
        self._inside: dict[int, bool] = {}
        self._other_since: dict[int, float] = {}
        """Since when the other side has been seen, seconds."""

    def update(
        self, ids: NDArray[np.integer], boxes: Boxes, size: tuple[int, int], at_seconds: float
    ) -> NDArray[np.bool_]:
        """Whether each visible person (ids (N,), boxes (N, 4) in pixels of a picture of `size`) is in the zone: (N,).

        The first observation of a track decides at once, later ones after `inertia_seconds`.
        """
        seen = in_zone(self.zone, boxes, size, self._options)
        for track_id, inside in zip(ids.tolist(), seen.tolist(), strict=True):
            known = self._inside.setdefault(track_id, inside)
            if inside == known:
                self._other_since.pop(track_id, None)
                continue
            since = self._other_since.setdefault(track_id, at_seconds)
            if at_seconds - since >= self._options.inertia_seconds:
                self._inside[track_id] = inside
                del self._other_since[track_id]
        return np.array([self._inside[track_id] for track_id in ids.tolist()], bool)

    def is_inside(self, track_id: int) -> bool:
        """Whether this person was in the zone when last seen."""
        return self._inside.get(track_id, False)

    def keep_only(self, tracks: set[int]) -> None:
        """Forget the people who are gone."""
        self._inside = {key: value for key, value in self._inside.items() if key in tracks}
        self._other_since = {key: value for key, value in self._other_since.items() if key in tracks}


def in_zone(
    zone: Zone, boxes: Boxes, size: tuple[int, int], options: MembershipOptions | None = None
) -> NDArray[np.bool_]:
    """Which boxes (N, 4), in pixels of a picture of `size` (width, height), stand in the zone in this picture: (N,)."""
    options = options or MembershipOptions()
    x1, y1, x2, y2 = (boxes / np.array([*size, *size], np.float64)).reshape(-1, 4).T
    middle = (x1 + x2) / 2
    feet = contains(zone.corners, np.stack([middle, np.clip(y2, 0.0, 1.0)], axis=1))
    cut = y2 >= 1.0 - options.edge_margin
    if not cut.any():
        return feet
    steps = (np.arange(BODY_SAMPLES) + 0.5) / BODY_SAMPLES
    down = y1[:, None] + steps * (y2 - y1)[:, None]
    points = np.stack([np.repeat(middle, BODY_SAMPLES), down.ravel()], axis=1)
    body = contains(zone.corners, points).reshape(-1, BODY_SAMPLES).mean(axis=1) >= options.body_share
    return np.where(cut, body, feet)
