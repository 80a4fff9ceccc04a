"""Whom to look at again in a picture: the places of people of whom it is not yet clear what they wear.

The second look costs more per place than the first does per picture, so it goes where it can change a decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.refinement import CLASSES_OF, KIND_OF, OTHER_CLASS, Kind, Places, expected
from backend.core.vision.boxes import Boxes, coverage, iou
from backend.core.vision.detections import PERSON, Detections

KIND_OF_ITEM = {"helmet": Kind.HEAD, "vest": Kind.TORSO}
AT_PLACE = 0.2
"""Least IoU of a found item with the place where it ought to be. Lower: the neighbour's helmet is looked at."""
INSIDE = 0.6
"""Share of the item that must lie inside the person's box."""
SAME = 0.5
"""IoU from which on two finds of one kind are the same thing, named differently."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What to look at again."""

    places: Places
    people: Boxes
    """(P, 4) the person of each place."""
    settled: Detections
    """The detections that stay as they are; the others are replaced by what the second look says."""


def doubts(found: Detections, wanted: Sequence[tuple[int, str]]) -> Doubts:
    """Where to look, given the people of `found` in doubt: each the index of a person's detection and an item."""
    boxes: list[NDArray[np.floating]] = []
    priors: list[tuple[float, float]] = []
    replaced = np.zeros(len(found), bool)
    for person, item in wanted:
        kind = KIND_OF_ITEM[item]
        body = found.boxes[person : person + 1]
        place = expected(body, found.scores[person : person + 1]).take(np.array([int(kind)]))
        box, prior, same = _found_there(found, kind, place, body)
        boxes.append(box)
        priors.append(prior)
        replaced |= same
    kinds = np.array([KIND_OF_ITEM[item] for _, item in wanted], np.int64)
    people = found.boxes[[person for person, _ in wanted]].reshape(-1, 4)
    places = Places(np.array(boxes, np.float32).reshape(-1, 4), kinds, np.array(priors, np.float32).reshape(-1, 2))
    rest = Detections(found.boxes[~replaced], found.scores[~replaced], found.classes[~replaced])
    return Doubts(places, people, rest)


def _found_there(
    found: Detections, kind: Kind, place: Places, body: Boxes
) -> tuple[NDArray[np.floating], tuple[float, float], NDArray[np.bool_]]:
    """The best find of the kind at a place, what the detector says of its two classes, and which finds that covers."""
    of_kind = (KIND_OF[found.classes] == kind) & (found.classes != PERSON)
    here = of_kind & (iou(found.boxes, place.boxes)[:, 0] >= AT_PLACE)
    here &= coverage(found.boxes, body)[:, 0] >= INSIDE
    if not here.any():
        return place.boxes[0], (float(place.priors[0, 0]), float(place.priors[0, 1])), here
    best = int(np.argmax(np.where(here, found.scores, -1.0)))
    same = of_kind & (iou(found.boxes, found.boxes[best : best + 1])[:, 0] >= SAME)
    worn, missing = (float(found.scores[same & (found.classes == cls)].max(initial=0.0)) for cls in CLASSES_OF[kind])
    least = max(worn, missing) * OTHER_CLASS
    return found.boxes[best], (max(worn, least), max(missing, least)), same
