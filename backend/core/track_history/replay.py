"""Replays a rule over stored tracks: when it would have raised a violation.

The states of items are those that the belief had then, once a second; a sample stands for `SAMPLE_SECONDS`. What the
live judgement sees between two samples is not there, so the result is close to it and not equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from backend.core.rules.occupancy import MACHINES, Begin, Step
from backend.core.rules.rule import SEVERITIES, Rule, RuleKind, Severity, Stage
from backend.core.rules.stays import PersonInPicture, StayOptions
from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.scheduler import Scheduler
from backend.core.track_history.packing import MISSING, WORN
from backend.core.track_history.recorder import SAMPLE_SECONDS
from backend.core.track_history.samples import TrackSamples
from backend.core.tracking.tracker import LONGEST_PAUSE_SECONDS
from backend.core.zones.membership import in_zone
from backend.core.zones.zone import Zone

Mask = NDArray[np.bool_]
WORN_SECONDS = 2.0
"""How long everything must be worn before a violation has ended (`core.violations`)."""
MOST_JUDGED = 400_000
"""Samples that rules about who is in a zone are replayed over, newest first. More: an answer takes more than 5 s."""
CHUNK = 200_000
"""Samples whose place is found at once. More need more memory."""
REPLAY_OPTIONS = StayOptions(unobserved_seconds=LONGEST_PAUSE_SECONDS)
"""Samples are a second apart, and one may be missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldRaise:
    """A violation that the rule would have raised."""

    at: float
    """Seconds."""
    person: int
    severity: Severity
    people: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay found."""

    raised: tuple[WouldRaise, ...]
    """By time."""
    since: float | None = None
    """Only what is later was replayed: there was too much. None: all of it."""


def inside(samples: TrackSamples, zone: Zone | None) -> Mask:
    """Which samples are in the zone: (N,)."""
    if zone is None:
        return np.ones(len(samples), bool)
    boxes = samples.boxes
    parts = [in_zone(zone, boxes[start : start + CHUNK], (1, 1)) for start in range(0, len(boxes), CHUNK)]
    return np.concatenate(parts) if parts else np.zeros(0, bool)


def scheduled(samples: TrackSamples, scheduler: Scheduler | None) -> Mask:
    """Which samples lie within the rule's schedule: (N,)."""
    if scheduler is None or not len(samples):
        return np.ones(len(samples), bool)
    begins, ends = (datetime.fromtimestamp(float(at), UTC) for at in (samples.at.min(), samples.at.max() + 1))
    stretches = list(scheduler.timeline(begins, ends))
    edges = np.array([one.begins.timestamp() for one in stretches])
    on = np.array([one.rule.mode is CameraMode.DETECT for one in stretches])
    return np.asarray(on[np.clip(np.searchsorted(edges, samples.at, side="right") - 1, 0, None)])


def replay(rule: Rule, samples: TrackSamples, *, there: Mask, on_time: Mask) -> Replayed:
    """Replay the rule. `there`: which samples are in its zone; `on_time`: which lie within its schedule."""
    if rule.kind is RuleKind.PPE:
        return Replayed(raised=tuple(_items(rule, samples, there, on_time)))
    return _occupancy(rule, samples, there, on_time)


def _items(rule: Rule, samples: TrackSamples, there: Mask, on_time: Mask) -> Iterator[WouldRaise]:
    """Once for each person, and again after everything was worn, the zone was left or the rule had ended."""
    if not len(samples) or not rule.items:
        return
    fresh = _begins(samples)
    near = _within(samples, there, fresh, rule.exit_seconds)
    applies = near & on_time & (_lasting(samples, near, fresh) >= rule.entry_seconds)
    codes = [samples.state_of(item) for item in rule.items]
    missing = applies & np.any([code == MISSING for code in codes], axis=0)
    worn = np.all([code == WORN for code in codes], axis=0)
    long_worn = worn & (_run_seconds(samples, worn, fresh) >= WORN_SECONDS)
    resets = fresh | long_worn | ~near | ~on_time
    episode = np.cumsum(resets)
    long_missing = missing & (_run_seconds(samples, missing, fresh) >= rule.minimum_seconds)
    found = np.flatnonzero(long_missing)
    _, first = np.unique(episode[found], return_index=True)
    chosen = found[first]
    for index in chosen[np.argsort(samples.at[chosen], kind="stable")].tolist():
        yield WouldRaise(at=float(samples.at[index]), person=int(samples.person[index]), severity=rule.severity)


def _begins(samples: TrackSamples) -> Mask:
    """Where a person begins, or goes on after a pause that ends what is known of them."""
    fresh = np.ones(len(samples), bool)
    pause = np.diff(samples.at)
    fresh[1:] = (np.diff(samples.person) != 0) | (pause > LONGEST_PAUSE_SECONDS)
    return fresh


def _within(samples: TrackSamples, there: Mask, fresh: Mask, exit_seconds: float) -> Mask:
    """In the zone, or left less than the exit delay ago."""
    if exit_seconds <= 0:
        return there
    stretch = np.cumsum(fresh)
    last = np.maximum.accumulate(np.where(there, np.arange(len(there)), -1))
    known = (last >= 0) & (stretch[np.clip(last, 0, None)] == stretch)
    recently = samples.at - samples.at[np.clip(last, 0, None)] < exit_seconds
    return np.asarray(there | (known & recently))


