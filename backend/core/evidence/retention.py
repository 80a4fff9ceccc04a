"""Evidence retention: what is removed by age, by size per class, and for the disk's reserve.

Only pictures are decided on here. Of what is open or only minutes old, nothing ever goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

EvidenceClass = Literal["demo", "reviewed", "unreviewed"]
Why = Literal["age", "size", "reserve"]

ORDER: tuple[EvidenceClass, ...] = ("demo", "reviewed", "unreviewed")
"""Order of removal when the disk's reserve is short: what is unreviewed goes last."""
NEWEST = timedelta(minutes=15)
"""Nothing younger goes. Shorter: pictures vanish before a user saw them. Longer: a tiny disk cannot be emptied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The pictures of one violation."""

    id: str
    kind: EvidenceClass
    opened_at: datetime
    bytes: int
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionLimits:
    """What may stay. Lower: pictures are missing when they are needed. Higher: the disk must be larger."""

    days: Mapping[EvidenceClass, int] = field(default_factory=dict)
    """Most age per class; a class without one, or with 0, has no limit."""
    most_bytes: Mapping[EvidenceClass, int] = field(default_factory=dict)
    """Most bytes per class; a class without one, or with 0, has no limit."""
    free_bytes: int = 0
    """How much of the disk is to be free."""


@dataclass(frozen=True, slots=True)
class Removal:
    """One violation's pictures go, and why."""

    evidence: Evidence
    why: Why


def decide(
    evidence: Sequence[Evidence],
    limits: RetentionLimits,
    *,
    used_bytes: Mapping[EvidenceClass, int],
    free_bytes: int,
    at: datetime,
    most: int,
) -> list[Removal]:
    """What goes now, at most `most`, in this order: too old, too much of its class, too little free disk.

    `evidence` holds at least the `most` oldest of each class, which gives the same answer as all of it. `used_bytes` is
    what all evidence of a class takes, also what is not in `evidence`.
    """
    chosen: dict[str, Removal] = {}
    for why, one in _wanted(_removable(evidence, at), limits, used_bytes, free_bytes, at, chosen):
        if len(chosen) >= most:
            break
        chosen[one.id] = Removal(one, why)
    return list(chosen.values())


def _wanted(
    removable: Mapping[EvidenceClass, Sequence[Evidence]],
    limits: RetentionLimits,
    used_bytes: Mapping[EvidenceClass, int],
    free_bytes: int,
    at: datetime,
    chosen: Mapping[str, Removal],
) -> Iterator[tuple[Why, Evidence]]:
    """Lazily, one after the other: what was `chosen` before is counted before the next is asked for."""
    for kind in ORDER:
        days = limits.days.get(kind, 0)
        if days:
            yield from (("age", one) for one in removable[kind] if one.opened_at < at - timedelta(days=days))
    for kind in ORDER:
        most_bytes = limits.most_bytes.get(kind, 0)
        for one in removable[kind] if most_bytes else ():
            if used_bytes.get(kind, 0) - _sum(chosen, kind) <= most_bytes:
                break
            if one.id not in chosen:
                yield "size", one
    for one in (one for kind in ORDER for one in removable[kind]):
        if free_bytes + sum(_sum(chosen, kind) for kind in ORDER) >= limits.free_bytes:
            return
        if one.id not in chosen:
            yield "reserve", one


def _removable(evidence: Sequence[Evidence], at: datetime) -> dict[EvidenceClass, list[Evidence]]:
    """By class, oldest first."""
    old = [one for one in evidence if not one.is_open and one.opened_at <= at - NEWEST]
    old.sort(key=lambda one: (one.opened_at, one.id))
    return {kind: [one for one in old if one.kind == kind] for kind in ORDER}


def _sum(chosen: Mapping[str, Removal], kind: EvidenceClass) -> int:
    return sum(removal.evidence.bytes for removal in chosen.values() if removal.evidence.kind == kind)
