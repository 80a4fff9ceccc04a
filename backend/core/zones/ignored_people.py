"""People in zones that are to be ignored: posters, mirrors, the street behind the fence."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from backend.core.vision.boxes import Boxes
from backend.core.zones.membership import ZoneMembership
from backend.core.zones.zone import Zone, ZoneKind


class IgnoredPeople:
    """Of one camera. Not thread-safe."""

    def __init__(self, zones: Iterable[Zone] = ()) -> None:
        self._memberships = [ZoneMembership(zone) for zone in zones if zone.kind is ZoneKind.IGNORE]

    def follow(self, zones: Iterable[Zone]) -> None:
        """The zones have changed."""
        before = {one.zone: one for one in self._memberships}
        ignored = [zone for zone in zones if zone.kind is ZoneKind.IGNORE]
        self._memberships = [before.get(zone) or ZoneMembership(zone) for zone in ignored]

    def update(self, ids: NDArray[np.integer], boxes: Boxes, size: tuple[int, int], at_seconds: float) -> None:
        """These people, ids (N,) and boxes (N, 4) in pixels of a picture of `size`, are visible."""
        for membership in self._memberships:
            membership.update(ids, boxes, size, at_seconds)

    def among(self, ids: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Who of these, visible or not, is ignored: (N,)."""
        known = [any(one.is_inside(track_id) for one in self._memberships) for track_id in ids.tolist()]
        return np.array(known, bool)

    def keep_only(self, tracks: set[int]) -> None:
        """Forget the people who are gone."""
        for membership in self._memberships:
            membership.keep_only(tracks)
