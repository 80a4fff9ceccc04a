"""Keeps a camera whose pictures end the detector again and again from ending it for all cameras.

The detector notes whose picture it has in hand. When it dies with one, that camera gets a mark; from the second mark on
its pictures rest for a while, longer each time. One mark is nothing: whoever is killed from outside was at work too.
"""

from __future__ import annotations

from collections.abc import Sequence

REMEMBER_SECONDS = 3600.0
"""How long a mark counts. Longer: an old fault still tells; shorter: a scene that kills now and then never rests."""
FIRST_REST_SECONDS = 60.0
LONGEST_REST_SECONDS = 1800.0
"""Rests double up to this. Longer: the camera stays dark after the scene has changed; shorter: all cameras lose the
seconds of a restart more often."""


def remembered(deaths: Sequence[float], at: float) -> tuple[float, ...]:
    """Those of a camera's marks that still count. A mark from the future, by a clock that was put back, does not."""
    return tuple(death for death in deaths if 0 <= at - death < REMEMBER_SECONDS)


def rest_seconds(deaths: Sequence[float], at: float) -> float:
    """How much longer the camera's pictures rest; 0: they are looked at."""
    counting = remembered(deaths, at)
    if len(counting) < 2:
        return 0.0
    rest = min(FIRST_REST_SECONDS * 2.0 ** (len(counting) - 2), LONGEST_REST_SECONDS)
    return max(0.0, max(counting) + rest - at)
