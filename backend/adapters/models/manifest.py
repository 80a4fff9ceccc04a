"""Which models there are: `model/manifest.json`, checked before any of them is run.

Each entry names the task that it is for; the fields that only detectors of the task `ppe` need are checked for those.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from backend.core.errors import ModelError
from backend.core.inference.lane import DEFAULT_TASK
from backend.core.models.figures import ModelFigures, figures_of
from backend.core.models.layouts import LAYOUTS, OURS, PIXELS, RAW_PIXELS
from backend.core.ppe.items import CLASSES


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A file that the manifest names, with its hash."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntry:
    """One model of the manifest. What only detectors have is empty in entries of other tasks."""

    task: str = DEFAULT_TASK
    name: str
    path: Path
    sha256: str
    input_size: int
    """Side of the square input, pixels; 0 where the entry names none."""
    classes: tuple[str, ...]
    """The model's own class names, in its order."""
    mapping: Mapping[str, str]
    """Class name → the item of ours that it is; other classes are left out of what the model finds."""
    licence: str
    attribution: str = ""
    rows: int
    """Rows of the input, pixels; `input_size` unless this is a shorter form."""
    shorter: tuple[ModelEntry, ...] = ()
    """The same detector for pictures that are wider than high, which fill only the first rows of the square."""
    thresholds: Mapping[str, float] = field(default_factory=dict)
    """Per class of ours the score, 0 to 1, from which it counts as seen; classes left out have none of their own."""
    layout: str = OURS
    """What the output's rows and columns are: one of `LAYOUTS`."""
    pixels: str = RAW_PIXELS
    """What the input takes: one of `PIXELS`."""
    int8: ModelEntry | None = None
    """The same form of the same detector with weights of eight bits, if there is one."""
    is_int8: bool = False
    crop_classifier: ModelFile | None = None
    """The classifier of crops (see `core.ppe.refinement`) of detectors that were made with one; `second_look` in the
    file."""
    measured: ModelFigures | None = None

    @property
    def class_map(self) -> tuple[int, ...]:
        """For each class of the model its index in `CLASSES`, or -1."""
        return tuple(CLASSES.index(self.mapping[name]) if name in self.mapping else -1 for name in self.classes)

    @property
    def label(self) -> str:
        """Name and short hash, as events carry it."""
        return f"{self.name}@{self.sha256[:12]}"


def read(model_dir: Path, name: str = "", task: str = DEFAULT_TASK) -> ModelEntry:
    """The entry called `name`, or the task's default; its file is there and has the hash that the manifest gives.

    ModelError names the fault of the manifest or the file.
    """
    default, entries = _listed(model_dir)
    own = {one: entry for one, entry in entries.items() if task_of(entry) == task}
    wanted = name or (default if task == DEFAULT_TASK else next(iter(own), ""))
    if wanted not in own:
        raise ModelError(
            f"The manifest has no model {wanted!r}" + (f" of the task {task}." if task != DEFAULT_TASK else "."),
            code="model_missing",
            hint=f"Set MODEL to one of: {', '.join(sorted(own))}." if task == DEFAULT_TASK else "",
        )
    return _checked(model_dir, model_dir / "manifest.json", own[wanted])


def names(model_dir: Path, task: str = DEFAULT_TASK) -> list[str]:
    """A task's models in a manifest, its default first, then by name.

    The manifest names the default of PPE; that of another task is its first entry.
    """
    default, entries = _listed(model_dir)
    own = [name for name, entry in entries.items() if task_of(entry) == task]
    first = default if task == DEFAULT_TASK else next(iter(own), "")
    return sorted(own, key=lambda name: (name != first, name))


def tasks(model_dir: Path) -> dict[str, str]:
    """The task of each model of a manifest, by the model's name."""
    return {name: task_of(entry) for name, entry in _listed(model_dir)[1].items()}


def task_of(entry: Mapping[str, Any]) -> str:
    """The task that an entry is for. Entries of earlier versions name none."""
    return str(entry.get("task", DEFAULT_TASK))


def _listed(model_dir: Path) -> tuple[str, dict[str, dict[str, Any]]]:
    """The default's name and the entries by name, none of them checked."""
    manifest = model_dir / "manifest.json"
    try:
        body = json.loads(manifest.read_text())
        return str(body["default"]), {str(entry["name"]): dict(entry) for entry in body["models"]}
    except FileNotFoundError:
        raise ModelError(
            f"There is no {manifest}.", code="manifest_unreadable", hint="Set MODEL_DIR to a folder with models."
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{manifest} cannot be read: {error}.", code="manifest_unreadable", hint="Restore it from the repository."
        ) from error


