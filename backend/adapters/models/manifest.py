"""Which models there are: `model/manifest.json`, checked before any of them is run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from backend.core.errors import ModelError
from backend.core.models.figures import ModelFigures, figures_of
from backend.core.models.layouts import LAYOUTS, OURS, PIXELS, RAW_PIXELS
from backend.core.ppe.items import CLASSES


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A file that the manifest promises."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntry:
    """One model of the manifest."""

    name: str
    path: Path
    sha256: str
    input_size: int
    """Side of the square input, pixels."""
    classes: tuple[str, ...]
    """The model's own class names, in its order."""
    mapping: Mapping[str, str]
    """Class name → the item of ours that it is; classes left out of it are left out of what the model finds."""
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
    second_look: ModelFile | None = None
    """The network that looks again, closer (see `core.second_look`), for models that were made with one."""
    measured: ModelFigures | None = None

    @property
    def class_map(self) -> tuple[int, ...]:
        """For each class of the model its index in `CLASSES`, or -1."""
        return tuple(CLASSES.index(self.mapping[name]) if name in self.mapping else -1 for name in self.classes)

    @property
    def label(self) -> str:
        """Name and short hash, as events carry it."""
        return f"{self.name}@{self.sha256[:12]}"


def read(model_dir: Path, name: str = "") -> ModelEntry:
    """The entry called `name`, or the manifest's default; its file is there and has the hash that was promised.

    ModelError says what is wrong with the manifest or the file.
    """
    default, entries = _listed(model_dir)
    wanted = name or default
    if wanted not in entries:
        raise ModelError(
            f"The manifest has no model {wanted!r}.",
            code="model_missing",
            hint=f"Set MODEL to one of: {', '.join(sorted(entries))}.",
        )
    return _checked(model_dir, model_dir / "manifest.json", entries[wanted])


def names(model_dir: Path) -> list[str]:
    """The models of a manifest, the default first."""
    default, entries = _listed(model_dir)
    return sorted(entries, key=lambda name: (name != default, name))


def _listed(model_dir: Path) -> tuple[str, dict[str, dict[str, Any]]]:
    """The default's name and the entries by name, none of them checked."""
    manifest = model_dir / "manifest.json"
    try:
        body = json.loads(manifest.read_text())
        return str(body["default"]), {str(entry["name"]): entry for entry in body["models"]}
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
        size = int(entry["input_size"])
        classes = tuple(str(c) for c in entry["classes"])
        model = ModelEntry(
            name=str(entry["name"]),
            path=(model_dir / Path(entry["file"]).name).resolve(),
            sha256=str(entry["sha256"]),
            input_size=size,
            classes=classes,
            mapping=_mapping(classes, entry.get("mapping")),
            licence=str(entry["licence"]),
            attribution=str(entry.get("attribution", "")),
            rows=size,
            thresholds=_thresholds(entry.get("thresholds", {})),
            layout=_one_of(LAYOUTS, entry.get("layout", OURS)),
            pixels=_one_of(PIXELS, entry.get("pixels", RAW_PIXELS)),
            second_look=_attached(model_dir, entry.get("second_look")),
            measured=figures_of(entry.get("measured")),
        )
        model, *forms = _with_int8(_forms(model_dir, model, entry), entry.get("int8"), model_dir)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        message = f"{manifest}: an entry is incomplete: {error}."
        raise ModelError(message, code="manifest_unreadable", hint="Compare it with model/README.md.") from error
    if "person" not in model.mapping.values():
        raise ModelError(
            f"The model {model.name} knows no class 'person'.",
            code="no_person",
            hint="Mandor judges people: it needs one.",
        )
    for form in (model, *forms):
        _check_file(form)
        if form.int8 is not None:
            _check_file(form.int8)
    if model.second_look is not None:
        _check_file(model.second_look)
    return replace(model, shorter=tuple(forms))


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
