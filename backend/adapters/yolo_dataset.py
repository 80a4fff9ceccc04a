"""Labelled pictures in a folder as the YOLO tools lay them out, whoever made it.

    images/*.jpg    labels/*.txt             or with splits:
    images/val/…    labels/val/…             or, as Roboflow exports:
    valid/images/…  valid/labels/…

`data.yaml` beside them may name the classes. A picture without a label file is one with nothing in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.adapters import picture_file
from backend.adapters.yolo_names import read_names
from backend.core.detection import CLASSES
from backend.core.errors import InvalidInput
from backend.core.geometry import Boxes
from backend.core.yolo_label import BadLabel, Label, parse

VALIDATION = ("val", "valid", "validation")


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPicture:
    """A picture's file and the M boxes of our classes in it."""

    path: Path
    boxes: Boxes
    """(M, 4) float64, x1 y1 x2 y2, fractions of width and height."""
    classes: NDArray[np.int64]
    """(M,) index into `CLASSES`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YoloDataset:
    """The pictures of one split, and what must be said about them."""

    split: str
    """Empty where there are none."""
    pictures: tuple[LabelledPicture, ...]
    classes: frozenset[int]
    """Those of `CLASSES` that the data set labels."""
    unlabelled: tuple[str, ...]
    """Pictures without a label file: nothing is in them."""
    faults: tuple[str, ...]
    """What is left out, each with its file and the reason."""
    foreign: Mapping[str, int]
    """Boxes left out because their class is none of ours, by its name."""


def read(folder: Path, split: str = "") -> YoloDataset:
    """The labelled pictures of `split`; empty: of the only one, else of `val`. InvalidInput says what is missing."""
    found = _splits(folder)
    split = split or _default(list(found))
    if split not in found:
        raise InvalidInput(f"{folder} has no split {split!r}.", hint=f"There is: {', '.join(found)}.")
    images, labels = found[split]
    if not labels.is_dir():
        raise InvalidInput(f"There are pictures in {images}, but there is no {labels}.", hint="Each needs its labels.")
    return _read(images, labels, split, read_names(folder))


def _splits(folder: Path) -> dict[str, tuple[Path, Path]]:
    """Name of each split → its folder of pictures and its folder of labels."""
    if not folder.is_dir():
        raise InvalidInput(f"{folder} is not a folder.", hint="DATA is a folder with images/ and labels/.")
    images, labels = folder / "images", folder / "labels"
    if _pictures(images):
        return {"": (images, labels)}
    inside = {path.name: (path, labels / path.name) for path in _folders(images) if _pictures(path)}
    outside = {path.name: (path / "images", path / "labels") for path in _folders(folder) if _pictures(path / "images")}
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
        raise InvalidInput(f"There are several splits: {', '.join(splits)}.", hint="Say which: SPLIT=<name>.")
    return named[0]


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _pictures(folder: Path) -> list[Path]:
    return [path for path in _files(folder) if path.suffix.lower() in picture_file.SUFFIXES]


def _read(images: Path, labels: Path, split: str, names: tuple[str, ...]) -> YoloDataset:
    pictures = _pictures(images)
    faults = [f"{path.name}: not a picture" for path in _files(images) if path not in set(pictures)]
    stems = {path.stem for path in pictures}
    faults += [f"{path.name}: no picture of that name" for path in _files(labels) if path.stem not in stems]
    read_ones, unlabelled, foreign = [], [], Counter[str]()
    for path in pictures:
        file = labels / f"{path.stem}.txt"
        if not file.exists():
            unlabelled.append(path.name)
        try:
            own = _labels(file, len(names)) if file.exists() else []
        except BadLabel as error:
            faults.append(f"{path.name}: left out, {error}")
            continue
        foreign.update(names[label.cls] for label in own if names[label.cls] not in CLASSES)
        read_ones.append(_labelled(path, [label for label in own if names[label.cls] in CLASSES], names))
    ours = frozenset(CLASSES.index(name) for name in names if name in CLASSES)
    return YoloDataset(
        split=split,
        pictures=tuple(read_ones),
        classes=ours,
        unlabelled=tuple(unlabelled),
        faults=tuple(faults),
        foreign=dict(foreign),
    )


def _labels(file: Path, classes: int) -> list[Label]:
    """BadLabel with file and line."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadLabel(f"{file.name} cannot be read ({type(error).__name__})") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(parse(line, classes))
            except BadLabel as error:
                raise BadLabel(f"{file.name} line {number}: {error}") from None
    return found


def _labelled(path: Path, labels: list[Label], names: tuple[str, ...]) -> LabelledPicture:
    boxes = np.array([label.box for label in labels], dtype=np.float64).reshape(-1, 4)
    classes = np.array([CLASSES.index(names[label.cls]) for label in labels], dtype=np.int64)
    return LabelledPicture(path, boxes, classes)