def _runs(flags: Mask, fresh: Mask) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each sample the first and the last one of its run of equal flags: (N,), (N,)."""
    starts = fresh.copy()
    starts[1:] |= flags[1:] != flags[:-1]
    number = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(flags)) - 1
    return first[number], last[number]


def _lasting(samples: TrackSamples, flags: Mask, fresh: Mask) -> NDArray[np.float64]:
    """How long the sample's run has lasted."""
    first, _ = _runs(flags, fresh)
    return np.asarray(samples.at - samples.at[first])


def _run_seconds(samples: TrackSamples, flags: Mask, fresh: Mask) -> NDArray[np.float64]:
    """How long the whole run of each sample lasts."""
    first, last = _runs(flags, fresh)
    return np.asarray(samples.at[last] - samples.at[first] + SAMPLE_SECONDS)


def _occupancy(rule: Rule, samples: TrackSamples, there: Mask, on_time: Mask) -> Replayed:
    relevant = _relevant(rule, samples, there)
    chosen = np.flatnonzero(relevant)
    since: float | None = None
    if len(chosen) > MOST_JUDGED:
        newest = np.sort(samples.at[chosen])[-MOST_JUDGED]
        since = float(newest)
        chosen = chosen[samples.at[chosen] >= newest]
    raised = _run_machine(rule, samples.only(chosen), there[chosen], on_time[chosen])
    return Replayed(raised=tuple(raised), since=since)


def _relevant(rule: Rule, samples: TrackSamples, there: Mask) -> Mask:
    """The samples without which the rule would not raise anything else: of people who are in the zone for long enough,
    or of the time around a crowd."""
    if not len(samples):
        return there
    near = _within(samples, there, _begins(samples), rule.exit_seconds)
    leaves = np.zeros(len(near), bool)
    leaves[1:] = near[:-1] & ~near[1:] & (samples.person[1:] == samples.person[:-1])
    kept = near | leaves
    if rule.kind is RuleKind.AT_MOST:
        second = np.floor(samples.at).astype(np.int64)
        seconds, count = np.unique(second[there], return_counts=True)
        crowded = seconds[count > rule.most_people]
        reach = int(rule.entry_seconds + rule.exit_seconds + REPLAY_OPTIONS.wait_seconds) + 2
        place = np.searchsorted(crowded, second - reach)
        close = (place < len(crowded)) & (np.append(crowded, 0)[np.minimum(place, len(crowded))] <= second + reach)
        return kept & close
    least = min([stage.seconds for stage in (*rule.stages, *rule.after_hours_stages)], default=0.0)
    least = max(least, rule.entry_seconds + rule.minimum_seconds) - SAMPLE_SECONDS
    stayed = np.bincount(samples.person, weights=there * _steps(samples))
    return kept & (stayed[samples.person] >= least)


def _steps(samples: TrackSamples) -> NDArray[np.float64]:
    """How much time each sample stands for at most."""
    steps = np.full(len(samples), SAMPLE_SECONDS)
    same = np.diff(samples.person) == 0
    steps[1:][same] = np.minimum(np.diff(samples.at)[same], LONGEST_PAUSE_SECONDS)
    return steps


def _run_machine(rule: Rule, samples: TrackSamples, there: Mask, on_time: Mask) -> Iterator[WouldRaise]:
    """One picture a second: everybody whose sample lies in it."""
    machine = MACHINES[rule.kind](rule, REPLAY_OPTIONS)
    needs_schedule = not (rule.kind is RuleKind.STAYS and rule.after_hours_stages)
    worst: dict[int, WouldRaise] = {}
    for second, people, is_on in _pictures(samples, there, on_time):
        if not is_on and needs_schedule:
            machine.stop(second)
            continue
        stages: Sequence[Stage] = rule.stages if is_on else rule.after_hours_stages
        for change in machine.update(people, second, stages):
            broken = change.broken
            if isinstance(change, Begin):
                worst[broken.key] = WouldRaise(
                    at=second,
                    person=broken.track_id if broken.track_id is not None else -1,
                    severity=broken.severity,
                    people=broken.people,
                )
            elif isinstance(change, Step):
                known = worst[broken.key]
                worst[broken.key] = WouldRaise(at=known.at, person=known.person, severity=broken.severity)
    yield from sorted(worst.values(), key=lambda one: (one.at, one.person))


def _pictures(
    samples: TrackSamples, there: Mask, on_time: Mask
) -> Iterator[tuple[float, Sequence[PersonInPicture], bool]]:
    """Each second with a sample, and those after it in which people are waited for."""
    if not len(samples):
        return
    second = np.floor(samples.at).astype(np.int64)
    order = np.lexsort((samples.person, second))
    aspect = samples.model_size[:, 0] / samples.model_size[:, 1]
    columns = zip(
        second[order].tolist(),
        samples.person[order].tolist(),
        (samples.x * aspect)[order].tolist(),
        samples.y[order].tolist(),
        samples.height[order].tolist(),
        there[order].tolist(),
        on_time[order].tolist(),
        strict=True,
    )
    waits = int(REPLAY_OPTIONS.wait_seconds) + 2
    people: dict[int, PersonInPicture] = {}
    current, is_on = int(second[order[0]]), True
    for at, person, x, y, height, is_there, now_on in columns:
        if at != current:
            yield float(current), tuple(people.values()), is_on
            for empty in range(current + 1, min(at, current + waits)):
                yield float(empty), (), is_on
            people, current = {}, at
        is_on = now_on
        people[person] = PersonInPicture(track_id=person, box=(x, y - height, x, y), inside=is_there)
    yield float(current), tuple(people.values()), is_on


def by_severity(raised: Sequence[WouldRaise]) -> dict[Severity, int]:
    """How many of each severity."""
    return {severity: sum(one.severity is severity for one in raised) for severity in SEVERITIES}
