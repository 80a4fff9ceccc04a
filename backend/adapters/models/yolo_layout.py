"""Where a data set in YOLO layout has its pictures and labels.

images/*.jpg    labels/*.txt             or with splits:
images/val/…    labels/val/…             or, as Roboflow exports:
valid/images/…  valid/labels/…
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from backend.adapters.pictures.picture_file import SUFFIXES
from backend.core.errors import InvalidInput

VALIDATION = ("val", "valid", "validation")


@dataclass(frozen=True, slots=True)
class Split:
    """A part of a data set; its name is empty where there are no parts."""

    name: str
    images: Path
    labels: Path


def find(folder: Path, name: str = "") -> Split:
    """The split called `name`; without a name the only one, else `val`. InvalidInput names what is missing."""
    found = _splits(folder)
    name = name or _default(list(found))
    if name not in found:
        raise InvalidInput(f"{folder} has no split {name!r}.", hint=f"There is: {', '.join(found)}.")
    split = found[name]
    if not split.labels.is_dir():
        message = f"There are pictures in {split.images}, but there is no {split.labels}."
        raise InvalidInput(message, hint="Each picture needs its labels.")
    return split


def _splits(folder: Path) -> dict[str, Split]:
    if not folder.is_dir():
        raise InvalidInput(f"{folder} is not a folder.", hint="DATA is a folder with images/ and labels/.")
    images, labels = folder / "images", folder / "labels"
    if pictures(images):
        return {"": Split("", images, labels)}
    inside = {path.name: Split(path.name, path, labels / path.name) for path in _folders(images) if pictures(path)}
    outside = {
        path.name: Split(path.name, path / "images", path / "labels")
        for path in _folders(folder)
        if pictures(path / "images")
    }
    if not inside and not outside:
        raise InvalidInput(
            f"There are no pictures in {images}, nor in a folder below it.",
            hint="DATA is a folder with images/ and labels/, as YOLO tools lay them out.",
        )
    return inside or outside


def _default(splits: list[str]) -> str:
    if len(splits) == 1:
        return splits[0]
    named = [name for name in VALIDATION if name in splits]
    if not named:
        raise InvalidInput(f"There are several splits: {', '.join(splits)}.", hint="Choose one: SPLIT=<name>.")
    return named[0]


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def files(folder: Path) -> list[Path]:
    """What lies in the folder, by name, without hidden files."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def pictures(folder: Path) -> list[Path]:
    """The pictures among its files, by their suffix."""
    return [path for path in files(folder) if path.suffix.lower() in SUFFIXES]
