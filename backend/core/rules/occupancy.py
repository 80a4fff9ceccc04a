"""Rules about who is in a zone: nobody may be, at most some, nobody for long.

Each machine is given the people of each picture and returns what begins, becomes more severe and ends. A violation
begins and rises only while the picture shows its person in the zone; time that was not observed never counts.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from backend.core.rules.rule import SEVERITIES, Rule, RuleKind, Severity, Stage
from backend.core.rules.stays import PersonInPicture, Stay, StayOptions, Stays
from backend.core.vision.boxes import Box

ROUNDING = 1e-6
"""Seconds by which a sum of fifths of a second may miss a limit."""
CLEAR_SECONDS = 2.0
"""How long a zone must hold no more people than it may before a crowd has ended. Longer: the end comes late. Shorter:
a person who is missed in a few pictures ends the violation, and begins another."""


class EndReason(StrEnum):
    """Why a violation of a zone ended."""

    LEFT = "left"
    """The person left, or the crowd shrank."""
    RULE_ENDED = "rule_ended"
    """The rule applies no more: by its schedule, its condition or a bypass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A rule is being broken. Times are seconds."""

    key: int
    """Of this machine, never used again."""
    track_id: int | None
    """The person; of a crowd the nearest one."""
    box: Box
    """Of the person, or around the crowd."""
    since: float
    """When the person was first seen in the zone, or the crowd was too large."""
    last_seen: float
    seconds: float
    """How long it has been observed."""
    severity: Severity
    people: int = 1
    """How many are in the zone."""


@dataclass(frozen=True, slots=True)
class Begin:
    """A violation begins."""

    broken: Broken


@dataclass(frozen=True, slots=True)
class Step:
    """A violation becomes more severe."""

    broken: Broken


@dataclass(frozen=True, slots=True)
class End:
    """A violation ends at `at`, seconds."""

    broken: Broken
    reason: EndReason
    at: float


Change = Begin | Step | End
NO_STAGES: tuple[Stage, ...] = ()


class ZoneRule(ABC):
    """One rule in its zone. Belongs to one camera; not thread-safe."""

    def __init__(self, rule: Rule, options: StayOptions | None = None) -> None:
        self.rule = rule
        self._options = options or StayOptions()
        self._stays = Stays(rule.exit_seconds, self._options)
        self._broken: dict[int, Broken] = {}

    @property
    def broken(self) -> list[Broken]:
        """The open violations."""
        return list(self._broken.values())

    @abstractmethod
    def update(self, people: Sequence[PersonInPicture], at: float, stages: Sequence[Stage] = NO_STAGES) -> list[Change]:
        """A picture of `at` shows these people. `stages`: of a rule about staying, those that hold now."""

    @abstractmethod
    def restore(self, broken: Broken) -> Broken:
        """Take over a violation that an earlier process left open; returns it with its key here."""

    def stop(self, at: float) -> list[Change]:
        """The rule does not apply: what is open ends, and time in the zone begins anew."""
        self._stays.clear()
        ended: list[Change] = [End(broken, EndReason.RULE_ENDED, at) for broken in self.broken]
        self._broken = {}
        return ended


class _PersonRule(ZoneRule):
    """A rule that each person breaks alone: a violation is a stay."""

    def update(self, people: Sequence[PersonInPicture], at: float, stages: Sequence[Stage] = NO_STAGES) -> list[Change]:
        changes: list[Change] = []
        for stay in self._stays.update(people, at):
            broken = self._broken.pop(stay.key, None)
            if broken is not None:
                ended_at = stay.left_at if stay.left_at is not None else stay.last_seen
                changes.append(End(broken, EndReason.LEFT, ended_at))
        for stay in self._stays:
            change = self._judge(stay, at, stages)
            if change is not None:
                changes.append(change)
        return changes

    def restore(self, broken: Broken) -> Broken:
        stay = self._stays.restore(broken.box, seconds=broken.seconds, last_seen=broken.last_seen)
        self._broken[stay.key] = replace(broken, key=stay.key, track_id=None)
        return self._broken[stay.key]

    @abstractmethod
    def _severity(self, seconds: float, stages: Sequence[Stage]) -> Severity | None:
        """How severe it is to be in the zone for so long; None when that is allowed."""

    def _judge(self, stay: Stay, at: float, stages: Sequence[Stage]) -> Change | None:
        known = self._broken.get(stay.key)
        if not stay.is_inside:
            if known is not None and known.track_id != stay.track_id:
                self._broken[stay.key] = replace(known, track_id=stay.track_id)
            return None
        reached = self._severity(stay.seconds + ROUNDING, stages)
        severities = [one for one in (reached, known.severity if known is not None else None) if one is not None]
        if not severities:
            return None
        broken = Broken(
            key=stay.key,
            track_id=stay.track_id,
            box=stay.box,
            since=known.since if known is not None else at - stay.seconds,
            last_seen=at,
            seconds=stay.seconds,
            severity=max(severities, key=_rank),
        )
        self._broken[stay.key] = broken
        if known is None:
            return Begin(broken)
        return Step(broken) if broken.severity is not known.severity else None


class RestrictedArea(_PersonRule):
    """Nobody is in the zone for longer than the time to enter and the least time of a violation."""

    def _severity(self, seconds: float, stages: Sequence[Stage]) -> Severity | None:
        least = self.rule.entry_seconds + self.rule.minimum_seconds
        return self.rule.severity if seconds >= least else None


class Staying(_PersonRule):
    """Nobody stays in the zone for longer than the first stage; each further stage is more severe."""

    def _severity(self, seconds: float, stages: Sequence[Stage]) -> Severity | None:
        least = self.rule.entry_seconds + self.rule.minimum_seconds
        reached = [stage.severity for stage in stages if seconds >= max(stage.seconds, least)]
        return max(reached, key=_rank, default=None)


class Crowding(ZoneRule):
    """At most `most_people` are in the zone. One violation for all of them."""

    def __init__(self, rule: Rule, options: StayOptions | None = None) -> None:
        super().__init__(rule, options)
        self._over_seconds = 0.0
        self._clear_seconds = 0.0
        self._observed_at: float | None = None
        self._was_over = False
        self._next_key = 1

    def update(self, people: Sequence[PersonInPicture], at: float, stages: Sequence[Stage] = NO_STAGES) -> list[Change]:
        """Count the people, see the head of this file."""
        self._stays.update(people, at)
        elapsed = self._elapsed(at)
        entered = [stay for stay in self._stays if stay.seconds + ROUNDING >= self.rule.entry_seconds]
        shown = [stay for stay in entered if stay.is_inside]
        if len(shown) > self.rule.most_people:
            return self._crowd(shown, at, elapsed)
        self._was_over = False
        if len([stay for stay in self._stays if stay.left_at is None]) > self.rule.most_people:
            self._clear_seconds = 0.0  # some are hidden or have just come: neither begins nor ends anything
            return []
        self._over_seconds = 0.0
        return self._shrink(at, elapsed)

    def restore(self, broken: Broken) -> Broken:
        """Take over the crowd that an earlier process left open."""
        self._over_seconds, self._clear_seconds = broken.seconds, 0.0
        kept = replace(broken, key=self._new_key(), track_id=None)
        self._broken[kept.key] = kept
        return kept

    def stop(self, at: float) -> list[Change]:
        """The rule does not apply: a crowd that is open ends."""
        self._over_seconds = self._clear_seconds = 0.0
        self._was_over, self._observed_at = False, None
        return super().stop(at)

    def _elapsed(self, at: float) -> float:
        before, self._observed_at = self._observed_at, at
        elapsed = at - before if before is not None else 0.0
        return elapsed if 0 < elapsed <= self._options.unobserved_seconds else 0.0

    def _crowd(self, shown: Sequence[Stay], at: float, elapsed: float) -> list[Change]:
        self._over_seconds += elapsed if self._was_over else 0.0
        self._was_over, self._clear_seconds = True, 0.0
        known = next(iter(self._broken.values()), None)
        if known is None and self._over_seconds + ROUNDING < self.rule.minimum_seconds:
            return []
        nearest = max(shown, key=lambda stay: stay.box[3] - stay.box[1])
        broken = Broken(
            key=known.key if known is not None else self._new_key(),
            track_id=nearest.track_id,
            box=_around([stay.box for stay in shown]),
            since=known.since if known is not None else at - self._over_seconds,
            last_seen=at,
            seconds=self._over_seconds,
            severity=self.rule.severity,
            people=len(shown),
        )
        self._broken[broken.key] = broken
        return [Begin(broken)] if known is None else []

    def _shrink(self, at: float, elapsed: float) -> list[Change]:
        known = next(iter(self._broken.values()), None)
        if known is None:
            return []
        self._clear_seconds += elapsed
        if self._clear_seconds + ROUNDING < CLEAR_SECONDS:
            return []
        self._broken, cleared, self._clear_seconds = {}, self._clear_seconds, 0.0
        return [End(known, EndReason.LEFT, at - cleared)]

    def _new_key(self) -> int:
        self._next_key += 1
        return self._next_key - 1


MACHINES: dict[RuleKind, type[ZoneRule]] = {
    RuleKind.RESTRICTED: RestrictedArea,
    RuleKind.AT_MOST: Crowding,
    RuleKind.STAYS: Staying,
}
"""What judges each kind of rule about a zone."""


def _rank(severity: Severity) -> int:
    return SEVERITIES.index(severity)


def _around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of them."""
    x1, y1, x2, y2 = zip(*boxes, strict=True)
    return min(x1), min(y1), max(x2), max(y2)
