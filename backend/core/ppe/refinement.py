"""Looking again, closer: which places of a picture deserve it, and what their answers make of the first detections.

The detector sees the whole picture in few pixels. A second, small network sees one place at a time at the camera's
own resolution and says: nothing here, worn, or missing, and where exactly. It is given what the detector found and,
since the detector overlooks bare heads, also the places where the head and torso of each person ought to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from backend.core.vision.boxes import Boxes, wholeness
from backend.core.vision.detections import HELMET, NO_HELMET, NO_VEST, PERSON, VEST, Detections, suppress_each


class Kind(IntEnum):
    """What is looked for at a place. The order is that of the network's answers."""

    HEAD = 0
    TORSO = 1
    BODY = 2


NOTHING, WORN, MISSING = range(3)
ANSWERS = 3 + 4
"""Numbers per kind: scores for nothing, worn (of a body: a person) and missing; then the box's correction."""
CONTEXT = (2.0, 1.4, 1.25)
"""Side of the square that is looked at, per kind, in longer sides of the place's box."""
CLASSES_OF = ((HELMET, NO_HELMET), (VEST, NO_VEST), (PERSON, PERSON))
KIND_OF = np.array([Kind.HEAD, Kind.HEAD, Kind.TORSO, Kind.TORSO, Kind.BODY])
OVERLOOKED = np.array([0.35, 0.5])
"""Priors of worn and missing where the detector found neither, in shares of the person's score: it overlooks one helmet
in eleven, but two bare heads in five."""
OTHER_CLASS = 0.25
"""Prior of the class that the detector did not name, in shares of the one that it named."""
SMALLEST_SIDE = 4.0
"""Pixels. Corrections are in longer sides of the box, but never of less than this."""
LARGEST_GROWTH = 1.0
"""A correction makes a box at most e times as large or as small."""


@dataclass(frozen=True, slots=True)
class SecondLookOptions:
    """How much is looked at again, and what it counts."""

    floor: float = 0.004
    """Scores up to this are not worth a second look."""
    weight: float = 0.5
    """Share of the second look in the final score, 0 to 1: score = first^(1 - weight) · second^weight."""
    correction: float = 0.4
    """Share of a box's correction that is made, 0 to 1. The detector's boxes are good: all of it makes the best ones
    worse, none of it leaves the worst ones as they are (on validation data AP50-95 .421, .426, .396 at 0, 0.35, 1)."""
    sure_head_correction: float = 0.3
    """The same for a head of which the detector is sure. Of one that it hardly sees, its box is as uncertain, and all
    of the correction is made; between them it falls with the square of the score (no-helmet AP50 .62 → .68)."""
    overlap: float = 0.6
    """See `suppress`."""


@dataclass(frozen=True, slots=True)
class Places:
    """P places to look at."""

    boxes: Boxes
    """(P, 4) pixels."""
    kinds: NDArray[np.int64]
    """(P,) of `Kind`."""
    priors: NDArray[np.float32]
    """(P, 2) what the detector says of the kind's two classes, 0 to 1; a body has one class."""

    def __len__(self) -> int:
        return len(self.kinds)

    def take(self, chosen: NDArray[np.int64]) -> Places:
        """Those with these indices."""
        return Places(self.boxes[chosen], self.kinds[chosen], self.priors[chosen])

    def squares(self) -> NDArray[np.float64]:
        """(P, 3): middle x, middle y and side of what is looked at, pixels."""
        size = np.maximum(_longer(self.boxes), SMALLEST_SIDE) * np.array(CONTEXT)[self.kinds]
        return np.column_stack(((self.boxes[:, :2] + self.boxes[:, 2:]) / 2, size))


def detected(found: Detections, options: SecondLookOptions) -> tuple[Places, Detections]:
    """The places at which something was detected, and the detections that are too weak to look at."""
    strong = found.scores > options.floor
    rest = Detections(found.boxes[~strong], found.scores[~strong], found.classes[~strong])
    classes, scores = found.classes[strong], found.scores[strong]
    kinds = KIND_OF[classes]
    priors = np.tile((scores * OTHER_CLASS)[:, None], (1, 2)).astype(np.float32)
    named = np.where(kinds == Kind.BODY, 0, classes % 2)
    priors[np.arange(len(scores)), named] = scores
    return Places(found.boxes[strong], kinds, priors), rest


