"""Changes which model of a task runs: records it in the store, and waits until the inference server has followed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from redis.exceptions import RedisError

from backend.adapters.inference import announcement
from backend.adapters.inference.announcement import InferenceInfo, ModelSwitch, SwitchState, TaskInfo
from backend.adapters.models.store import Active, ModelStore
from backend.adapters.redis.connection import RedisClient
from backend.core.errors import ModelError
from backend.core.inference.lane import DEFAULT_TASK

WAIT_SECONDS = 120.0
PAUSE_SECONDS = 0.2
STALE_SECONDS = 5.0
"""A failure that was published before the change is an older one, unless it is still published after this."""


class ActivationState(StrEnum):
    """How a change ended."""

    SERVING = "serving"
    LATER = "later"
    """No server runs: at its next start."""
    FAILED = "failed"
    SILENT = "silent"
    """The server has published nothing about it in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """How a change ended."""

    state: ActivationState
    task: TaskInfo | None = None
    """As the server published it when the change ended."""
    reason: str = ""
    hint: str = ""


class ModelActivation:
    """Changes which model runs."""

    def __init__(
        self, store: ModelStore, redis: RedisClient, pinned: str, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`pinned` is the setting MODEL."""
        self._store = store
        self._redis = redis
        self._pinned = pinned
        self._monotonic = monotonic

    def running(self) -> InferenceInfo | None:
        """What serves now; None when nothing runs, or when that cannot be known."""
        try:
            return announcement.read_info(self._redis)
        except RedisError:
            return None

    def check_free(self, task: str = DEFAULT_TASK) -> None:
        """ModelError when the setting MODEL names the model of the task, which overrides the record."""
        info = self.running()
        if task == DEFAULT_TASK and (self._pinned or (info is not None and info.pinned)):
            named = self._pinned or (info.name if info is not None else "")
            raise ModelError(
                f"The setting MODEL={named} names the model that runs.",
                hint="Take it out of .env (or the command line), then `make run`; after that `make model USE=<name>`.",
            )

    def use(self, name: str) -> Activation:
        """Run this model for its task. ModelError when there is none of that name, or its file is not what it was."""
        task = self._store.task_of(name)
        self.check_free(task)
        self._store.entry(name, task)
        before = self._store.active(task)
        wanted = "" if name in self._store.shipped_names(task)[:1] else name
        previous = before.previous if wanted == before.name else before.name
        return self._switch(before, Active(wanted, previous), task)

    def back(self, task: str = DEFAULT_TASK) -> Activation:
        """Run the task's model before. ModelError when there is none."""
        self.check_free(task)
        before = self._store.active(task)
        if before.previous is None:
            raise ModelError("No model was replaced yet.", hint="`make model` lists what there is.")
        self._store.entry(before.previous, task)
        return self._switch(before, Active(before.previous, before.name), task)

    def remove(self, name: str) -> None:
        """Delete an own model. ModelError as from `check_removable`."""
        self.check_removable(name)
        task = self._store.task_of(name)
        active = self._store.active(task)
        if active.previous == name:
            self._store.activate(Active(active.name, None), task)
        self._store.remove(name)

    def check_removable(self, name: str) -> None:
        """ModelError when it runs, or is none of the own ones."""
        if name not in self._store.own_names():
            raise ModelError(f"The plant has added no model {name!r}.", hint="`make model` lists what there is.")
        active, info = self._store.active(self._store.task_of(name)), self.running()
        serving = [one.name for one in info.tasks] if info is not None else []
        if name in (active.name, self._pinned, *serving):
            raise ModelError(f"{name} is the model that runs.", hint="Run another first: `make model BACK=1`.")

    def _switch(self, before: Active, wanted: Active, task: str) -> Activation:
        """Record it, wait until the server has it. If it refuses, record what was before."""
        info = self.running()
        self._store.activate(wanted, task)
        if info is None:
            return Activation(state=ActivationState.LATER)
        published = info.task(task)
        outcome = self._wait(wanted.name, task, published.switch if published is not None else None)
        if outcome.state is ActivationState.FAILED:
            self._store.activate(before, task)
        return outcome

    def _wait(self, name: str, task: str, stale: ModelSwitch | None) -> Activation:
        entry = self._store.entry(name, task)
        began = self._monotonic()
        while (waited := self._monotonic() - began) < WAIT_SECONDS:
            info = self.running()
            published = info.task(task) if info is not None else None
            switch = published.switch if published is not None else None
            if switch != stale or waited > STALE_SECONDS:
                stale = None
                if switch is not None and switch.state is SwitchState.FAILED:
                    return Activation(
                        state=ActivationState.FAILED, task=published, reason=switch.reason, hint=switch.hint
                    )
            if published is not None and switch is None and published.name == entry.name:
                return Activation(state=ActivationState.SERVING, task=published)
            time.sleep(PAUSE_SECONDS)
        return Activation(state=ActivationState.SILENT)
