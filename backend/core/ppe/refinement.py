"""Refinement: what the crop classifier's answers make of the detector's detections.

The detector sees the whole picture in few pixels. The crop classifier, a small network, sees one region at a time at
the camera's own resolution and answers: nothing here, worn, or missing, and where exactly. It is given what the
detector found and, since the detector misses bare heads, also the regions where each person's items ought to be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.items import ITEM_TABLE, CropKind, CropTarget, ItemTable
from backend.core.vision.boxes import Boxes, wholeness
from backend.core.vision.detections import Detections, suppress_each

NOTHING, WORN, MISSING = range(3)
ANSWERS = 3 + 4
"""Numbers per kind: scores for nothing, worn (of a body: a person) and missing; then the box's correction."""
BODY_CONTEXT = 1.25
"""As `CropTarget.context`, of a person."""
NO_KIND = -1
MISSED_PRIORS = np.array([0.35, 0.5])
"""Priors of worn and missing where the detector found neither, in shares of the person's score: it misses one helmet in
eleven, but two bare heads in five."""
OTHER_CLASS = 0.25
"""Prior of the class that the detector did not name, in shares of the one that it named."""
SMALLEST_SIDE = 4.0
"""Pixels. Corrections are in longer sides of the box, but never of less than this."""
LARGEST_GROWTH = 1.0
"""A correction makes a box at most e times as large or as small."""


@dataclass(frozen=True, slots=True)
class RefinementOptions:
    """What is given to the crop classifier, and what its answers count."""

    floor: float = 0.004
    """Scores up to this are not worth a crop."""
    weight: float = 0.5
    """Share of the classifier in the final score, 0 to 1: score = detector^(1 - weight) · classifier^weight."""
    correction: float = 0.4
    """Share of a box's correction that is made, 0 to 1. The detector's boxes are good: all of it makes the best ones
    worse, none of it leaves the worst ones as they are (on validation data AP50-95 .421, .426, .396 at 0, 0.35, 1)."""
    certain_correction: float = 0.3
    """The same for a certain detection of a kind with `trust_certain_boxes`. Of one that it hardly sees, its box is as
    uncertain, and all of the correction is made; between them it falls with the square of the score (no-helmet AP50
    .62 → .68)."""
    overlap: float = 0.6
    """See `suppress`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CropClasses:
    """The kinds of the crop classifier and the detection classes, one by the other. From an `ItemTable`."""

    kind_of: NDArray[np.int64]
    """(C,) the `CropKind` of each class id, `NO_KIND` for one that the classifier does not know."""
    state_of: NDArray[np.int64]
    """(C,) 0 for the class that is worn (or a person), 1 for the one that is missing."""
    classes_of: NDArray[np.int64]
    """(K, 2) the class ids of each kind, worn and missing."""
    contexts: NDArray[np.float64]
    """(K,) side of the crop in longer sides of the region's box."""
    trust_certain: NDArray[np.bool_]
    """(K,) see `CropTarget.trust_certain_boxes`."""
    targets: tuple[CropTarget, ...]
    """In the order of their kinds."""


def crop_classes(items: ItemTable) -> CropClasses:
    """What the crop classifier knows of these items."""
    kind_of = np.full(len(items.classes), NO_KIND, np.int64)
    state_of = np.zeros(len(items.classes), np.int64)
    classes_of = np.full((len(CropKind), 2), items.person_id, np.int64)
    contexts, trust = np.full(len(CropKind), BODY_CONTEXT), np.zeros(len(CropKind), bool)
    kind_of[items.person_id] = CropKind.BODY
    targets: list[CropTarget] = []
    for item, pair in zip(items.rows, items.class_pairs, strict=True):
        state_of[pair[1]] = 1
        if item.crop is not None:
            kind_of[list(pair)] = item.crop.kind
            classes_of[item.crop.kind] = pair
            contexts[item.crop.kind] = item.crop.context
            trust[item.crop.kind] = item.crop.trust_certain_boxes
            targets.append(item.crop)
    return CropClasses(
        kind_of=kind_of,
        state_of=state_of,
        classes_of=classes_of,
        contexts=contexts,
        trust_certain=trust,
        targets=tuple(sorted(targets, key=lambda target: target.kind)),
    )


CROP_CLASSES = crop_classes(ITEM_TABLE)


