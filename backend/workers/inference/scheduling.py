"""Request scheduling: which requests are served next, by which model, and the records of it.

A lane's newest request is claimed when it is served and never before, so each frame is as fresh as can be. Requests
whose worker has stopped waiting are skipped. A lane whose pictures ended this process repeatedly rests.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from backend.adapters.inference.frame_store import FrameGone
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.inference.registry import AnyModel, Models, TaskRegistry
from backend.adapters.inference.request import Request
from backend.adapters.machine.clock import boot
from backend.core.inference.batching import Batching
from backend.core.inference.fair_queue import FairQueue, Waiting
from backend.core.inference.inputs import ModelInput
from backend.core.inference.lane import Lane
from backend.core.inference.load_window import Load, LoadWindow, ServedRequest, TaskLoad
from backend.workers.inference.quarantine import LaneQuarantine
from backend.workers.inference.served_models import ServedModels

log = logging.getLogger(__name__)
WAIT_SECONDS = 1.0
"""How long a step waits for a request. Longer delays announcements and heartbeats; shorter only costs idle steps."""


class RequestScheduler:
    """One step serves one batch: choose, claim, run, answer. Only `call_seconds` is for other threads."""

    def __init__(
        self,
        registry: TaskRegistry,
        models: Models,
        queue: InferenceQueue,
        *,
        batching: Batching | None = None,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        """`models` by task of the registry."""
        self._registry = registry
        self._models = ServedModels(models)
        self._queue = queue
        self._batching = batching or Batching()
        self._order = FairQueue()
        self._window = LoadWindow(time.monotonic())
        self._quarantine = LaneQuarantine(queue, wall_clock)
        self._boot = boot()
        self._call_began: float | None = None

    def serve(self, models: Models) -> None:
        """Use other models for these tasks. Requests of the size before still go to the one before, for a while."""
        self._models.replace(models, time.monotonic())

    def call_seconds(self, now: float) -> float | None:
        """How long the model has been running on one batch; None while it is not."""
        began = self._call_began
        return None if began is None else now - began

    def load(self, now: float) -> Load:
        """What was done in the last seconds."""
        return self._window.load(now)

    def task_load(self, task: str, now: float) -> TaskLoad:
        """What was done for one task in the last seconds."""
        return self._window.task_load(task, now)

    def resting(self, task: str) -> tuple[int, ...]:
        """The cameras whose requests of this task are not served now."""
        return self._quarantine.resting(task)

    def step(self) -> bool:
        """Serve one batch. Returns whether any request waited. Redis errors are raised."""
        self._quarantine.learn()
        pending = self._queue.waiting(WAIT_SECONDS)
        waiting = self._candidates(pending)
        chosen = self._order.choose(waiting)
        if chosen is None:
            return bool(pending)
        lanes = [one.lane for one in self._batch(chosen, waiting)]
        claimed = self._queue.claim(lanes)
        fresh = {lane: request for lane, request in claimed.items() if self._is_to_be_served(lane, request)}
        if fresh and len(fresh) < len(lanes):
            self._queue.in_progress(list(fresh))
        if not self._serve(fresh, queue=len(waiting)):
            self._queue.done()
        return True

    def _candidates(self, pending: Mapping[Lane, Request]) -> list[Waiting]:
        """What can be chosen from. Requests of an unknown task (of a later version's worker) are dropped."""
        found = []
        for lane, request in pending.items():
            task = self._registry.task(request.task)
            if task is None:
                log.warning("camera %d asked for the unknown task %s", lane.camera_id, request.task)
                self._queue.claim([lane])
                self._queue.done()
            else:
                found.append(Waiting(lane, task.name, bool(task.refines)))
        return found

    def _batch(self, chosen: Waiting, waiting: list[Waiting]) -> list[Waiting]:
        """The chosen request and others of its task, after waiting for more if there are too few.

        A lane with a mark of the quarantine is served alone.
        """
        size, until = self._batching.size, time.monotonic() + self._batching.wait_seconds
        if size == 1 or self._quarantine.is_marked(chosen.lane):
            return [chosen]
        while True:
            unmarked = [one for one in waiting if not self._quarantine.is_marked(one.lane)]
            batch = self._order.batch(chosen, unmarked, size)
            left = until - time.monotonic()
            if len(batch) == size or left <= 0:
                return batch
            waiting = self._candidates(self._queue.after_next(left)) or waiting

    def _is_to_be_served(self, lane: Lane, request: Request) -> bool:
        if request.is_stale(time.monotonic(), self._boot):
            self._window.count_stale()
            return False
        return not self._quarantine.rests(lane)

    def _serve(self, requests: Mapping[Lane, Request], *, queue: int) -> bool:
        """Serve the claimed requests, those of one model together. Returns whether all have been answered.

        A request can have changed since it was chosen: the newest of its lane was claimed.
        """
        answered = 0
        groups: dict[tuple[str, int], dict[Lane, Request]] = {}
        for lane, request in requests.items():
            groups.setdefault((request.task, request.side), {})[lane] = request
        for (task, side), group in groups.items():
            model = self._models.find(task, side, time.monotonic())
            if model is not None:  # else the worker has the size of an earlier model; it reads the new one soon
                answered += self._run(model, group, queue=queue, left=len(requests) - answered)
        return bool(requests) and answered == len(requests)

    def _run(self, model: AnyModel, group: Mapping[Lane, Request], *, queue: int, left: int) -> int:
        """Run one batch and answer it. Returns the number of answers; requests whose pixels have gone have none.

        `left`: requests in progress, this batch's included.
        """
        began = time.monotonic()
        inputs = {lane: found for lane, request in group.items() if (found := self._pixels(model, lane, request))}
        if not inputs:
            return 0
        with self._calling():
            answers = model.run(list(inputs.values()))
        for number, (lane, answer) in enumerate(zip(inputs, answers, strict=True), start=1):
            self._queue.answer(group[lane], model.task.encode(answer), last=number == left)
        now = time.monotonic()
        for lane in inputs:
            request, task = group[lane], model.task
            self._order.served(Waiting(lane, task.name, bool(task.refines)), (now - began) / len(inputs))
            self._window.add(
                ServedRequest(
                    at=now,
                    seconds=now - began,
                    waited=request.waited(began, self._boot),
                    lane=lane,
                    task=task.name,
                    refines=bool(task.refines),
                    queue=queue,
                    batch=len(inputs),
                )
            )
        return len(inputs)

    def _pixels(self, model: AnyModel, lane: Lane, request: Request) -> ModelInput | None:
        try:
            return self._queue.pixels(lane, model.task, request)
        except FrameGone:
            return None

    @contextmanager
    def _calling(self) -> Iterator[None]:
        """The model is running: see `call_seconds`."""
        self._call_began = time.monotonic()
        try:
            yield
        finally:
            self._call_began = None
