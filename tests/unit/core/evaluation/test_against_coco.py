"""Our average precision against pycocotools, the reference implementation, on made-up pictures."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from backend.core.evaluation.box_matching import BY_SIZE
from backend.core.evaluation.detection_figures import Looked, rankings
from backend.core.ppe.items import CLASSES
from backend.core.vision.detections import Detections

MOST = 300


def made_up(seed: int, pictures: int) -> list[Looked]:
    """Pictures with things of all sizes; most are found, roughly, some twice, some as another class, some not there."""
    random = np.random.default_rng(seed)
    return [_picture(random) for _ in range(pictures)]


def _picture(random: np.random.Generator) -> Looked:
    things = random.integers(0, 12)
    corner = random.uniform(0, 500, (things, 2))
    size = random.choice([12, 30, 33, 60, 95, 97, 200], (things, 1)) * random.uniform(0.5, 2, (things, 2))
    truth = np.concatenate([corner, corner + size], axis=1)
    classes = random.integers(0, len(CLASSES), things)
    which = random.integers(0, max(things, 1), random.integers(0, 20)) if things else np.zeros(0, dtype=int)
    found = truth[which] + random.normal(0, 0.06, (len(which), 4)) * np.tile(size[which], 2)
    found = np.concatenate([np.minimum(found[:, :2], found[:, 2:] - 1), found[:, 2:]], axis=1)
    said = np.where(random.random(len(which)) < 0.8, classes[which], random.integers(0, len(CLASSES), len(which)))
    scores = random.random(len(which))
    return Looked(_detections(found, scores, said), _detections(truth, np.ones(things), classes))


def _detections(boxes: np.ndarray, scores: np.ndarray, classes: np.ndarray) -> Detections:
    return Detections(boxes.reshape(-1, 4), scores, classes.astype(np.int64))


def reference(pictures: list[Looked]) -> COCOeval:
    """What pycocotools makes of it."""
    truth, found = [], []
    for image, picture in enumerate(pictures, start=1):
        for box, _, cls in rows(picture.truth):
            area = float(box[2] * box[3])
            truth.append({"image_id": image, "category_id": cls, "bbox": box, "area": area, "iscrowd": 0})
        found += [
            {"image_id": image, "category_id": c, "bbox": b, "score": s, "area": float(b[2] * b[3])}
            for b, s, c in rows(picture.found)
        ]
    runs = COCOeval(_index(truth, len(pictures)), _index(found, len(pictures)), "bbox")
    runs.params.maxDets = [MOST]
    runs.evaluate()
    runs.accumulate()
    return runs


def rows(found: Detections) -> list[tuple[list[float], float, int]]:
    corner, size = found.boxes[:, :2], found.boxes[:, 2:] - found.boxes[:, :2]
    boxes = np.concatenate([corner, size], axis=1).tolist()
    return list(zip(boxes, found.scores.tolist(), (found.classes + 1).tolist(), strict=True))


def _index(annotations: list[dict], images: int) -> COCO:
    index = COCO()
    index.dataset = {
        "images": [{"id": i} for i in range(1, images + 1)],
        "categories": [{"id": i + 1, "name": name} for i, name in enumerate(CLASSES)],
        "annotations": [{**copy.copy(a), "id": i} for i, a in enumerate(annotations, start=1)],
    }
    index.createIndex()
    return index


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_every_class_and_size_has_the_references_average_precision(seed: int, count: int) -> None:
    pictures = made_up(seed, count)
    precision = reference(pictures).eval["precision"]  # overlap, recall, class, size, limit
    for size, name in enumerate(["all", *BY_SIZE]):
        ours = rankings(pictures) if name == "all" else rankings(pictures, BY_SIZE[name])
        for cls, ranking in enumerate(ours.values()):
            theirs = precision[:, :, cls, size, 0]
            wanted = (None, None) if (theirs < 0).all() else (theirs[0].mean(), theirs.mean())
            assert ranking.ap50() == (None if wanted[0] is None else pytest.approx(wanted[0], abs=1e-6))
            assert ranking.ap50_95() == (None if wanted[1] is None else pytest.approx(wanted[1], abs=1e-6))


def test_the_comparison_has_something_to_compare() -> None:
    found = [ranking.ap50() for ranking in rankings(made_up(1, 40)).values()]
    assert all(ap is not None and 0.2 < ap < 0.95 for ap in found)
