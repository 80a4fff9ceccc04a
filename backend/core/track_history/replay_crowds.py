"""Replays a rule about crowds: the machine that judges live is given one picture a second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from backend.core.rules.occupancy import CLEAR_SECONDS, Begin, Crowding
from backend.core.rules.rule import Rule
from backend.core.rules.stays import PersonInPicture, StayOptions
from backend.core.track_history.runs import Mask, new_people
from backend.core.track_history.samples import TrackSamples
from backend.core.track_history.would_raise import Replayed, WouldRaise
from backend.core.tracking.tracker import LONGEST_PAUSE_SECONDS

MOST_JUDGED = 150_000
"""Samples around crowds that are replayed, newest first. More: an answer takes longer than five seconds."""
OPTIONS = StayOptions(unobserved_seconds=LONGEST_PAUSE_SECONDS)
"""Samples are a second apart, and one may be missing."""
EMPTY_SECONDS = int(OPTIONS.wait_seconds + CLEAR_SECONDS) + 2
"""How long empty pictures follow the last one with people: until they are waited for no more and a crowd has ended."""


def replay_crowds(rule: Rule, samples: TrackSamples, there: Mask, on_time: Mask) -> Replayed:
    """Once for each crowd. Only the time around too many people is replayed."""
    chosen = np.flatnonzero(_relevant(rule, samples, there))
    since: float | None = None
    if len(chosen) > MOST_JUDGED:
        since = float(np.partition(samples.at[chosen], -MOST_JUDGED)[-MOST_JUDGED])
        chosen = chosen[samples.at[chosen] >= since]
    return Replayed(raised=tuple(_judged(rule, samples.only(chosen), there[chosen], on_time[chosen])), since=since)


def _relevant(rule: Rule, samples: TrackSamples, there: Mask) -> Mask:
    """People in the zone, and as they leave it, around the seconds with too many of them."""
    leaves = np.zeros(len(there), bool)
    leaves[1:] = there[:-1] & ~there[1:]
    kept = there | (leaves & ~new_people(samples))
    second = np.floor(samples.at).astype(np.int64)
    seconds, count = np.unique(second[there], return_counts=True)
    crowded = seconds[count > rule.most_people]
    if not len(crowded):
        return np.zeros(len(there), bool)
    reach = int(rule.entry_seconds + rule.exit_seconds) + EMPTY_SECONDS
    following = np.minimum(np.searchsorted(crowded, second - reach), len(crowded) - 1)
    return np.asarray(kept & (np.abs(crowded[following] - second) <= reach))


def _judged(rule: Rule, samples: TrackSamples, there: Mask, on_time: Mask) -> Iterator[WouldRaise]:
    machine = Crowding(rule, OPTIONS)
    for second, people, is_on in _pictures(samples, there, on_time):
        if not is_on:
            machine.stop(second)
            continue
        for change in machine.update(people, second):
            if isinstance(change, Begin):
                broken = change.broken
                person = broken.track_id if broken.track_id is not None else 0
                yield WouldRaise(at=second, person=person, severity=broken.severity, people=broken.people)


def _pictures(
    samples: TrackSamples, there: Mask, on_time: Mask
) -> Iterator[tuple[float, Sequence[PersonInPicture], bool]]:
    """Each second with a sample, and empty ones after it for as long as people are waited for."""
    if not len(samples):
        return
    second = np.floor(samples.at).astype(np.int64)
    order = np.lexsort((samples.person, second))
    current, is_on = int(second[order[0]]), True
    people: dict[int, PersonInPicture] = {}
    for at, person, x, y, height, is_there, now_on in _rows(samples, second, there, on_time, order):
        if at != current:
            yield float(current), tuple(people.values()), is_on
            for empty in range(current + 1, min(at, current + EMPTY_SECONDS)):
                yield float(empty), (), is_on
            people, current = {}, at
        is_on = now_on
        people[person] = PersonInPicture(track_id=person, box=(x, y - height, x, y), inside=is_there)
    yield float(current), tuple(people.values()), is_on


def _rows(
    samples: TrackSamples, second: NDArray[np.int64], there: Mask, on_time: Mask, order: NDArray[np.int64]
) -> Iterator[tuple[int, int, float, float, float, bool, bool]]:
    right = samples.x * (samples.model_width / samples.model_height)
    columns = (second, samples.person, right, samples.y, samples.height, there, on_time)
    return zip(*(column[order].tolist() for column in columns), strict=True)
