"""Crowds with known people, some of them marked as without a helmet: what a detector would see of them.

People and the boxes that a detector found come from a sequence in MOTChallenge form (`gt/gt.txt`, `det/det.txt`,
`seqinfo.ini`). Heads are made up: nobody's is seen when somebody nearer covers half of it, a helmet is seen in 85 looks
of 100, a bare head is called so in 55, and now and then each is called the other. Whom the truth does not count (people
who sit, pictures of people) wears a helmet.
"""

from __future__ import annotations

import configparser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.items import ITEM_TABLE, PERSON
from backend.core.vision.boxes import Boxes, coverage, iou
from backend.core.vision.detections import Detections

HELMET, NO_HELMET = ITEM_TABLE.class_pair("helmet")
BAREHEADED = 0.3
"""Share of people without a helmet."""
TELLABLE_HEIGHT = 115.0
"""Pixels from which on a person's head can be recognised."""
Rows = NDArray[np.float64]
"""(N, 6): identity, x1, y1, x2, y2, score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """One film. Frames are counted from 1."""

    people: dict[int, Rows]
    found: dict[int, Rows]
    rate: float
    frames: int
    size: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What is known of one look."""

    at: float
    found: Detections
    ids: NDArray[np.int64]
    boxes: Boxes
    """(N, 4) of people who is there."""
    tellable: NDArray[np.bool_]
    """Whose head is large, whole, uncovered, and whose box was found."""


def read(folder: Path) -> Sequence:
    """A sequence; OSError or KeyError where it is none."""
    info = configparser.ConfigParser()
    info.read(folder / "seqinfo.ini")
    sequence = info["Sequence"]
    people = np.loadtxt(folder / "gt" / "gt.txt", delimiter=",", ndmin=2)
    if people.shape[1] > 8:  # MOT16 and later: only walking people, only those to be counted
        people = people[(people[:, 7] == 1) & (people[:, 6] != 0)]
    return Sequence(
        people=_by_frame(people),
        found=_by_frame(np.loadtxt(folder / "det" / "det.txt", delimiter=",", ndmin=2)),
        rate=float(sequence["frameRate"]),
        frames=int(sequence["seqLength"]),
        size=(int(sequence["imWidth"]), int(sequence["imHeight"])),
    )


def bareheaded(ids: NDArray[np.int64], seed: int) -> NDArray[np.bool_]:
    """Who wears no helmet."""
    return (ids * 7919 + seed * 31) % 100 < 100 * BAREHEADED


def moments(sequence: Sequence, per_second: float, seed: int) -> Iterator[Moment]:
    """Looks at the film, so many a second."""
    random = np.random.default_rng(seed)
    nothing: Rows = np.zeros((0, 6))
    for index in range(int(sequence.frames / sequence.rate * per_second)):
        frame = 1 + int(index * sequence.rate / per_second)
        people, found = sequence.people.get(frame, nothing), sequence.found.get(frame, nothing)
        ids, boxes = people[:, 0].astype(np.int64), people[:, 1:5]
        heads = _heads(boxes)
        hidden = np.array([_hidden(heads[i], boxes[i], boxes) for i in range(len(boxes))]).reshape(-1)
        overlaps = iou(boxes, found[:, 1:5])
        overlap = overlaps.max(axis=1, initial=0.0)
        uncounted = (overlaps.max(axis=0, initial=0.0) < 0.1) & (found[:, 5] >= 0.5)
        rows = [
            np.concatenate([found[:, 1:5], found[:, 5:6].clip(0.1, 0.95), np.full((len(found), 1), PERSON)], axis=1)
        ]
        for i in np.flatnonzero((overlap > 0.5) & (hidden <= 0.5)):
            rows.append(_called(heads[i], bool(bareheaded(ids[i : i + 1], seed)[0]), random))
        rows += [_called(head, False, random) for head in _heads(found[uncounted, 1:5])]
        x1, y1, x2, y2 = boxes.T
        inside = (x1 > 5) & (y1 > 5) & (x2 < sequence.size[0] - 5)
        yield Moment(
            at=(frame - 1) / sequence.rate,
            found=Detections.from_bytes(np.concatenate(rows).astype(np.float32).tobytes()),
            ids=ids,
            boxes=boxes,
            tellable=(y2 - y1 >= TELLABLE_HEIGHT) & inside & (hidden <= 0.25) & (overlap > 0.5),
        )


def _called(head: NDArray[np.float64], bare: bool, random: np.random.Generator) -> Rows:
    """What a detector calls this head: one row, or none."""
    luck = random.random()
    bounds = ((0.55, 0.5, NO_HELMET), (0.62, 0.25, HELMET)) if bare else ((0.85, 0.65, HELMET), (0.88, 0.3, NO_HELMET))
    for bound, score, cls in bounds:
        if luck < bound:
            return np.array([[*head, np.clip(random.normal(score, 0.15), 0.05, 0.95), cls]])
    return np.zeros((0, 6))


def _heads(boxes: Boxes) -> Boxes:
    middle, top, height = (boxes[:, 0] + boxes[:, 2]) / 2, boxes[:, 1], boxes[:, 3] - boxes[:, 1]
    return np.stack([middle - 0.06 * height, top, middle + 0.06 * height, top + 0.13 * height], axis=1)


def _hidden(head: NDArray[np.float64], body: NDArray[np.float64], people: Boxes) -> float:
    """Share of a head that somebody nearer covers."""
    nearer = people[people[:, 3] > body[3]]
    return float(coverage(head[None], nearer).max(initial=0.0))


def _by_frame(rows: NDArray[np.float64]) -> dict[int, Rows]:
    """MOTChallenge rows (frame, identity, left, top, width, height, score, …) by frame."""
    boxes = np.concatenate([rows[:, 1:4], rows[:, 2:4] + rows[:, 4:6], rows[:, 6:7]], axis=1)
    return {int(frame): boxes[rows[:, 0] == frame] for frame in np.unique(rows[:, 0])}
