"""Labelled pictures in a folder, whoever made it. A picture without a label file is one with nothing in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.adapters.models import yolo_layout
from backend.adapters.models.yolo_layout import Split
from backend.adapters.models.yolo_names import NamedClass, read_names
from backend.core.evaluation.yolo_label import BadLabel, Label, parse
from backend.core.ppe.items import CLASSES
from backend.core.vision.boxes import Boxes


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
    renamed: Mapping[str, str]
    """Names that the data set has for items of ours."""


def read(folder: Path, split: str = "") -> YoloDataset:
    """The labelled pictures of `split`; empty: of the only one, else of `val`. InvalidInput says what is missing."""
    return _read(yolo_layout.find(folder, split), read_names(folder))


def _read(split: Split, names: tuple[NamedClass, ...]) -> YoloDataset:
    pictures = yolo_layout.pictures(split.images)
    faults = [f"{path.name}: not a picture" for path in yolo_layout.files(split.images) if path not in set(pictures)]
    stems = {path.stem for path in pictures}
    faults += [
        f"{path.name}: no picture of that name" for path in yolo_layout.files(split.labels) if path.stem not in stems
    ]
    read_ones, unlabelled, foreign = [], [], Counter[str]()
    for path in pictures:
        file = split.labels / f"{path.stem}.txt"
        if not file.exists():
            unlabelled.append(path.name)
        try:
            own = _labels(file, len(names)) if file.exists() else []
        except BadLabel as error:
            faults.append(f"{path.name}: left out, {error}")
            continue
        foreign.update(names[label.cls].name for label in own if names[label.cls].item is None)
        read_ones.append(_labelled(path, own, names))
    return YoloDataset(
        split=split.name,
        pictures=tuple(read_ones),
        classes=frozenset(CLASSES.index(one.item) for one in names if one.item),
        unlabelled=tuple(unlabelled),
        faults=tuple(faults),
        foreign=dict(foreign),
        renamed={one.name: one.item for one in names if one.item and one.item != one.name},
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


def _labelled(path: Path, labels: list[Label], names: tuple[NamedClass, ...]) -> LabelledPicture:
    ours = [(label.box, CLASSES.index(item)) for label in labels if (item := names[label.cls].item)]
    boxes = np.array([box for box, _ in ours], dtype=np.float64).reshape(-1, 4)
    return LabelledPicture(path, boxes, np.array([cls for _, cls in ours], dtype=np.int64))