def expected(people: Boxes, scores: NDArray[np.floating]) -> Places:
    """Where the head and the torso of each person (N, 4) ought to be, as far as the box's shape tells: 2 N places.

    Fitted to the training pictures: in a box 2.4 times as high as wide (a whole person) the head takes the upper
    0.15, in one under 1.5 (head and shoulders) the upper 0.32; torsos likewise.
    """
    x1, y1, x2, y2 = people.T
    width, height = x2 - x1, y2 - y1
    whole = wholeness(people)
    chin = 0.32 - 0.17 * whole
    neck, hip = 0.34 - 0.16 * whole, 1.0 - 0.41 * whole
    heads = np.column_stack((x1 + 0.24 * width, y1 + 0.01 * height, x1 + 0.75 * width, y1 + chin * height))
    torsos = np.column_stack((x1 + 0.1 * width, y1 + neck * height, x1 + 0.89 * width, y1 + hip * height))
    kinds = np.repeat(np.array([Kind.HEAD, Kind.TORSO], np.int64), len(people))
    priors = (np.tile(scores, 2)[:, None] * OVERLOOKED).astype(np.float32)
    return Places(np.concatenate((heads, torsos)).astype(np.float32), kinds, priors)


def conclude(places: Places, answers: NDArray[np.float32], rest: Detections, options: SecondLookOptions) -> Detections:
    """The detections after the second look: `answers` (P, 7) to `places`, and those that were not looked at."""
    boxes = corrected(places.boxes, answers[:, 3:] * _shares(places, options)[:, None])
    share = options.weight
    parts: list[tuple[Boxes, NDArray[np.float32], NDArray[np.int64]]] = []
    for state in (WORN, MISSING):
        on = np.flatnonzero((places.kinds != Kind.BODY) | (state == WORN))
        prior = places.priors[on, state - WORN]
        scores = prior ** (1 - share) * answers[on, state] ** share
        classes = np.array(CLASSES_OF, np.int64)[places.kinds[on], state - WORN]
        parts.append((boxes[on], scores.astype(np.float32), classes))
    parts.append((rest.boxes, rest.scores, rest.classes))
    merged = Detections(*(np.concatenate(p) for p in zip(*parts, strict=True)))
    chosen = suppress_each(merged.boxes, merged.scores, merged.classes, options.overlap)
    return Detections(merged.boxes[chosen], merged.scores[chosen], merged.classes[chosen])


def _shares(places: Places, options: SecondLookOptions) -> NDArray[np.floating]:
    """How much of its correction each place gets, (P,)."""
    sureness = np.clip(places.priors.max(1, initial=0), 0, 1) ** 2
    of_heads = 1 - (1 - options.sure_head_correction) * sureness
    return np.where(places.kinds == Kind.HEAD, of_heads, options.correction)


def corrected(boxes: Boxes, corrections: NDArray[np.floating]) -> Boxes:
    """Boxes (P, 4) moved by corrections (P, 4): middle x and y in longer sides, width and height as logarithms."""
    longer = np.maximum(_longer(boxes), SMALLEST_SIDE)
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2 + corrections[:, :2] * longer[:, None]
    half = (boxes[:, 2:] - boxes[:, :2]) / 2 * np.exp(np.clip(corrections[:, 2:], -LARGEST_GROWTH, LARGEST_GROWTH))
    return np.concatenate((middle - half, middle + half), 1).astype(np.float32)


def corrections(boxes: Boxes, truth: Boxes) -> NDArray[np.float32]:
    """The inverse of `corrected`: what turns `boxes` (P, 4) into `truth` (P, 4)."""
    longer = np.maximum(_longer(boxes), SMALLEST_SIDE)
    moved = ((truth[:, :2] + truth[:, 2:]) - (boxes[:, :2] + boxes[:, 2:])) / 2 / longer[:, None]
    grown = np.log(np.maximum(truth[:, 2:] - truth[:, :2], 1) / np.maximum(boxes[:, 2:] - boxes[:, :2], 1))
    return np.concatenate((moved, grown), 1).astype(np.float32)


def _longer(boxes: Boxes) -> NDArray[np.floating]:
    return np.asarray((boxes[:, 2:] - boxes[:, :2]).max(1, initial=0))
