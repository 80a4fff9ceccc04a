"""A sequence in MOTChallenge form at every n-th frame: what a detector found, and who is truly there.

A folder holds `seqinfo.ini`, `det/det.txt` and `gt/gt.txt`; `evalFrom` in the first names the frame from which on it
counts. Tracks on what MOTChallenge calls distractors (people who sit, reflections) are taken out, as its rules say.
"""

from __future__ import annotations

import configparser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from backend.core.vision.boxes import iou
from bench.measuring.identity_scores import MATCH, Ids

Rows = NDArray[np.float64]
DISTRACTORS = {"MOT17": (2, 7, 8, 12), "MOT20": (2, 6, 7, 8, 12)}


@dataclass(frozen=True, slots=True, kw_only=True)
class MotSequence:
    """One sequence. Times in seconds from its first frame."""

    name: str
    fps: float
    found: tuple[Rows, ...]
    """Of each frame (N, 5): x1, y1, x2, y2, score."""
    truth: tuple[Rows, ...]
    """Of each frame (N, 7): identity, x1, y1, x2, y2, whether it counts, whether it is a distractor."""

    def moments(self, tracks: Sequence[Rows]) -> Iterator[tuple[Ids, Ids, NDArray[np.float64]]]:
        """Of each frame ids of people and of tracks from 0, and their IoU. `tracks` (N, 5): x1, y1, x2, y2, id."""
        people_ids: dict[int, int] = {}
        track_ids: dict[int, int] = {}
        for people, found in zip(self.truth, tracks, strict=True):
            shown = np.delete(found, _on_distractors(people, found), axis=0)
            counted = people[people[:, 5] == 1]
            yield (
                _numbered(counted[:, 0], people_ids),
                _numbered(shown[:, 4], track_ids),
                np.asarray(iou(counted[:, 1:5], shown[:, :4]), np.float64),
            )


def read_all(data: Path, step: int) -> list[MotSequence]:
    """All sequences of a folder, by name."""
    return [read(path.parent, step) for path in sorted(data.glob("*/seqinfo.ini"))]


def read(folder: Path, step: int) -> MotSequence:
    """One sequence, every `step`-th frame."""
    ini = configparser.ConfigParser()
    ini.read(folder / "seqinfo.ini")
    info = ini["Sequence"]
    frames = range(int(info.get("evalFrom", "1")), int(info["seqLength"]) + 1, step)
    distractors = DISTRACTORS.get(folder.name.split("-")[0], ())
    found = np.loadtxt(folder / "det/det.txt", delimiter=",", ndmin=2)
    truth = np.loadtxt(folder / "gt/gt.txt", delimiter=",", ndmin=2)
    other = np.isin(truth[:, 7], distractors)
    counts = (truth[:, 6] != 0) & ((truth[:, 7] == 1) | (not distractors))
    people = np.column_stack([truth[:, 1], truth[:, 2:4], truth[:, 2:4] + truth[:, 4:6], counts, other])
    boxes = np.column_stack([found[:, 2:4], found[:, 2:4] + found[:, 4:6], found[:, 6]])
    return MotSequence(
        name=folder.name,
        fps=float(info["frameRate"]) / step,
        found=tuple(boxes[found[:, 0] == frame] for frame in frames),
        truth=tuple(people[truth[:, 0] == frame] for frame in frames),
    )


def _on_distractors(people: Rows, tracks: Rows) -> Ids:
    overlap = iou(people[:, 1:5], tracks[:, :4])
    overlap[overlap < MATCH - 1e-9] = 0.0
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    return np.asarray(columns[(overlap[rows, columns] > 0) & (people[rows, 6] == 1)], np.int64)


def _numbered(ids: Rows, known: dict[int, int]) -> Ids:
    return np.array([known.setdefault(int(i), len(known)) for i in ids], np.int64)
