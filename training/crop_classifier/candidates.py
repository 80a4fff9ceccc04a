"""What the crop classifier learns from: true boxes, and what a detector found near them and where nothing is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray

from backend.adapters.inference.picture_detector import letterboxed
from backend.core.ppe.items import CLASSES, PERSON, CropKind
from backend.core.ppe.refinement import CROP_CLASSES, expected_regions
from backend.core.vision.boxes import Boxes, Letterbox, iou
from backend.core.vision.detections import Detections, from_raw
from backend.core.vision.detections import Selection as Chosen
from training.data.class_ids import NO_HELMET
from training.data.label_code import labelled_of, objects
from training.data.pictures import Picture
from training.data.samples import as_input
from training.nets.network import Detector, anchors
from training.validation import decoded

SIDES = (512, 320)
"""The detector is run at these, so that there are proposals as rough as those on pictures it was not trained on."""
WEAK = Chosen(score_floor=0.004, overlap=0.65, candidates=2000)
LEAST_OVERLAP, MOST_OVERLAP_OF_NOTHING = 0.4, 0.3
PERSON_FLOOR = 0.08
SMALLEST = 4.0
SAME_HEAD = 0.3
"""Overlap from which on a hat and a labelled head are the same."""


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
    headgear: list[tuple[int, Boxes]] = field(default_factory=list)
    """Heads under a cap, a hood or another hat that is no helmet."""
    labelled: list[frozenset[CropKind]] = field(default_factory=list)
    """Per picture the kinds of which both classes are labelled completely."""

    def is_headgear(self, where: int, truth: Boxes) -> bool:
        """Whether this labelled head of a picture is one of `headgear`."""
        return any(where == index and np.array_equal(truth, box) for index, box in self.headgear)


def gather(
    pictures: list[Picture],
    find: Callable[[Picture], list[Detections]],
    headgear: Mapping[str, Boxes] | None = None,
) -> Candidates:
    """All candidates of the pictures. `find` gives one or several sets of detections for a picture, `headgear` per
    file name the boxes (K, 4) of hats that are no helmets."""
    out = Candidates()
    for index, picture in enumerate(pictures):
        truth = objects(picture.targets)
        out.labelled.append(labelled_kinds(picture.targets))
        hats = (headgear or {}).get(picture.path.name)
        if hats is not None:
            bare = truth[truth[:, 0] == NO_HELMET, 1:].astype(float)
            hit = iou(bare, hats).max(1) >= SAME_HEAD if len(bare) else np.zeros(0, bool)
            out.headgear += [(index, box) for box in bare[hit]]
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


def detections_by_file(path: Path, side: int) -> Callable[[Picture], list[Detections]]:
    """The same by an exported detector of this input side, in a third of the time."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def find(picture: Picture) -> list[Detections]:
        height, width = picture.image.shape[:2]
        box = Letterbox(width, height, side)
        canvas = letterboxed(picture.image, box)[None].transpose(0, 3, 1, 2).astype(np.float32)
        seen = from_raw(session.run(None, {"images": canvas})[0][0], selection=WEAK)
        return [Detections(box.to_picture(seen.boxes), seen.scores, seen.classes)]

    return find


def labelled_kinds(targets: NDArray[np.float32]) -> frozenset[CropKind]:
    """The kinds of which all classes are labelled completely in a picture with these targets (M, 5)."""
    if not len(targets):
        return frozenset(CropKind)
    complete = labelled_of(torch.from_numpy(targets[:1, 0]))[0].numpy()
    return frozenset(kind for kind in CropKind if complete[np.equal(CROP_CLASSES.kind_of, kind)].all())


def _sort(out: Candidates, index: int, truth: NDArray[np.float32], boxes: Boxes, kinds: NDArray[np.int64]) -> None:
    for kind in out.labelled[index]:
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
