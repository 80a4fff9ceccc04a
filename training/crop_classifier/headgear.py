"""Hats that are no helmets: the boxes that `heads.csv` of a data set names, in pixels of its pictures."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np

from backend.core.vision.boxes import Boxes

CLASS = "not-a-helmet-hat"


def read(folder: Path) -> dict[str, Boxes]:
    """Per file name the boxes (K, 4). The list has them in pixels of the original, pictures may be smaller."""
    with (folder / "labelled.csv").open(newline="") as file:
        factors = {row["file"]: _factors(row) for row in csv.DictReader(file)}
    found: dict[str, list[np.ndarray]] = defaultdict(list)
    with (folder / "heads.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["class"] == CLASS:
                box = np.array([float(row[key]) for key in ("x1", "y1", "x2", "y2")])
                found[row["source_picture"]].append(box * np.tile(factors[row["source_picture"]], 2))
    return {name: np.stack(boxes) for name, boxes in found.items()}


def _factors(row: dict[str, str]) -> np.ndarray:
    """Size of the picture in sizes of its original, (2,)."""
    original = [int(side) for side in row["original_size"].split("x")]
    return np.array([int(row["width"]), int(row["height"])]) / original
