"""Tells the others which model serves, how it runs, and what became of a change."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from dataclasses import replace

from redis import Redis

from backend.adapters.engines.detection_model import Choice
from backend.adapters.inference import link as inference_link
from backend.adapters.inference.link import InferenceInfo
from backend.adapters.models.manifest import ModelEntry
from backend.core.inference.load_window import Load
from backend.workers.inference.follower import ModelFollower

log = logging.getLogger(__name__)
ANNOUNCE_SECONDS = 2.0


def describe(entry: ModelEntry, choice: Choice) -> InferenceInfo:
    """What the server tells the others."""
    return InferenceInfo(
        name=entry.name,
        sha256=choice.model.entry.sha256,
        engine=choice.model.engine,
        device=choice.model.device,
        input_size=choice.model.input_size,
        classes=entry.classes,
        mapping=dict(entry.mapping),
        licence=entry.licence,
        attribution=entry.attribution,
        measured=entry.measured,
        milliseconds={name: round(ms, 2) for name, ms in choice.milliseconds.items()},
        pid=os.getpid(),
        second_look_side=choice.second_look.side if choice.second_look is not None else 0,
    )


class Announcer:
    """Tells the others what serves: at once when something has changed, else every few seconds."""

    def __init__(self, redis: Redis, pinned: bool) -> None:
        self._redis = redis
        self._pinned = pinned
        self._told: InferenceInfo | None = None
        self._told_at = 0.0

    def say(self, follower: ModelFollower, load: Callable[[float], Load], resting: tuple[int, ...]) -> None:
        """`load` says what was done up to a moment; that alone is no change. Raises RedisError."""
        served = describe(follower.serving.entry, follower.serving.choice)
        info = replace(served, pinned=self._pinned, previous=follower.previous, switch=follower.switch, resting=resting)
        if info == self._told and time.monotonic() - self._told_at < ANNOUNCE_SECONDS:
            return
        if self._told is None or self._told.label != info.label:
            log.info("serving %s with %s on %s (%s ms)", info.label, info.engine, info.device, info.milliseconds)
        inference_link.announce(self._redis, replace(info, load=load(time.monotonic())))
        self._told, self._told_at = info, time.monotonic()
