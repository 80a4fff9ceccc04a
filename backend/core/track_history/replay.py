"""Replays a rule over stored tracks: when it would have raised a violation.

What the live judgement sees between two samples is not there, so the result is close to it and not equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from backend.core.rules.rule import SEVERITIES, Rule, RuleKind, Severity
from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.scheduler import Scheduler
from backend.core.track_history.replay_crowds import replay_crowds
from backend.core.track_history.replay_items import replay_items
from backend.core.track_history.replay_stays import replay_stays
from backend.core.track_history.runs import Mask
from backend.core.track_history.samples import TrackSamples
from backend.core.track_history.would_raise import Replayed, WouldRaise
from backend.core.zones.membership import in_zone
from backend.core.zones.zone import Zone

CHUNK = 200_000
"""Samples whose place is found at once. More need more memory."""


def inside(samples: TrackSamples, zone: Zone | None) -> Mask:
    """Which samples are in the zone: (N,)."""
    if zone is None:
        return np.ones(len(samples), bool)
    found = np.zeros(len(samples), bool)
    (left, top), (right, bottom) = np.min(zone.corners, axis=0), np.max(zone.corners, axis=0)
    head = samples.y - samples.height
    near = np.flatnonzero((samples.x >= left) & (samples.x <= right) & (samples.y >= top) & (head <= bottom))
    for start in range(0, len(near), CHUNK):
        some = near[start : start + CHUNK]
        found[some] = in_zone(zone, samples.only(some).boxes, (1, 1))
    return found


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
    ever = np.bincount(samples.person[there], minlength=int(samples.person.max(initial=-1)) + 1) > 0
    chosen = np.flatnonzero(ever[samples.person])  # nobody else matters
    samples, there, on_time = samples.only(chosen), there[chosen], on_time[chosen]
    match rule.kind:
        case RuleKind.PPE:
            return Replayed(raised=tuple(replay_items(rule, samples, there, on_time)))
        case RuleKind.AT_MOST:
            return replay_crowds(rule, samples, there, on_time)
        case RuleKind.RESTRICTED | RuleKind.STAYS:
            return Replayed(raised=tuple(replay_stays(rule, samples, there, on_time)))


def by_severity(raised: Sequence[WouldRaise]) -> dict[Severity, int]:
    """How many of each severity."""
    return {severity: sum(one.severity is severity for one in raised) for severity in SEVERITIES}
