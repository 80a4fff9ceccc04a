"""Adds up how long people wore an item, lacked it, or could not be assessed, for each rule and minute.

A picture counts for the time since the one before, for each person that it shows in the rule's zone. After a pause of
`LONGEST_PAUSE_SECONDS`, which the coverage report calls blind, it counts for nothing (decision 30).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from backend.core.analysis.seen_person import SeenPerson
from backend.core.ppe.belief import Wear
from backend.core.rules.applicability import Applicability
from backend.core.rules.rule import Rule, RuleKind
from backend.core.tracking.tracker import LONGEST_PAUSE_SECONDS
from backend.core.zones.camera_zones import CameraZones
from backend.core.zones.zone import Zone

MINUTE = 60.0
REPORT_SECONDS = 15.0
"""How often a minute that is not over is reported. Longer: a killed process loses more. Shorter: more writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureKey:
    """Which sum."""

    minute: datetime
    """When it began."""
    rule: Rule
    item: str


_Key = tuple[float, int, str]
"""When the minute began, the rule by its place, and the item."""


@dataclass(slots=True)
class ExposureSeconds:
    """Seconds of people."""

    worn: float = 0.0
    missing: float = 0.0
    not_assessable: float = 0.0

    def add(self, state: str, seconds: float) -> None:
        """Somebody was in this state for so long. Whatever is neither worn nor missing could not be assessed."""
        if state == Wear.WORN:
            self.worn += seconds
        elif state == Wear.MISSING:
            self.missing += seconds
        else:
            self.not_assessable += seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureReport:
    """The sum so far of one key in one run."""

    key: ExposureKey
    run: int
    """Grows when the clock is set back: a minute that comes twice is two sums."""
    worn: float
    missing: float
    not_assessable: float


class ExposureMeter:
    """The sums of one camera. Belongs to one thread."""

    def __init__(self, rules: Sequence[Applicability], zones: Sequence[Zone]) -> None:
        """Of `rules` those about items count; `zones`: all of the camera."""
        self._rules = [one for one in rules if one.rule.kind is RuleKind.PPE and one.rule.items]
        self._zones = CameraZones([one.rule.zone for one in self._rules], zones)
        self._sums: dict[_Key, ExposureSeconds] = {}
        self._changed: set[_Key] = set()
        self._observed_at: float | None = None
        self._reported_at: float | None = None
        self._run = 0

    def observe(self, people: Sequence[SeenPerson], size: tuple[int, int], at: datetime) -> list[ExposureReport]:
        """A picture of `size` pixels shows these people. Returns the sums that are to be reported now."""
        now, before = at.timestamp(), self._observed_at
        self._observed_at = now
        due: list[ExposureReport] = []
        if before is not None and now < before:
            due = self.finish()
            self._run += 1
        elif before is not None and now - before <= LONGEST_PAUSE_SECONDS:
            self._add(people, size, before, at)
        return due + self._due(now)

    def finish(self) -> list[ExposureReport]:
        """What was not reported yet; begins anew."""
        found = self._reports(self._changed)
        self._sums, self._changed = {}, set()
        return found

    def _add(self, people: Sequence[SeenPerson], size: tuple[int, int], before: float, at: datetime) -> None:
        ids = np.array([person.track_id for person in people], np.int64)
        boxes = np.array([person.box for person in people], np.float64).reshape(-1, 4)
        located = self._zones.locate(ids, boxes, size, at.timestamp())
        self._zones.keep_only(set(ids.tolist()))
        for number, one in enumerate(self._rules):
            if one.inactive(at) is not None:
                continue
            there = [person for person, inside in zip(people, located.inside(one.rule.zone), strict=True) if inside]
            for minute, seconds in _minutes(before, at.timestamp()):
                for item in one.rule.items:
                    self._count((minute, number, item), there, seconds)

    def _count(self, key: _Key, people: Sequence[SeenPerson], seconds: float) -> None:
        if not people:
            return
        sums = self._sums.setdefault(key, ExposureSeconds())
        for person in people:
            sums.add(person.states.get(key[2], Wear.NOT_ASSESSABLE), seconds)
        self._changed.add(key)

    def _due(self, now: float) -> list[ExposureReport]:
        """Minutes that are over, and now and then the one that is not."""
        over = {key for key in self._sums if key[0] + MINUTE <= now}
        self._reported_at = now if self._reported_at is None else self._reported_at
        if not 0 <= now - self._reported_at < REPORT_SECONDS:
            self._reported_at = now
            due = self._changed
        else:
            due = self._changed & over
        found = self._reports(due)
        self._changed = self._changed - due
        for key in over:
            del self._sums[key]
        return found

    def _reports(self, keys: set[_Key]) -> list[ExposureReport]:
        return [
            ExposureReport(
                key=ExposureKey(minute=datetime.fromtimestamp(minute, UTC), rule=self._rules[number].rule, item=item),
                run=self._run,
                worn=sums.worn,
                missing=sums.missing,
                not_assessable=sums.not_assessable,
            )
            for (minute, number, item), sums in self._sums.items()
            if (minute, number, item) in keys
        ]


def _minutes(begin: float, end: float) -> Iterator[tuple[float, float]]:
    """The minutes that a time touches, and for how long."""
    while begin < end:
        minute = begin // MINUTE * MINUTE
        until = min(end, minute + MINUTE)
        yield minute, until - begin
        begin = until
