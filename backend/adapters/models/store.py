"""The models of an installation: those that are shipped, those that the plant added, and which of them are to run.

    DATA_DIR/models/<name>/manifest.json   an own model's manifest, of the same form as the shipped one
    DATA_DIR/models/<name>/model.onnx      the model itself; self-test.jpg shows what it found
    DATA_DIR/models/active.json            which model of each task is to run, and which ran before

A folder is complete from the moment it has its name: it is made under another and renamed.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from backend.adapters.models import manifest as model_manifest
from backend.adapters.models.manifest import ModelEntry
from backend.core.errors import ModelError
from backend.core.inference.lane import DEFAULT_TASK

log = logging.getLogger(__name__)
STAGING = ".staging-"
LEFT_SECONDS = 24 * 3600
_ACTIVE = "active.json"
_TRIES = "loading.json"


@dataclass(frozen=True, slots=True)
class Active:
    """Which model of a task is to run; empty names stand for the shipped default, whatever that is by then."""

    name: str = ""
    previous: str | None = None
    """The one before; None when none was ever replaced."""


class ModelStore:
    """Finds models by name. Nothing is cached: each call reads the disk."""

    def __init__(self, shipped: Path, own: Path) -> None:
        self.own = own
        self._shipped = shipped

    def entry(self, name: str = "", task: str = DEFAULT_TASK) -> ModelEntry:
        """The model of this name, or the task's shipped default. ModelError names its fault."""
        return model_manifest.read(self._folder(name), name, task)

    def wanted(self, pinned: str) -> ModelEntry:
        """The PPE model that is to run: the one that the setting MODEL names, else the chosen one."""
        return self.entry(pinned or self.active().name)

    def own_names(self) -> list[str]:
        """The models that the plant added, of all tasks."""
        if not self.own.is_dir():
            return []
        return sorted(p.parent.name for p in self.own.glob("*/manifest.json") if not p.parent.name.startswith("."))

    def shipped_names(self, task: str = DEFAULT_TASK) -> list[str]:
        """The task's models that came with Mandor, the default first."""
        return model_manifest.names(self._shipped, task)

    def task_of(self, name: str) -> str:
        """The task of the model of this name; PPE for an unknown one. ModelError when a manifest cannot be read."""
        return model_manifest.tasks(self._folder(name)).get(name, DEFAULT_TASK)

    def tasks(self) -> list[str]:
        """The tasks that have models, PPE first. An own model whose manifest cannot be read counts for none."""
        found = {DEFAULT_TASK: None, **dict.fromkeys(model_manifest.tasks(self._shipped).values())}
        for name in self.own_names():
            try:
                found[self.task_of(name)] = None
            except ModelError as error:
                log.warning("%s", error)
        return list(found)

    def shown(self, name: str, task: str = DEFAULT_TASK) -> str:
        """The name for people: that of the task's default where the record has none."""
        return name or next(iter(self.shipped_names(task)), "")

    def active(self, task: str = DEFAULT_TASK) -> Active:
        """Which model of the task is to run. A record that cannot be read is an error: unknown is not the default."""
        try:
            body = self._record()
            if task != DEFAULT_TASK:
                body = body.get("tasks", {}).get(task, {"name": "", "previous": None})
            previous = body["previous"]
            return Active(str(body["name"]), None if previous is None else str(previous))
        except FileNotFoundError:
            return Active()
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(
                f"{self.own / _ACTIVE} cannot be read ({type(error).__name__}).",
                code="record_unreadable",
                hint="`make model USE=<name>` writes it anew.",
            ) from error

    def stamp(self) -> tuple[int, int]:
        """Differs whenever the record has been written anew."""
        try:
            found = (self.own / _ACTIVE).stat()
        except OSError:
            return 0, 0
        return found.st_ino, found.st_mtime_ns

    def activate(self, active: Active, task: str = DEFAULT_TASK) -> None:
        """Record which model of the task is to run, in one step. A record that cannot be read is replaced."""
        self.own.mkdir(parents=True, exist_ok=True)
        self.forget_tries()
        fresh = self.own / f"{_ACTIVE}.{os.getpid()}"
        with fresh.open("w") as file:
            json.dump(self._record_with(active, task), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.own / _ACTIVE)

    def tries(self, name: str) -> int:
        """How often loading this model was begun and never finished, well or badly."""
        try:
            body = json.loads((self.own / _TRIES).read_text())
            return int(body["tries"]) if body["name"] == name else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def note_try(self, name: str) -> None:
        """Record that loading this model begins. A disk that cannot be written to does not prevent that."""
        if name in self.own_names():
            body = json.dumps({"name": name, "tries": self.tries(name) + 1})
            try:
                (self.own / _TRIES).write_text(body)
            except OSError as error:
                log.error("that %s is being loaded cannot be recorded: %s", name, error.strerror)

    def forget_tries(self) -> None:
        """Loading has finished."""
        try:
            (self.own / _TRIES).unlink(missing_ok=True)
        except OSError as error:
            log.error("the record of what was being loaded cannot be removed: %s", error.strerror)

    def staging(self) -> Path:
        """A new folder beside the models, for making one. The caller removes it; what was left goes after a day."""
        self.own.mkdir(parents=True, exist_ok=True)
        for left in self.own.glob(f"{STAGING}*"):
            if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix=STAGING, dir=self.own))

    def keep(self, made: Path, name: str) -> None:
        """Give a finished model folder its name. ModelError when that exists."""
        try:
            made.rename(self.own / name)
        except OSError as error:
            raise ModelError(
                f"There is a model {name} already.", hint=f"NAME=another, or `make model REMOVE={name}` first."
            ) from error

    def remove(self, name: str) -> None:
        """Delete an own model: gone by its name at once, then from the disk."""
        doomed = self.staging() / name
        (self.own / name).rename(doomed)
        shutil.rmtree(doomed.parent)

    def _folder(self, name: str) -> Path:
        return self.own / name if name in self.own_names() else self._shipped

    def _record(self) -> dict[str, Any]:
        """`{name, previous}` of PPE, as earlier versions read it, and `tasks` with the same of every other task."""
        body: dict[str, Any] = json.loads((self.own / _ACTIVE).read_text())
        return body

    def _record_with(self, active: Active, task: str) -> dict[str, Any]:
        try:
            body = self._record()
            others = dict(body.get("tasks", {}))
            kept = {"name": str(body["name"]), "previous": body["previous"]}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            others, kept = {}, asdict(Active())
        if task == DEFAULT_TASK:
            kept = asdict(active)
        else:
            others[task] = asdict(active)
        return {**kept, "tasks": others} if others else kept
