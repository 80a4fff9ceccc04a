"""Replays rules that each person breaks alone by being in a zone: as `core.rules.occupancy`, for all people at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from backend.core.rules.occupancy import ROUNDING
from backend.core.rules.rule import SEVERITIES, Rule, RuleKind
from backend.core.track_history.runs import Mask, ends_of_runs, new_people
from backend.core.track_history.samples import TrackSamples
from backend.core.track_history.would_raise import WouldRaise
from backend.core.tracking.tracker import LONGEST_PAUSE_SECONDS

NOT_REACHED = -1


def replay_stays(rule: Rule, samples: TrackSamples, there: Mask, on_time: Mask) -> Iterator[WouldRaise]:
    """Once for each stay that is long enough, as severe as it became."""
    if not len(samples):
        return
    applies = on_time | bool(rule.kind is RuleKind.STAYS and rule.after_hours_stages)
    stay, seconds = _stays(samples, there, applies, rule.exit_seconds)
    rank = _ranks(rule, seconds + ROUNDING, on_time)
    reached = np.flatnonzero(there & applies & (rank > NOT_REACHED))
    stays, first, place = np.unique(stay[reached], return_index=True, return_inverse=True)
    worst = np.full(len(stays), NOT_REACHED)
    np.maximum.at(worst, place, rank[reached])
    begins = reached[first]
    for one in np.lexsort((samples.person[begins], samples.at[begins])).tolist():
        index = int(begins[one])
        severity = SEVERITIES[int(worst[one])]
        yield WouldRaise(at=float(samples.at[index]), person=int(samples.person[index]), severity=severity)


def _stays(
    samples: TrackSamples, there: Mask, applies: Mask, exit_seconds: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The number of each sample's stay, and how long its person had been in the zone by then: (N,), (N,).

    A stay goes on when its person comes back before the exit delay is over; only observed time in the zone counts.
    """
    people = new_people(samples)
    first, _ = ends_of_runs(there, people)
    begins = there & (first == np.arange(len(there)))
    left = np.clip(np.arange(len(there)) - 1, 0, None)
    away = samples.at - samples.at[first[left]]
    comes_back = begins & ~people & (away <= exit_seconds)
    paused = np.zeros(len(there), bool)
    paused[1:] = applies[1:] & ~applies[:-1]
    stay = np.cumsum(people | paused | (begins & ~comes_back))
    step = np.zeros(len(there))
    elapsed = np.diff(samples.at)
    counts = there[1:] & there[:-1] & ~people[1:] & applies[1:] & applies[:-1] & (elapsed <= LONGEST_PAUSE_SECONDS)
    step[1:] = np.where(counts, elapsed, 0.0)
    total = np.cumsum(step)
    starts = np.flatnonzero(np.concatenate([[True], np.diff(stay) != 0]))
    return stay, total - total[starts][np.cumsum(np.concatenate([[True], np.diff(stay) != 0])) - 1]


def _ranks(rule: Rule, seconds: NDArray[np.float64], on_time: Mask) -> NDArray[np.int64]:
    """The place in `SEVERITIES` of a stay of so many seconds: (N,)."""
    least = rule.entry_seconds + rule.minimum_seconds
    if rule.kind is RuleKind.RESTRICTED:
        return np.where(seconds >= least, SEVERITIES.index(rule.severity), NOT_REACHED)
    rank = np.full(len(seconds), NOT_REACHED)
    for stages, holds in ((rule.stages, on_time), (rule.after_hours_stages, ~on_time)):
        for stage in stages:
            reached = holds & (seconds >= max(stage.seconds, least))
            rank = np.where(reached, np.maximum(rank, SEVERITIES.index(stage.severity)), rank)
    return rank
