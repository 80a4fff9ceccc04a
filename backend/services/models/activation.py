"""Which model is to run: said in the store, followed by the inference server, waited for here."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from redis import Redis
from redis.exceptions import RedisError

from backend.adapters.inference import link as inference_link
from backend.adapters.inference.link import InferenceInfo, ModelSwitch
from backend.adapters.models.store import Active, ModelStore
from backend.core.errors import ModelError

WAIT_SECONDS = 120.0
PAUSE_SECONDS = 0.2
HEARD_SECONDS = 5.0
"""A failure that was told before we asked is an older one, unless it is still told after this."""


@dataclass(frozen=True, slots=True)
class Activation:
    """What became of it. later: nothing runs, so at the next start. silent: the server says nothing."""

    state: Literal["serving", "later", "failed", "silent"]
    info: InferenceInfo | None = None
    reason: str = ""
    hint: str = ""


class ModelActivation:
    """Changes which model runs."""

    def __init__(
        self, store: ModelStore, redis: Redis, pinned: str, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`pinned` is the setting MODEL."""
        self._store = store
        self._redis = redis
        self._pinned = pinned
        self._monotonic = monotonic

    def running(self) -> InferenceInfo | None:
        """What serves now; None when nothing runs, or nobody can tell."""
        try:
            return inference_link.read_info(self._redis)
        except RedisError:
            return None

    def check_free(self) -> None:
        """ModelError when the setting MODEL names the model, which wins over everything here."""
        info = self.running()
        if self._pinned or (info is not None and info.pinned):
            named = self._pinned or (info.name if info is not None else "")
            raise ModelError(
                f"The setting MODEL={named} says which model runs.",
                hint="Take it out of .env (or the command line), then `make run`; after that `make model USE=<name>`.",
            )

    def use(self, name: str) -> Activation:
        """Run this model. ModelError when there is none of that name, or its file is not what it was."""
        self.check_free()
        self._store.entry(name)
        before = self._store.active()
        wanted = "" if name == self._store.shipped_names()[0] else name
        previous = before.previous if wanted == before.name else before.name
        return self._switch(before, Active(wanted, previous))

    def back(self) -> Activation:
        """Run the one before. ModelError when there is none."""
        self.check_free()
        before = self._store.active()
        if before.previous is None:
            raise ModelError("No model was replaced yet.", hint="`make model` lists what there is.")
        self._store.entry(before.previous)
        return self._switch(before, Active(before.previous, before.name))

    def remove(self, name: str) -> None:
        """Delete an own model. ModelError as from `check_removable`."""
        self.check_removable(name)
        active = self._store.active()
        if active.previous == name:
            self._store.activate(Active(active.name, None))
        self._store.remove(name)

    def check_removable(self, name: str) -> None:
        """ModelError when it runs, or is none of the own ones."""
        active, info = self._store.active(), self.running()
        if name not in self._store.own_names():
            raise ModelError(f"The plant has added no model {name!r}.", hint="`make model` lists what there is.")
        if name in (active.name, self._pinned, info.name if info is not None else ""):
            raise ModelError(f"{name} is the model that runs.", hint="Run another first: `make model BACK=1`.")

    def _switch(self, before: Active, wanted: Active) -> Activation:
        """Say it, wait until the server has it. If it refuses, say again what was before."""
        told = self.running()
        self._store.activate(wanted)
        if told is None:
            return Activation("later")
        outcome = self._wait(wanted.name, told.switch)
        if outcome.state == "failed":
            self._store.activate(before)
        return outcome

    def _wait(self, name: str, stale: ModelSwitch | None) -> Activation:
        entry = self._store.entry(name)
        began = self._monotonic()
        while (waited := self._monotonic() - began) < WAIT_SECONDS:
            info = self.running()
            switch = info.switch if info is not None else None
            if switch != stale or waited > HEARD_SECONDS:
                stale = None
                if switch is not None and switch.state == "failed":
                    return Activation("failed", info, switch.reason, switch.hint)
            if info is not None and switch is None and info.name == entry.name:
                return Activation("serving", info)
            time.sleep(PAUSE_SECONDS)
        return Activation("silent")
