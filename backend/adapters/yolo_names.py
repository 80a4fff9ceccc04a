"""The class names of a YOLO data set: `names` in its `data.yaml`, a list or numbers with names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from backend.core.detection import CLASSES
from backend.core.errors import InvalidInput

FILES = ("data.yaml", "data.yml", "dataset.yaml")
LARGEST_BYTES = 1_000_000


def read_names(folder: Path) -> tuple[str, ...]:
    """The names in their order, ours where they differ only in case, spaces or underscores. Without a file: ours.

    InvalidInput when there is a file that does not say, or when none of its names is ours.
    """
    file = next((folder / name for name in FILES if (folder / name).exists()), None)
    if file is None:
        return CLASSES
    names = tuple(_ours(str(name)) for name in _listed(file))
    if not set(names) & set(CLASSES):
        raise InvalidInput(
            f"None of the classes in {file} is one of ours: {', '.join(names[:20])}.",
            hint=f"Name them {', '.join(CLASSES)} where they mean the same.",
        )
    return names


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


def _ours(name: str) -> str:
    plain = "-".join(name.lower().replace("_", " ").split())
    return plain if plain in CLASSES else name
