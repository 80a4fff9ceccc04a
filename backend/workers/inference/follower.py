"""Follows the record of which model is to run: loads another one beside the one that serves, and hands it over.

A model that cannot be loaded changes nothing but what is told: the one before goes on. A model that ends the process
while it is loaded (a crash inside an engine) is given up after a few tries, so that it cannot end detection for good.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from backend.adapters.engines.detection_model import Choice
from backend.adapters.inference.link import ModelSwitch
from backend.adapters.models.manifest import ModelEntry
from backend.adapters.models.store import Active, ModelStore
from backend.core.errors import ModelError

log = logging.getLogger(__name__)
TRIES = 3
Load = Callable[[ModelEntry], Choice]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that is ready to serve."""

    entry: ModelEntry
    choice: Choice


class ModelFollower:
    """Knows what serves, what is to, and what became of the last change."""

    def __init__(self, store: ModelStore, load: Load, pinned: str) -> None:
        """Loads the model to start with: the one asked for, else the one before, else the shipped default.

        `pinned` is the name that the setting MODEL gives: then it is that one or none, and the record is not followed.
        ModelError when none can be loaded.
        """
        self.switch: ModelSwitch | None = None
        self.previous: str | None = None
        """The model that would be brought back."""
        self._store = store
        self._load = load
        self._pinned = pinned
        self._stamp = store.stamp()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="model")
        self._loading: Future[Loaded | None] | None = None
        active = self._read()
        self.serving = self._loaded(pinned) if pinned else self._first(active or Active())

    def step(self) -> Loaded | None:
        """A model to serve from now on, once it is loaded. Begins to load when the record has changed."""
        if self._loading is not None:
            return self._finished(self._loading) if self._loading.done() else None
        if not self._pinned and (stamp := self._store.stamp()) != self._stamp:
            self._stamp = stamp
            if (active := self._read()) is not None:
                self.switch = ModelSwitch(state="loading", name=self._store.shown(active.name))
                log.info("loading %s", self.switch.name)
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
                self.switch = _failed(self._store.shown(active.name), errors[0])
            return found
        raise errors[-1]

    def _finished(self, loading: Future[Loaded | None]) -> Loaded | None:
        asked, self._loading, self.switch = self.switch, None, None
        try:
            found = loading.result()
        except ModelError as error:
            log.error("the model stays as it is: %s", error)
            self.switch = _failed(asked.name if asked is not None else "", error)
            return None
        self.serving = found or self.serving
        return found

    def _loaded_if_other(self, name: str) -> Loaded | None:
        return None if self._store.entry(name) == self.serving.entry else self._loaded(name)

    def _loaded(self, name: str) -> Loaded:
        """Load it, and leave a note while doing so: it is found again if the process does not survive."""
        if name in self._store.own_names() and self._store.tries(name) >= TRIES:
            raise ModelError(
                f"The model {name} has ended the detector {TRIES} times while it was loaded.",
                code="ended_detector",
                hint=f"`make model USE={name}` tries it again; `make model` lists the others.",
            )
        self._store.note_try(name)
        try:
            found = Loaded(entry := self._store.entry(name), self._load(entry))
        except ModelError:
            self._store.forget_tries()
            raise
        self._store.forget_tries()
        return found

    def _read(self) -> Active | None:
        """The record; None when it cannot be read, which is told and changes nothing."""
        try:
            active = self._store.active()
            self.previous = None if active.previous is None else self._store.shown(active.previous)
        except ModelError as error:
            log.error("%s", error)
            self.switch = _failed("", error)
            return None
        return active


def _failed(name: str, error: ModelError) -> ModelSwitch:
    return ModelSwitch(state="failed", name=name, code=error.code, reason=error.message, hint=error.hint)
