"""Follows the record of which model of a task is to run: loads another one beside the one that serves.

A model that cannot be loaded changes nothing but what is published: the one before goes on. A model that ends the
process while it is loaded (a crash inside an engine) is given up after a few tries, so that it cannot end detection for
good.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from backend.adapters.inference.announcement import ModelSwitch, SwitchState
from backend.adapters.inference.registry import Models
from backend.adapters.models.manifest import ModelEntry
from backend.adapters.models.store import Active, ModelStore
from backend.core.errors import ModelError
from backend.core.inference.lane import DEFAULT_TASK

log = logging.getLogger(__name__)
TRIES = 3
Load = Callable[[ModelEntry | None], Models]
"""The models of a task and of those that refine it, from the task's entry (None: the manifest has none)."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is ready to serve."""

    entry: ModelEntry | None = None
    models: Models = field(default_factory=dict)


class ModelFollower:
    """One task's: what serves, what is to, and how the last change ended."""

    def __init__(self, store: ModelStore, load: Load, pinned: str, task: str = DEFAULT_TASK) -> None:
        """Loads the model to start with: the recorded one, else the one before, else the shipped default.

        `pinned` is the name that the setting MODEL gives: then it is that one or none, and the record is not followed.
        Without a model that can be loaded, ModelError for PPE; another task is published as failed and does not keep
        PPE from being assessed.
        """
        self.task = task
        self.switch: ModelSwitch | None = None
        self.previous: str | None = None
        """The model that would be brought back."""
        self._store = store
        self._load = load
        self._pinned = pinned
        self._stamp = store.stamp()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=f"model-{task}")
        self._loading: Future[Loaded | None] | None = None
        active = self._read()
        try:
            self.serving = self._loaded(pinned) if pinned else self._first(active or Active())
        except ModelError as error:
            if task == DEFAULT_TASK:
                raise
            self.serving = Loaded()
            self.switch = _failed(self._shown((active or Active()).name), error)

    def step(self) -> Loaded | None:
        """A model to serve from now on, once it is loaded. Begins to load when the record has changed."""
        if self._loading is not None:
            return self._finished(self._loading) if self._loading.done() else None
        if not self._pinned and (stamp := self._store.stamp()) != self._stamp:
            self._stamp = stamp
            if (active := self._read()) is not None:
                self.switch = ModelSwitch(state=SwitchState.LOADING, name=self._shown(active.name))
                log.info("loading %s", self.switch.name or self.task)
                self._loading = self._pool.submit(self._loaded_if_other, active.name)
        return None

    def _first(self, active: Active) -> Loaded:
        errors: list[ModelError] = []
        for name in dict.fromkeys((active.name, active.previous or "", "")):
            try:
                found = self._loaded(name)
            except ModelError as error:
                log.error("%s", error)
                errors.append(error)
                continue
            if errors:
                self.switch = _failed(self._shown(active.name), errors[0])
            return found
        raise errors[-1]

    def _finished(self, loading: Future[Loaded | None]) -> Loaded | None:
        switch, self._loading, self.switch = self.switch, None, None
        try:
            found = loading.result()
        except ModelError as error:
            log.error("the model stays as it is: %s", error)
            self.switch = _failed(switch.name if switch is not None else "", error)
            return None
        self.serving = found or self.serving
        return found

    def _loaded_if_other(self, name: str) -> Loaded | None:
        is_serving = bool(self.serving.models) and self._entry(name) == self.serving.entry
        return None if is_serving else self._loaded(name)

    def _loaded(self, name: str) -> Loaded:
        """Load it, and record that while doing so: the next process finds it if this one does not survive."""
        if name in self._store.own_names() and self._store.tries(name) >= TRIES:
            raise ModelError(
                f"The model {name} has ended the detector {TRIES} times while it was loaded.",
                code="ended_detector",
                hint=f"`make model USE={name}` tries it again; `make model` lists the others.",
            )
        self._store.note_try(name)
        try:
            found = Loaded(entry := self._entry(name), self._load(entry))
        except ModelError:
            self._store.forget_tries()
            raise
        self._store.forget_tries()
        return found

    def _entry(self, name: str) -> ModelEntry | None:
        """None where the task has no models and none is named: some need no file."""
        if not name and self.task != DEFAULT_TASK and not self._store.shipped_names(self.task):
            return None
        return self._store.entry(name, self.task)

    def _shown(self, name: str) -> str:
        return self._store.shown(name, self.task)

    def _read(self) -> Active | None:
        """The record; None when it cannot be read, which is published and changes nothing."""
        try:
            active = self._store.active(self.task)
            self.previous = None if active.previous is None else self._shown(active.previous)
        except ModelError as error:
            log.error("%s", error)
            self.switch = _failed("", error)
            return None
        return active


def _failed(name: str, error: ModelError) -> ModelSwitch:
    return ModelSwitch(state=SwitchState.FAILED, name=name, code=error.code, reason=error.message, hint=error.hint)
