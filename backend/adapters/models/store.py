"""The models of an installation: those that are shipped, those that the plant added, and which of them is to run.

    DATA_DIR/models/<name>/manifest.json   an own model's manifest, of the same form as the shipped one
    DATA_DIR/models/<name>/model.onnx      the model itself; self-test.jpg shows what it found
    DATA_DIR/models/active.json            which model is to run, and which ran before

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

from backend.adapters.models import manifest as model_manifest
from backend.adapters.models.manifest import ModelEntry
from backend.core.errors import ModelError

log = logging.getLogger(__name__)
STAGING = ".staging-"
LEFT_SECONDS = 24 * 3600
_ACTIVE = "active.json"
_TRIES = "loading.json"


@dataclass(frozen=True, slots=True)
class Active:
    """Which model is to run; empty names stand for the default of the shipped ones, whatever that is by then."""

    name: str = ""
    previous: str | None = None
    """The one before; None when none was ever replaced."""


class ModelStore:
    """Finds models by name. Nothing is remembered: what is asked is read from the disk."""

    def __init__(self, shipped: Path, own: Path) -> None:
        self.own = own
        self._shipped = shipped

    def entry(self, name: str = "") -> ModelEntry:
        """The model called so, or the shipped default. ModelError says what is wrong with it."""
        return model_manifest.read(self.own / name if name in self.own_names() else self._shipped, name)

    def wanted(self, pinned: str) -> ModelEntry:
        """The model that is to run: the one that the setting MODEL names, else the one that was chosen."""
        return self.entry(pinned or self.active().name)

    def own_names(self) -> list[str]:
        """The models that the plant added."""
        if not self.own.is_dir():
            return []
        return sorted(p.parent.name for p in self.own.glob("*/manifest.json") if not p.parent.name.startswith("."))

    def shipped_names(self) -> list[str]:
        """The models that came with Mandor, the default first."""
        return model_manifest.names(self._shipped)

    def shown(self, name: str) -> str:
        """The name for people: that of the default where nothing is said."""
        return name or self.shipped_names()[0]

    def active(self) -> Active:
        """Which model is to run. A record that cannot be read is an error: unknown is not the default."""
        try:
            body = json.loads((self.own / _ACTIVE).read_text())
            previous = body["previous"]
            return Active(str(body["name"]), None if previous is None else str(previous))
        except FileNotFoundError:
            return Active()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{self.own / _ACTIVE} cannot be read ({type(error).__name__}).",
                code="record_unreadable",
                hint="`make model USE=<name>` writes it anew.",
            ) from error

    def stamp(self) -> tuple[int, int]:
        """Differs whenever the record has been written anew."""
        try:
            told = (self.own / _ACTIVE).stat()
        except OSError:
            return 0, 0
        return told.st_ino, told.st_mtime_ns

    def activate(self, active: Active) -> None:
        """Say which model is to run, in one step."""
        self.own.mkdir(parents=True, exist_ok=True)
        self.forget_tries()
        fresh = self.own / f"{_ACTIVE}.{os.getpid()}"
        with fresh.open("w") as file:
            json.dump(asdict(active), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.own / _ACTIVE)

    def tries(self, name: str) -> int:
        """How often loading this model was begun and never came to an end, good or bad."""
        try:
            body = json.loads((self.own / _TRIES).read_text())
            return int(body["tries"]) if body["name"] == name else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def note_try(self, name: str) -> None:
        """Loading this model begins. A disk that takes no note does not keep it from being loaded."""
        if name in self.own_names():
            body = json.dumps({"name": name, "tries": self.tries(name) + 1})
            try:
                (self.own / _TRIES).write_text(body)
            except OSError as error:
                log.error("that %s is being loaded cannot be noted: %s", name, error.strerror)

    def forget_tries(self) -> None:
        """It came to an end."""
        try:
            (self.own / _TRIES).unlink(missing_ok=True)
        except OSError as error:
            log.error("the note of what was being loaded cannot be removed: %s", error.strerror)

    def staging(self) -> Path:
        """A new folder beside the models, for making one. Whoever makes it removes it, or was killed a day ago."""
        self.own.mkdir(parents=True, exist_ok=True)
        for left in self.own.glob(f"{STAGING}*"):
            if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix=STAGING, dir=self.own))

    def keep(self, made: Path, name: str) -> None:
        """A finished model folder gets its name. ModelError when that exists."""
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
