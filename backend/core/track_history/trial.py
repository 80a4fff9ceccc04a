"""What a rule would have raised over stored tracks, and how well it can be judged where it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.items import ITEM_TABLE, ItemTable
from backend.core.rules.rule import Rule, RuleKind, Severity
from backend.core.schedules.scheduler import Scheduler
from backend.core.track_history.packing import COLOUR, MISSING, NO_COLOUR, WORN
from backend.core.track_history.recorder import SAMPLE_SECONDS
from backend.core.track_history.replay import by_severity, inside, replay, scheduled
from backend.core.track_history.samples import TrackSamples
from backend.core.track_history.would_raise import WouldRaise
from backend.core.zones.zone import Zone

TOO_SMALL_SHARE = 0.5
"""Share of samples with people smaller than the model needs from which on a rule cannot be judged there."""
NO_COLOUR_SHARE = 0.25
"""Share of samples without colour from which on an item known by its colour cannot be judged by night."""
LEAST_SAMPLES = 30
"""Fewer samples of people say nothing about a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemJudgement:
    """How well one item can be judged in a zone. Shares are of people's time there; None without any."""

    item: str
    assessable_share: float | None
    """Worn or missing."""
    too_small_share: float | None
    """People smaller than the item needs."""
    no_colour_share: float | None
    """In pictures without colour; of an item that is known by its colour."""
    is_too_small: bool
    """Whether people there are too small for it most of the time."""
    is_without_colour: bool
    """Whether it cannot be judged by night."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What the rule would have raised."""

    raised: tuple[WouldRaise, ...]
    by_severity: dict[Severity, int]
    people: int
    """Who were in the zone while the rule applied, each track and what continued it counted once."""
    person_seconds: float
    not_assessable_share: float | None
    """Of the time of people in the zone, how much some item of the rule could not be assessed. None: no items."""
    median_height: float | None
    """Of people in the zone, model pixels."""
    items: tuple[ItemJudgement, ...]
    last_person_at: float | None
    """When somebody was last in the zone, seconds."""
    replayed_since: float | None
    """Only what is later was replayed. None: all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHealth:
    """A saved rule: when it last saw anybody, and how well it can be judged in its zone."""

    rule_id: str
    last_person_at: float | None
    """Seconds; None when nobody of these samples was there."""
    items: tuple[ItemJudgement, ...]


def health_of(
    samples: TrackSamples, rule: Rule, *, ignored: Sequence[Zone] = (), table: ItemTable = ITEM_TABLE
) -> RuleHealth:
    """The rule's health from these samples, whenever it applied."""
    there = inside(samples, rule.zone)
    for zone in ignored:
        there &= ~inside(samples, zone)
    judged = samples.only(there)
    items = [item for item in rule.items if item in table.names] if rule.kind is RuleKind.PPE else []
    return RuleHealth(
        rule_id=rule.id,
        last_person_at=float(judged.at.max()) if len(judged) else None,
        items=tuple(judgement_of(judged, item, table) for item in items),
    )


def would_have_raised(
    samples: TrackSamples,
    rule: Rule,
    *,
    scheduler: Scheduler | None = None,
    ignored: Sequence[Zone] = (),
    table: ItemTable = ITEM_TABLE,
) -> Trial:
    """Try the rule. Its condition, bypass and whether it is enabled do not matter; `ignored` zones do."""
    for zone in ignored:
        samples = samples.only(~inside(samples, zone))
    there, on_time = inside(samples, rule.zone), scheduled(samples, scheduler)
    found = replay(rule, samples, there=there, on_time=on_time)
    by_night = rule.kind is RuleKind.STAYS and bool(rule.after_hours_stages)
    judged = samples.only(there if by_night else there & on_time)
    items = rule.items if rule.kind is RuleKind.PPE else ()
    return Trial(
        raised=found.raised,
        by_severity=by_severity(found.raised),
        people=len(np.unique(judged.person)),
        person_seconds=round(len(judged) * SAMPLE_SECONDS, 1),
        not_assessable_share=_not_assessable(judged, items),
        median_height=round(float(np.median(judged.person_height)), 1) if len(judged) else None,
        items=tuple(judgement_of(judged, item, table) for item in items),
        last_person_at=float(samples.at[there].max()) if there.any() else None,
        replayed_since=found.since,
    )


def judgement_of(samples: TrackSamples, item: str, table: ItemTable = ITEM_TABLE) -> ItemJudgement:
    """How well the item can be judged in these samples."""
    row = table.row(item)
    state = samples.state_of(item)
    known = samples.colour != 0
    too_small = share(samples.person_height <= row.least_height)
    no_colour = share(samples.colour[known] == NO_COLOUR) if row.by_colour else None
    enough = len(samples) >= LEAST_SAMPLES
    return ItemJudgement(
        item=item,
        assessable_share=share((state == WORN) | (state == MISSING)),
        too_small_share=too_small,
        no_colour_share=no_colour,
        is_too_small=enough and too_small is not None and too_small >= TOO_SMALL_SHARE,
        is_without_colour=enough and no_colour is not None and no_colour >= NO_COLOUR_SHARE,
    )


def share(flags: NDArray[np.bool_]) -> float | None:
    """How many are true, 0 to 1; None when there are none."""
    return round(float(flags.mean()), 4) if len(flags) else None


def colour_share(samples: TrackSamples) -> float | None:
    """Share of the samples with colour, of those of which it is known."""
    return share(samples.colour[samples.colour != 0] == COLOUR)


def _not_assessable(samples: TrackSamples, items: Sequence[str]) -> float | None:
    if not items:
        return None
    codes = [samples.state_of(item) for item in items]
    return share(~np.all([(code == WORN) | (code == MISSING) for code in codes], axis=0))