def _checked(model_dir: Path, manifest: Path, entry: dict[str, Any]) -> ModelEntry:
    try:
        model = _read_entry(model_dir, entry)
        model, *forms = _with_int8(_forms(model_dir, model, entry), entry.get("int8"), model_dir)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        message = f"{manifest}: an entry is incomplete: {error}."
        raise ModelError(message, code="manifest_unreadable", hint="Compare it with model/README.md.") from error
    if model.task == DEFAULT_TASK and "person" not in model.mapping.values():
        raise ModelError(
            f"The model {model.name} knows no class 'person'.",
            code="no_person",
            hint="Mandor assesses people: it needs one.",
        )
    for form in (model, *forms):
        _check_file(form)
        if form.int8 is not None:
            _check_file(form.int8)
    if model.crop_classifier is not None:
        _check_file(model.crop_classifier)
    return replace(model, shorter=tuple(forms))


def _read_entry(model_dir: Path, entry: dict[str, Any]) -> ModelEntry:
    """The square form. KeyError when a field is missing that its task needs, ValueError for one of a wrong value."""
    task = task_of(entry)
    optional = {} if task == DEFAULT_TASK else {"input_size": 0, "classes": ()}
    given = {**optional, **entry}
    size, classes = int(given["input_size"]), tuple(str(name) for name in given["classes"])
    return ModelEntry(
        task=task,
        name=str(given["name"]),
        path=(model_dir / Path(given["file"]).name).resolve(),
        sha256=str(given["sha256"]),
        input_size=size,
        classes=classes,
        mapping=_mapping(classes, given.get("mapping")),
        licence=str(given["licence"]),
        attribution=str(given.get("attribution", "")),
        rows=size,
        thresholds=_thresholds(given.get("thresholds", {})),
        layout=_one_of(LAYOUTS, given.get("layout", OURS)),
        pixels=_one_of(PIXELS, given.get("pixels", RAW_PIXELS)),
        crop_classifier=_attached(model_dir, given.get("second_look")),
        measured=figures_of(given.get("measured")),
    )


def _attached(model_dir: Path, given: Any) -> ModelFile | None:
    if given is None:
        return None
    return ModelFile(path=(model_dir / Path(given["file"]).name).resolve(), sha256=str(given["sha256"]))


def _forms(model_dir: Path, model: ModelEntry, given: dict[str, Any]) -> list[ModelEntry]:
    """The square form that `given` describes, then its shorter ones."""
    return [
        replace(
            model,
            path=(model_dir / Path(form["file"]).name).resolve(),
            sha256=str(form["sha256"]),
            rows=int(form["rows"]) if form is not given else model.rows,
        )
        for form in (given, *given.get("shorter", []))
    ]


def _with_int8(forms: list[ModelEntry], given: Any, model_dir: Path) -> list[ModelEntry]:
    """Each form with its INT8 variant: all of them have one, or none has."""
    if given is None:
        return forms
    variants = {form.rows: replace(form, is_int8=True) for form in _forms(model_dir, forms[0], given)}
    if set(variants) != {form.rows for form in forms}:
        raise ValueError("int8 has other forms than the model")
    return [replace(form, int8=variants[form.rows]) for form in forms]


def _mapping(classes: tuple[str, ...], given: Any) -> dict[str, str]:
    """As given, or every class that has the name of an item of ours."""
    if given is None:
        return {name: name for name in classes if name in CLASSES}
    mapping = {str(name): str(item) for name, item in given.items()}
    wrong = [name for name, item in mapping.items() if name not in classes or item not in CLASSES]
    if wrong:
        raise ValueError(f"mapping of {', '.join(wrong)}")
    return mapping


def _one_of(options: tuple[str, ...], given: Any) -> str:
    if given not in options:
        raise ValueError(f"{given!r} is none of {', '.join(options)}")
    return str(given)


def _thresholds(given: dict[str, Any]) -> dict[str, float]:
    thresholds = {name: float(score) for name, score in given.items()}
    wrong = [name for name, score in thresholds.items() if name not in CLASSES or not 0 < score < 1]
    if wrong:
        raise ValueError(f"thresholds of {', '.join(wrong)}")
    return thresholds


def _check_file(model: ModelEntry | ModelFile) -> None:
    if not model.path.is_file():
        raise ModelError(
            f"The model file {model.path} is not there.",
            code="file_missing",
            hint="Restore it, or set MODEL to another model.",
        )
    actual = hashlib.sha256(model.path.read_bytes()).hexdigest()
    if actual != model.sha256:
        raise ModelError(
            f"The model file {model.path.name} is not the one that the manifest promises (hash {actual[:12]}…).",
            code="file_changed",
            hint="Restore the file; if you replaced it on purpose, write its SHA-256 into the manifest.",
        )
