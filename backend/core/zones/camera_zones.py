"""Who stands in which of a camera's zones, found once for each picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.vision.boxes import Boxes
from backend.core.zones.membership import MembershipOptions, ZoneMembership
from backend.core.zones.zone import Zone, ZoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Where the people of one picture stand."""

    ignored: NDArray[np.bool_]
    """(N,) who stands in a zone that is to be ignored."""
    by_zone: Mapping[int, NDArray[np.bool_]]

    def inside(self, zone: Zone | None) -> NDArray[np.bool_]:
        """Who is in the zone, None for the whole picture, and in none that is ignored: (N,)."""
        return ~self.ignored if zone is None else self.by_zone[zone.id] & ~self.ignored


class CameraZones:
    """The zones of one camera. Not thread-safe."""

    def __init__(
        self, rule_zones: Sequence[Zone | None], zones: Sequence[Zone], options: MembershipOptions | None = None
    ) -> None:
        """`rule_zones`: those that rules name; of `zones` those to be ignored count."""
        wanted = {zone.id: zone for zone in rule_zones if zone is not None}
        self._memberships = {key: ZoneMembership(zone, options) for key, zone in wanted.items()}
        self._ignored = [ZoneMembership(zone, options) for zone in zones if zone.kind is ZoneKind.IGNORE]

    def locate(self, ids: NDArray[np.integer], boxes: Boxes, size: tuple[int, int], at_seconds: float) -> Located:
        """Where these people stand: ids (N,), boxes (N, 4) in pixels of a picture of `size`."""
        ignored = np.zeros(len(ids), bool)
        for membership in self._ignored:
            ignored |= membership.update(ids, boxes, size, at_seconds)
        by_zone = {key: one.update(ids, boxes, size, at_seconds) for key, one in self._memberships.items()}
        return Located(ignored=ignored, by_zone=by_zone)

    def keep_only(self, tracks: set[int]) -> None:
        """Forget the people who are gone."""
        for membership in (*self._memberships.values(), *self._ignored):
            membership.keep_only(tracks)
