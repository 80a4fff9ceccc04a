"""Publishes which models serve, how they run, and how a change of them ended."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from backend.adapters.inference import announcement
from backend.adapters.inference.announcement import InferenceInfo, TaskInfo
from backend.adapters.inference.ppe_model import PpeModel
from backend.adapters.inference.registry import AnyModel
from backend.adapters.redis.connection import RedisClient
from backend.core.inference.load_window import Load, TaskLoad
from backend.core.inference.tasks import Task
from backend.core.ppe.inference_tasks import CROPS, PPE
from backend.workers.inference.follower import ModelFollower
from backend.workers.inference.task_models import TaskModels

log = logging.getLogger(__name__)
ANNOUNCE_SECONDS = 2.0
Resting = Callable[[str], tuple[int, ...]]
"""The cameras whose requests of a task rest now."""


def describe(models: TaskModels, *, pinned: bool, resting: Resting) -> InferenceInfo:
    """What is published, but for the load."""
    ppe, follower, crops = models.ppe, models.followers[PPE.name], models.serving.get(CROPS.name)
    return InferenceInfo(
        **_model_fields(ppe),
        **_classes(ppe),
        milliseconds={name: round(ms, 2) for name, ms in ppe.identity.milliseconds.items()},
        pid=os.getpid(),
        crop_side=crops.side if crops is not None else 0,
        pinned=pinned,
        previous=follower.previous,
        switch=follower.switch,
        resting=resting(PPE.name),
        tasks=tuple(
            _task_info(task, models.serving[task.name], models.followers[task.lane], resting)
            for task in models.registry.tasks
        ),
    )


def _model_fields(model: AnyModel) -> dict[str, Any]:
    identity = model.identity
    return {
        "name": identity.name,
        "sha256": identity.sha256,
        "engine": identity.engine,
        "device": identity.device,
        "licence": identity.licence,
        "input_size": model.side,
    }


def _classes(ppe: PpeModel) -> dict[str, Any]:
    entry = ppe.entry
    return {
        "classes": entry.classes,
        "mapping": dict(entry.mapping),
        "attribution": entry.attribution,
        "measured": entry.measured,
    }


def _task_info(task: Task[Any], model: AnyModel | None, follower: ModelFollower, resting: Resting) -> TaskInfo:
    info = TaskInfo(task=task.name, input=str(task.input), refines=task.refines)
    if model is not None:
        info = replace(info, file=model.identity.file, **_model_fields(model))
    if task.refines:
        return info
    return replace(info, previous=follower.previous, switch=follower.switch, resting=resting(task.lane))


class Announcer:
    """Publishes at once when something has changed, else every few seconds."""

    def __init__(self, redis: RedisClient, pinned: bool) -> None:
        self._redis = redis
        self._pinned = pinned
        self._published: InferenceInfo | None = None
        self._published_at = 0.0

    def publish(
        self,
        models: TaskModels,
        load: Callable[[float], Load],
        task_load: Callable[[str, float], TaskLoad],
        resting: Resting,
    ) -> None:
        """The loads are those up to a moment; a change of them alone is not published at once. Raises RedisError."""
        info, now = describe(models, pinned=self._pinned, resting=resting), time.monotonic()
        if info == self._published and now - self._published_at < ANNOUNCE_SECONDS:
            return
        if self._published is None or self._published.label != info.label:
            log.info("serving %s with %s on %s (%s ms)", info.label, info.engine, info.device, info.milliseconds)
        tasks = tuple(replace(one, load=task_load(one.task, now)) for one in info.tasks)
        announcement.announce(self._redis, replace(info, load=load(now), tasks=tasks))
        self._published, self._published_at = info, now
