"""Replays a rule about items, from the states that the belief had then, once a second."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from backend.core.rules.rule import Rule
from backend.core.track_history.packing import MISSING, WORN
from backend.core.track_history.runs import Mask, after_pauses, new_people, run_seconds, seconds_into_run
from backend.core.track_history.samples import TrackSamples
from backend.core.track_history.would_raise import WouldRaise

WORN_SECONDS = 2.0
"""How long everything must be worn before a violation has ended, as in `core.violations`."""


def replay_items(rule: Rule, samples: TrackSamples, there: Mask, on_time: Mask) -> Iterator[WouldRaise]:
    """Once for each person, and again after everything was worn, the zone was left or the rule had ended.

    Only a state that was recorded as missing raises anything.
    """
    if not len(samples) or not rule.items:
        return
    fresh = after_pauses(samples)
    near = _within(samples, there, fresh, rule.exit_seconds)
    applies = near & on_time & (seconds_into_run(samples, near, fresh) >= rule.entry_seconds)
    codes = [samples.state_of(item) for item in rule.items]
    missing = applies & np.any([code == MISSING for code in codes], axis=0)
    worn = np.all([code == WORN for code in codes], axis=0)
    long_worn = worn & (run_seconds(samples, worn, fresh) >= WORN_SECONDS)
    episode = np.cumsum(new_people(samples) | long_worn | ~near | ~on_time)
    found = np.flatnonzero(missing & (run_seconds(samples, missing, fresh) >= rule.minimum_seconds))
    _, first = np.unique(episode[found], return_index=True)
    chosen = found[first]
    for index in chosen[np.argsort(samples.at[chosen], kind="stable")].tolist():
        yield WouldRaise(at=float(samples.at[index]), person=int(samples.person[index]), severity=rule.severity)


def _within(samples: TrackSamples, there: Mask, fresh: Mask, exit_seconds: float) -> Mask:
    """In the zone, or left less than the exit delay ago."""
    if exit_seconds <= 0:
        return there
    stretch = np.cumsum(fresh)
    last = np.maximum.accumulate(np.where(there, np.arange(len(there)), -1))
    known = (last >= 0) & (stretch[np.clip(last, 0, None)] == stretch)
    recently = samples.at - samples.at[np.clip(last, 0, None)] < exit_seconds
    return np.asarray(there | (known & recently))
