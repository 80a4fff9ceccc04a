"""Failed log-ins in bounded number: the first of an address is an entry, a flood becomes sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
"""How long failures of one address are summed. Shorter writes more entries; longer tells of a flood later."""
MOST_ADDRESSES = 100
"""Addresses that are counted by themselves within a window; the failures of all others are one sum."""
OTHERS = "several"
"""The address in the sum of all others."""


@dataclass(frozen=True, slots=True)
class FailureSum:
    """Failed log-ins with users of one company from one address."""

    company_id: int
    address: str
    count: int
    since: datetime


class LoginFailures:
    """Decides what is recorded of failures. It keeps state, and does no I/O."""

    def __init__(self) -> None:
        self._sums: dict[tuple[int, str], FailureSum] = {}

    def note(self, company_id: int, address: str, *, at: datetime) -> FailureSum | None:
        """Count a failure. What to record now: the first failure of an address in a window, otherwise None."""
        key = (company_id, address)
        if key not in self._sums and len(self._sums) >= MOST_ADDRESSES:
            key = (company_id, OTHERS)
        found = self._sums.get(key)
        if found is None:
            self._sums[key] = FailureSum(*key, 0, at)
            return FailureSum(*key, 1, at)
        self._sums[key] = FailureSum(*key, found.count + 1, found.since)
        return None

    def due(self, *, at: datetime) -> list[FailureSum]:
        """The sums whose window has ended, of more failures than the recorded one; they are forgotten."""
        ended = [one for one in self._sums.values() if at - one.since >= WINDOW]
        for one in ended:
            del self._sums[one.company_id, one.address]
        return [one for one in ended if one.count]

    def keep(self, sums: Iterable[FailureSum]) -> None:
        """Take sums back that could not be recorded."""
        for one in sums:
            now = self._sums.get((one.company_id, one.address))
            count = one.count + (now.count if now is not None else 0)
            self._sums[one.company_id, one.address] = FailureSum(one.company_id, one.address, count, one.since)
