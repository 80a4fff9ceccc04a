"""What the second look learns from: true boxes, what a detector found near them, and what it found where nothing is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray

from backend.adapters.inference.picture_detector import letterboxed
from backend.core.ppe.items import CLASSES, PERSON, CropKind
from backend.core.ppe.refinement import CROP_CLASSES, expected_regions
from backend.core.vision.boxes import Boxes, Letterbox, iou
from backend.core.vision.detections import Detections, from_raw
from backend.core.vision.detections import Selection as Chosen
from training.network import Detector, anchors
from training.pictures import Picture
from training.samples import as_input
from training.validation import decoded

SIDES = (512, 320)
"""The detector is run at these, so that there are proposals as rough as those on pictures it was not trained on."""
WEAK = Chosen(score_floor=0.004, overlap=0.65, candidates=2000)
LEAST_OVERLAP, MOST_OVERLAP_OF_NOTHING = 0.4, 0.3
PERSON_FLOOR = 0.08
SMALLEST = 4.0


@dataclass(slots=True)
class Candidates:
    """Boxes by what they show. Numbers are indices of pictures."""

    truths: dict[int, list[tuple[int, Boxes]]] = field(default_factory=lambda: {c: [] for c in range(len(CLASSES))})
    """Per class its true boxes."""
    near: dict[int, list[tuple[int, Boxes, Boxes]]] = field(
        default_factory=lambda: {c: [] for c in range(len(CLASSES))}
    )
    """Per class what was found of it: the true box, the found one."""
    nothing: dict[CropKind, list[tuple[int, Boxes]]] = field(default_factory=lambda: {k: [] for k in CropKind})
    """Per kind what was found where there is none."""


def gather(pictures: list[Picture], find: Callable[[Picture], list[Detections]]) -> Candidates:
    """All candidates of the pictures. `find` gives one or several sets of detections for a picture."""
    out = Candidates()
    for index, picture in enumerate(pictures):
        truth = picture.targets
        for cls, *box in truth.tolist():
            if min(box[2] - box[0], box[3] - box[1]) >= SMALLEST:
                out.truths[int(cls)].append((index, np.array(box)))
        for found in find(picture):
            _sort(out, index, truth, found.boxes, CROP_CLASSES.kind_of[found.classes])
            people = found.of(PERSON, at_least=PERSON_FLOOR)
            places = expected_regions(people.boxes, people.scores)
            _sort(out, index, truth, places.boxes, places.kinds)
    return out


def detections_by(network: Detector, device: torch.device) -> Callable[[Picture], list[Detections]]:
    """What a detector finds in a picture at each of `SIDES`, in the picture's pixels, weak boxes too."""
    network = network.to(device).eval()

    @torch.no_grad()
    def find(picture: Picture) -> list[Detections]:
        height, width = picture.image.shape[:2]
        found = []
        for side in SIDES:
            box = Letterbox(width, height, side)
            canvas = torch.from_numpy(letterboxed(picture.image, box)[None])
            cells, strides = (t.to(device) for t in anchors(side, side))
            raw = decoded(network(as_input(canvas, device)), cells, strides)[0].cpu().numpy()
            seen = from_raw(raw, selection=WEAK)
            found.append(Detections(box.to_picture(seen.boxes), seen.scores, seen.classes))
        return found

    return find


def _sort(out: Candidates, index: int, truth: NDArray[np.float32], boxes: Boxes, kinds: NDArray[np.int64]) -> None:
    for kind in CropKind:
        own = boxes[kinds == kind]
        of_kind = truth[CROP_CLASSES.kind_of[truth[:, 0].astype(int)] == kind]
        if not len(own):
            continue
        overlaps = iou(own, of_kind[:, 1:]) if len(of_kind) else np.zeros((len(own), 1))
        best = overlaps.argmax(1)
        for box, overlap, which in zip(own, overlaps.max(1), best, strict=True):
            if overlap >= LEAST_OVERLAP:
                out.near[int(of_kind[which, 0])].append((index, of_kind[which, 1:], box))
            elif overlap < MOST_OVERLAP_OF_NOTHING:
                out.nothing[kind].append((index, box))
