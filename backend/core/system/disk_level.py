"""The level of a disk (ok, low, full) with hysteresis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "low", "full"]
MARGIN = 10
"""A level ends with a tenth more room than where it began. Higher: an alarm that comes and goes. Lower: one that stays
after there is room."""
FULL_SHARE = 10
"""With less than a tenth of the reserve free, a disk counts as full. Higher: the alarm comes when writing fails."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """How much of a disk is to stay free. A reserve of 0 bytes watches nothing."""

    bytes: int

    @property
    def wanted(self) -> int:
        """What retention keeps free: enough that no alarm stays."""
        return _cleared(self.bytes)


def level(free_bytes: int, reserve: Reserve, *, before: Level = "ok") -> Level:
    """`low` below the reserve, `full` below a tenth of it; each ends only with a tenth more room than it began with."""
    full_below, low_below = reserve.bytes // FULL_SHARE, reserve.bytes
    if free_bytes < (_cleared(full_below) if before == "full" else full_below):
        return "full"
    return "low" if free_bytes < (low_below if before == "ok" else _cleared(low_below)) else "ok"


def _cleared(begins_below: int) -> int:
    return begins_below + begins_below // MARGIN
