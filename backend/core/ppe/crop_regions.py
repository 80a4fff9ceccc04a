"""Regions of a picture for the crop classifier: those of people whose items are undecided.

A crop costs more than the detector's share of it does, so it is spent where it can change a decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.items import ITEM_TABLE, CropTarget, ItemTable
from backend.core.ppe.refinement import (
    CROP_CLASSES,
    MISSED_PRIORS,
    OTHER_CLASS,
    CropClasses,
    CropRegions,
    expected_region,
)
from backend.core.vision.boxes import Boxes, coverage, iou
from backend.core.vision.detections import Detections

IN_REGION = 0.2
"""Least IoU of a detected item with the region where it ought to be. Lower: the neighbour's helmet is classified."""
INSIDE = 0.6
"""Share of the item that must lie inside the person's box."""
SAME_THING = 0.5
"""IoU from which on two detections of one kind are the same thing, named differently."""


@dataclass(frozen=True, slots=True)
class RefinementRequest:
    """What the crop classifier is to be asked about one picture."""

    regions: CropRegions
    people: Boxes
    """(P, 4) the person of each region."""
    settled: Detections
    """The detections that stay as they are; the others are replaced by what the classifier answers."""


@runtime_checkable
class RefinementRequester(Protocol):
    """An analyser that wants the crop classifier asked before it observes."""

    def refinement_request(self, found: Detections, limit: int, *, colour: bool) -> RefinementRequest:
        """What to ask about these detections: at most `limit` regions. `colour`: whether the picture has any."""
        ...


def refinement_request(
    found: Detections,
    wanted: Sequence[tuple[int, str]],
    *,
    table: ItemTable = ITEM_TABLE,
    classes: CropClasses = CROP_CLASSES,
) -> RefinementRequest:
    """The regions of `wanted`, undecided people of `found`: each the index of a person's detection and an item.

    Items that the crop classifier was not trained for are left out.
    """
    boxes: list[NDArray[np.floating]] = []
    priors: list[tuple[float, float]] = []
    kinds: list[int] = []
    asked: list[int] = []
    replaced = np.zeros(len(found), bool)
    for person, item in wanted:
        target = table.row(item).crop
        if target is None:
            continue
        box, prior, same = _region(found, person, target, classes)
        boxes.append(box)
        priors.append(prior)
        kinds.append(int(target.kind))
        asked.append(person)
        replaced |= same
    regions = CropRegions(
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(kinds, np.int64),
        np.array(priors, np.float32).reshape(-1, 2),
    )
    rest = Detections(found.boxes[~replaced], found.scores[~replaced], found.classes[~replaced])
    return RefinementRequest(regions, found.boxes[asked].reshape(-1, 4), rest)


def _region(
    found: Detections, person: int, target: CropTarget, classes: CropClasses
) -> tuple[NDArray[np.floating], tuple[float, float], NDArray[np.bool_]]:
    """The region of one item: its box, the detector's scores of its two classes, and which detections it replaces.

    The best detection of the kind where it ought to be, or that place when there is none.
    """
    body = found.boxes[person : person + 1]
    expected = expected_region(body, target).astype(np.float32)
    of_kind = classes.kind_of[found.classes] == target.kind
    here = of_kind & (iou(found.boxes, expected)[:, 0] >= IN_REGION)
    here &= coverage(found.boxes, body)[:, 0] >= INSIDE
    if not here.any():
        missed = (found.scores[person] * MISSED_PRIORS).astype(np.float32)
        return expected[0], (float(missed[0]), float(missed[1])), here
    best = int(np.argmax(np.where(here, found.scores, -1.0)))
    same = of_kind & (iou(found.boxes, found.boxes[best : best + 1])[:, 0] >= SAME_THING)
    worn, missing = (
        float(found.scores[same & (found.classes == cls)].max(initial=0.0))
        for cls in classes.classes_of[target.kind].tolist()
    )
    least = max(worn, missing) * OTHER_CLASS
    return found.boxes[best], (max(worn, least), max(missing, least)), same
