"""Partly labelled pictures: which classes are complete in each, and where unlabelled objects may be.

`labelled.csv` of the data set names per picture the classes that are labelled exhaustively. The others are left out of
the class loss there; inside the regions around people, objectness is not pushed down either (see `training.nets.loss`).
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.items import CLASSES, PERSON
from training.data import pictures
from training.data.class_ids import HELMET, NO_HELMET, NO_VEST, VEST
from training.data.label_code import REGION, encode, unlabelled_mask
from training.data.pictures import Picture

WITHOUT_VEST = 0.002
"""Below this share of high-visibility colour a picture of `hhw` holds no vest (745 of 1,340 pictures, 70 looked at)."""
PERSON_OF_HEAD = (-1.5, -0.3, 2.5, 8.0)
"""Where a person may be, around the box of the head: left, top, right, bottom in widths and heights of the box."""
PERSON_OF_TORSO = (-0.3, -0.6, 1.3, 2.2)
"""The same around the box of the torso."""


def read(folder: Path, apart: Collection[str] = (), leave_out: tuple[str, ...] = ()) -> list[Picture]:
    """The pictures of `folder/labelled.csv` but those named in `apart` and those whose names begin with `leave_out`."""
    with (folder / "labelled.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["file"] not in apart]
    chosen = [row for row in rows if not row["file"].startswith(leave_out)] if leave_out else rows
    return [_read(folder, row) for row in chosen]


def labelled_classes(row: dict[str, str]) -> frozenset[int]:
    """The classes that are complete in the picture of a row of `labelled.csv`."""
    named = {CLASSES.index(name) for name in row["labelled"].split(";") if name}
    if row["source"] == "hhw" and float(row["hivis"]) < WITHOUT_VEST:
        named.add(VEST)
    return frozenset(named)


def names(files: Iterable[Path]) -> frozenset[str]:
    """The file names that lists such as `training/splits/held_out.txt` hold."""
    return frozenset(line.strip() for file in files for line in file.read_text().splitlines() if line.strip())


def regions(targets: NDArray[np.float32], labelled: Collection[int]) -> NDArray[np.float32]:
    """(K, 4) boxes inside which there may be objects of classes that are not labelled. `targets` (M, 5)."""
    if len(labelled) == len(CLASSES):
        return np.zeros((0, 4), np.float32)
    classes, boxes = targets[:, 0].astype(int), targets[:, 1:]
    people = boxes[classes == PERSON]
    heads = _around(boxes[np.isin(classes, (HELMET, NO_HELMET))], PERSON_OF_HEAD)
    torsos = _around(boxes[np.isin(classes, (VEST, NO_VEST))], PERSON_OF_TORSO)
    return np.concatenate((people, heads, torsos)).astype(np.float32)


def _read(folder: Path, row: dict[str, str]) -> Picture:
    path = folder / "images" / row["file"]
    picture = pictures.read_one(path, folder / "labels" / f"{path.stem}.txt")
    labelled = labelled_classes(row)
    mask = unlabelled_mask(labelled)
    around = regions(picture.targets, labelled)
    codes = encode(np.concatenate((picture.targets[:, 0], np.full(len(around), REGION))), mask)
    boxes = np.concatenate((picture.targets[:, 1:], around))
    return replace(picture, targets=np.concatenate((codes[:, None], boxes), 1).astype(np.float32))


def _around(boxes: NDArray[np.float32], shares: tuple[float, float, float, float]) -> NDArray[np.float32]:
    size = boxes[:, 2:] - boxes[:, :2]
    corner = np.tile(boxes[:, :2], 2)
    return (corner + np.tile(size, 2) * np.array(shares, np.float32)).astype(np.float32)
