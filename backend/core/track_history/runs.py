"""Runs of equal flags along each person's samples, without a loop over them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.core.track_history.recorder import SAMPLE_SECONDS
from backend.core.track_history.samples import TrackSamples
from backend.core.tracking.tracker import LONGEST_PAUSE_SECONDS

Mask = NDArray[np.bool_]


def new_people(samples: TrackSamples) -> Mask:
    """Where another person begins: (N,)."""
    fresh = np.ones(len(samples), bool)
    fresh[1:] = samples.person[1:] != samples.person[:-1]
    return fresh


def after_pauses(samples: TrackSamples) -> Mask:
    """Where another person begins, or one goes on after a pause that ends what is known of them: (N,)."""
    fresh = new_people(samples)
    fresh[1:] |= np.diff(samples.at) > LONGEST_PAUSE_SECONDS
    return fresh


def ends_of_runs(flags: Mask, fresh: Mask) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each sample the first and the last one of its run of equal flags, broken where `fresh`: (N,), (N,)."""
    starts = fresh.copy()
    starts[1:] |= flags[1:] != flags[:-1]
    number = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(flags)) - 1
    return first[number], last[number]


def seconds_into_run(samples: TrackSamples, flags: Mask, fresh: Mask) -> NDArray[np.float64]:
    """How long each sample's run has lasted, seconds: (N,)."""
    first, _ = ends_of_runs(flags, fresh)
    return np.asarray(samples.at - samples.at[first])


def run_seconds(samples: TrackSamples, flags: Mask, fresh: Mask) -> NDArray[np.float64]:
    """How long the whole run of each sample lasts, seconds: (N,). A sample stands for `SAMPLE_SECONDS`."""
    first, last = ends_of_runs(flags, fresh)
    return np.asarray(samples.at[last] - samples.at[first] + SAMPLE_SECONDS)
