"""Adding a model: it is copied, exported if it must be, checked, described, and made into a folder of its own.

No engine opens it in this process; `workers/confined` does that in a confined one.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.adapters.models import engine_note, onnx_header
from backend.adapters.models import file as model_file
from backend.adapters.models.file import TakenFile
from backend.adapters.models.store import ModelStore
from backend.adapters.processes import confined_process
from backend.core.errors import ModelError
from backend.core.ppe.inference_tasks import PPE
from backend.services.models.description import (
    Description,
    Overrides,
    describe,
    describe_engine,
    has_open_size,
    possible_sizes,
)

EXPORT_SECONDS = 900.0
SHAPE_SECONDS = 120.0
LONGEST_SHAPE = 8
LARGEST_LENGTH = 10**9
"""Limits of a shape that a confined process answers, which an untrusted model can influence."""
UNKNOWN_LICENCE = "unknown, supplied by the user"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")


@dataclass(slots=True)
class Candidate:
    """A model that may be added. Its staging folder holds `work`, for confined processes, and `made`."""

    staging: Path
    source: TakenFile
    """The user's file."""
    runs: TakenFile
    """What will run: the same, or the ONNX that was exported from it."""

    @property
    def work(self) -> Path:
        """Where confined processes may write."""
        return self.staging / "work"

    @property
    def made(self) -> Path:
        """The folder that will be kept."""
        return self.staging / "made"


class ModelIntake:
    """Adds models. The caller that begins with a candidate discards it in the end."""

    def __init__(self, store: ModelStore) -> None:
        self._store = store

    def begin(self, path: Path) -> Candidate:
        """Take a copy of the file. ModelError when it is not of the kind that its name claims."""
        staging = self._store.staging()
        try:
            for folder in ("work", "made"):
                (staging / folder).mkdir()
            taken = model_file.take(path, staging)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        return Candidate(staging, taken, taken)

    def discard(self, candidate: Candidate) -> None:
        """Remove everything but what was kept."""
        shutil.rmtree(candidate.staging, ignore_errors=True)

    def export(self, candidate: Candidate, overrides: Overrides) -> bool:
        """Export a `.pt` to ONNX in a confined process; the caller has asked for consent.

        Returns whether files were locked away from it.
        """
        given = candidate.work / candidate.source.path.name
        candidate.source.path.rename(given)
        request = {"file": str(given), "size": overrides.size or None}
        answer = confined_process.run(
            "backend.workers.confined.model_export", request, candidate.work, seconds=EXPORT_SECONDS
        )
        (exported := candidate.staging / "exported").mkdir()
        candidate.runs = model_file.take(candidate.work / "exported.onnx", exported)
        return bool(answer.get("locked_away"))

    def describe(self, candidate: Candidate, overrides: Overrides) -> Description:
        """How it is to be used. ModelError when it is no detector that Mandor can use."""
        if candidate.runs.kind == ".engine":
            return describe_engine(engine_note.read(candidate.runs.path), overrides)
        header = onnx_header.read(candidate.runs.path)
        sizes = possible_sizes(header, overrides)
        shorter = {size: rows_for_wide_pictures(size) for size in sizes if has_open_size(header)}
        request = {"file": str(candidate.runs.path), "sizes": sizes, "shorter": shorter}
        answer = confined_process.run(
            "backend.workers.confined.model_trial", request, candidate.work, seconds=SHAPE_SECONDS
        )
        size = answer.get("side")
        if size not in sizes:
            raise ModelError("The model's answer has no size.", hint="Is it a detector?")
        runs_shorter = answer.get("runs_shorter") is True
        return describe(header, size, _shape(answer.get("shape")), overrides, runs_shorter=runs_shorter)

    def make(
        self, candidate: Candidate, name: str, description: Description, mapping: Mapping[str, str], licence: str
    ) -> None:
        """Make the folder that will be kept: the model and its manifest."""
        target = candidate.made / f"model{candidate.runs.kind}"
        candidate.runs.path.rename(target)
        entry: dict[str, Any] = {
            "name": name,
            "file": target.name,
            "sha256": candidate.runs.sha256,
            "task": PPE.name,
            "format": candidate.runs.kind[1:],
            "input_size": description.input_size,
            "layout": description.layout,
            "pixels": description.pixels,
            "classes": list(description.names),
            "mapping": dict(mapping),
            "licence": licence,
            "source": {"file": candidate.source.original, "sha256": candidate.source.sha256},
        }
        if description.any_rows:
            rows = rows_for_wide_pictures(description.input_size)
            entry["shorter"] = [{"file": target.name, "rows": rows, "sha256": candidate.runs.sha256}]
        write_manifest(candidate.made, entry)

    def check_name(self, name: str) -> None:
        """ModelError when no model may be called so, or one is."""
        if not _NAME.fullmatch(name):
            raise ModelError(f"{name!r} is no name for a model.", hint="Small letters, digits and -: NAME=plant-1")
        if name in self._store.shipped_names() or name in self._store.own_names():
            raise ModelError(
                f"There is a model {name} already.",
                hint=f"`make model USE={name}` runs it; NAME=another adds this one beside it.",
            )


def proposed_name(source: TakenFile) -> str:
    """From the file's name and its hash, since every training tool calls it best.pt."""
    stem = re.sub(r"[^a-z0-9]+", "-", Path(source.original).stem.lower()).strip("-")[:30] or "model"
    return f"{stem}-{source.sha256[:6]}"


def rows_for_wide_pictures(size: int) -> int:
    """Rows that hold a 16:9 picture, a multiple of 32."""
    return -(-size * 9 // 16 // 32) * 32


def write_manifest(folder: Path, entry: Mapping[str, Any]) -> None:
    """A manifest of this one model."""
    body = {"default": entry["name"], "models": [entry]}
    (folder / "manifest.json").write_text(json.dumps(body, indent=2) + "\n")


def _shape(answer: Any) -> tuple[int, ...]:
    if (
        not isinstance(answer, list)
        or len(answer) > 8
        or not all(isinstance(n, int) and 0 <= n < 10**9 for n in answer)
    ):
        raise ModelError("The model's answer has no shape.", hint="Is it a detector?")
    return tuple(answer)