@dataclass(frozen=True, slots=True)
class CropRegions:
    """P regions of a picture for the crop classifier."""

    boxes: Boxes
    """(P, 4) pixels."""
    kinds: NDArray[np.int64]
    """(P,) of `CropKind`."""
    priors: NDArray[np.float32]
    """(P, 2) the detector's scores of the kind's two classes, 0 to 1; a body has one class."""

    def __len__(self) -> int:
        return len(self.kinds)

    def squares(self, classes: CropClasses = CROP_CLASSES) -> NDArray[np.float64]:
        """(P, 3): middle x, middle y and side of each crop, pixels."""
        size = np.maximum(_longer(self.boxes), SMALLEST_SIDE) * classes.contexts[self.kinds]
        return np.column_stack(((self.boxes[:, :2] + self.boxes[:, 2:]) / 2, size))


def detected_regions(
    found: Detections, options: RefinementOptions, classes: CropClasses = CROP_CLASSES
) -> tuple[CropRegions, Detections]:
    """The regions at which something was detected, and the detections that stay as they are.

    These are too weak to be worth a crop, or of a class that the classifier does not know.
    """
    chosen = (found.scores > options.floor) & (classes.kind_of[found.classes] != NO_KIND)
    rest = Detections(found.boxes[~chosen], found.scores[~chosen], found.classes[~chosen])
    scores = found.scores[chosen]
    priors = np.tile((scores * OTHER_CLASS)[:, None], (1, 2)).astype(np.float32)
    priors[np.arange(len(scores)), classes.state_of[found.classes[chosen]]] = scores
    return CropRegions(found.boxes[chosen], classes.kind_of[found.classes[chosen]], priors), rest


def expected_regions(people: Boxes, scores: NDArray[np.floating], classes: CropClasses = CROP_CLASSES) -> CropRegions:
    """Where each item of each person (N, 4) ought to be, as far as the box's shape shows: N regions per kind.

    See `CropTarget`.
    """
    regions = [expected_region(people, target) for target in classes.targets]
    kinds = np.repeat(np.array([target.kind for target in classes.targets], np.int64), len(people))
    priors = (np.tile(scores, len(classes.targets))[:, None] * MISSED_PRIORS).astype(np.float32)
    return CropRegions(np.concatenate(regions).astype(np.float32).reshape(-1, 4), kinds, priors)


def expected_region(people: Boxes, target: CropTarget) -> NDArray[np.floating]:
    """Where the target ought to be on each person, (N, 4)."""
    x1, y1, x2, y2 = people.T
    width, height = x2 - x1, y2 - y1
    whole = wholeness(people)
    top, bottom = target.top - target.top_whole * whole, target.bottom - target.bottom_whole * whole
    return np.column_stack(
        (x1 + target.left * width, y1 + top * height, x1 + target.right * width, y1 + bottom * height)
    )


def refine(
    regions: CropRegions,
    answers: NDArray[np.float32],
    rest: Detections,
    options: RefinementOptions,
    classes: CropClasses = CROP_CLASSES,
) -> Detections:
    """The detections after refinement: `answers` (P, 7) to `regions`, and those that stay as they are."""
    boxes = corrected(regions.boxes, answers[:, 3:] * _correction_shares(regions, options, classes)[:, None])
    share = options.weight
    parts: list[tuple[Boxes, NDArray[np.float32], NDArray[np.int64]]] = []
    for state in (WORN, MISSING):
        on = np.flatnonzero((regions.kinds != CropKind.BODY) | (state == WORN))
        prior = regions.priors[on, state - WORN]
        scores = prior ** (1 - share) * answers[on, state] ** share
        parts.append((boxes[on], scores.astype(np.float32), classes.classes_of[regions.kinds[on], state - WORN]))
    parts.append((rest.boxes, rest.scores, rest.classes))
    merged = Detections(*(np.concatenate(p) for p in zip(*parts, strict=True)))
    chosen = suppress_each(merged.boxes, merged.scores, merged.classes, options.overlap)
    return Detections(merged.boxes[chosen], merged.scores[chosen], merged.classes[chosen])


def _correction_shares(regions: CropRegions, options: RefinementOptions, classes: CropClasses) -> NDArray[np.floating]:
    """How much of its correction each region gets, (P,)."""
    certainty = np.clip(regions.priors.max(1, initial=0), 0, 1) ** 2
    by_certainty = 1 - (1 - options.certain_correction) * certainty
    return np.where(classes.trust_certain[regions.kinds], by_certainty, options.correction)


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
