"""Faults of zones in words, and how many zones a camera may have."""

from __future__ import annotations

from collections.abc import Mapping

from backend.core.zones.polygon import LEAST_CORNERS, MOST_CORNERS, PolygonFault

MOST_ZONES = 50
"""Of one camera. More cannot be told apart in a picture, and each costs the worker some of every picture."""
POLYGON_MESSAGES: Mapping[PolygonFault, str] = {
    PolygonFault.TOO_FEW_CORNERS: f"A zone has at least {LEAST_CORNERS} different corners.",
    PolygonFault.TOO_MANY_CORNERS: f"A zone has at most {MOST_CORNERS} corners.",
    PolygonFault.NOT_A_NUMBER: "A corner is no number.",
    PolygonFault.OUTSIDE: "Every corner lies in the picture: fractions from 0 to 1.",
    PolygonFault.CROSSES_ITSELF: "The outline crosses or touches itself.",
    PolygonFault.NO_AREA: "The zone has no area, or almost none.",
}
