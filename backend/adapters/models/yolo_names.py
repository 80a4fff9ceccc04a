"""The class names of a YOLO data set: `names` in its `data.yaml`, a list or numbers with names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from backend.core.errors import InvalidInput
from backend.core.models.class_mapping import proposed
from backend.core.ppe.items import CLASSES

FILES = ("data.yaml", "data.yml", "dataset.yaml")
LARGEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class NamedClass:
    """A class as the data set calls it, and the item of ours that this is likely to be."""

    name: str
    item: str | None


def read_names(folder: Path) -> tuple[NamedClass, ...]:
    """The classes in their order. Without a file: ours.

    InvalidInput when there is a file that does not say, or when none of its classes is an item of ours.
    """
    file = next((folder / name for name in FILES if (folder / name).exists()), None)
    if file is None:
        return tuple(NamedClass(name, name) for name in CLASSES)
    classes = tuple(NamedClass(name, proposed(name)) for name in map(str, _listed(file)))
    if not any(one.item for one in classes):
        raise InvalidInput(
            f"None of the classes in {file} is one of ours: {', '.join(one.name for one in classes[:20])}.",
            hint=f"Name them {', '.join(CLASSES)} where they mean the same.",
        )
    return classes


def _listed(file: Path) -> list[Any]:
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise InvalidInput(f"{file} is too large to be a list of classes.")
        body = yaml.safe_load(file.read_text(encoding="utf-8"))
        names = body["names"]
        if isinstance(names, dict):
            names = [names[number] for number in range(len(names))]
        if not isinstance(names, list) or not names:
            raise TypeError("names is neither a list nor numbers with names")
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError, KeyError, TypeError) as error:
        raise InvalidInput(
            f"{file} does not say what the classes are ({type(error).__name__}).",
            hint="It needs a line such as `names: [helmet, no-helmet, vest, no-vest, person]`.",
        ) from error
    return names
