"""Keeps a lane whose pictures end the server repeatedly from ending it for all cameras.

The server records which lanes it is working on. When it dies, those lanes get a mark; from the second mark on a lane
rests for a while, longer each time. One mark has no effect of its own: a server that is killed from outside was at work
too. But a marked lane is served alone, so that the next death names the right one of a batch.
"""

from __future__ import annotations

from collections.abc import Sequence

REMEMBER_SECONDS = 3600.0
"""How long a mark counts. Longer: an old fault still counts; shorter: a scene that kills now and then never rests."""
FIRST_REST_SECONDS = 60.0
LONGEST_REST_SECONDS = 1800.0
"""Rests double up to this. Longer: the camera stays unassessed after the scene has changed; shorter: all cameras lose
the seconds of a restart more often."""


def remembered(deaths: Sequence[float], at: float) -> tuple[float, ...]:
    """Those of a lane's marks that still count. A mark from the future, by a clock that was put back, does not."""
    return tuple(death for death in deaths if 0 <= at - death < REMEMBER_SECONDS)


def rest_seconds(deaths: Sequence[float], at: float) -> float:
    """How much longer the lane rests; 0: it is served."""
    counting = remembered(deaths, at)
    if len(counting) < 2:
        return 0.0
    rest = min(FIRST_REST_SECONDS * 2.0 ** (len(counting) - 2), LONGEST_REST_SECONDS)
    return max(0.0, max(counting) + rest - at)
