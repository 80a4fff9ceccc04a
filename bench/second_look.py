"""The crop classifier: what it adds and what it costs, beside the same detector without it.

    make bench NAME=second_look ARGS="--data ../shared/data/ppe"

1. On labelled pictures: at each true head and torso, what the detector finds there and what the classifier.
2. On the demonstration clips, replayed at five pictures a second through the pipeline: how long each violation takes.
Prints tables and, as the last line, one JSON object.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from backend import settings
from backend.adapters.engines import selection as engines
from backend.adapters.engines.detection_model import Choice, CropModel
from backend.adapters.evaluation import yolo_dataset
from backend.adapters.inference.picture_detector import PictureDetector
from backend.adapters.models import manifest as model_manifest
from backend.adapters.pictures import picture_file
from backend.core.analysers.registry import DEFAULT_ANALYSERS, AnalyserContext, create_analysers
from backend.core.analysis.scene import NO_REFINED_PEOPLE
from backend.core.pipeline.camera_pipeline import CameraPipeline
from backend.core.ppe.items import CLASSES, PERSON, PERSON_CLASS
from backend.core.ppe.refinement import CROP_CLASSES, MISSING, WORN, CropRegions, RefinementOptions, refine
from backend.core.rules.camera_rules import always
from backend.core.rules.rule import default_rules
from backend.core.violations.decisions import ItemsAdded, Opened
from backend.core.vision.boxes import iou
from backend.core.vision.crops import cut
from backend.core.vision.detections import Detections
from backend.services.camera_process.analysis.detection import CROPS_PER_PICTURE

ROOT = Path(__file__).resolve().parent.parent
CLIPS = {"day": ROOT / "demo/warehouse.mp4", "night": ROOT / "demo/warehouse_night.mp4"}
FPS = 10
"""Frames a second of the clips."""
EVERY = 2
"""Which of those frames are used: every second one."""
SMALLEST = 8
"""Short side of a true box, pixels: smaller ones cannot be classified, by people either."""
DECIDED_SCORE = 0.2
"""Score from which on a class counts as found."""
Picture = NDArray[np.uint8]


@dataclass
class Replay:
    """One clip through the pipeline."""

    opened: list[tuple[str, float]] = field(default_factory=list)
    """Item and seconds into the clip of every violation."""
    pictures: int = 0
    places: int = 0
    classifier_seconds: float = 0.0


def main() -> None:
    """Measure both ways and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="labelled pictures, as for make evaluate")
    parser.add_argument("--seconds", type=float, default=math.inf, help="of each clip (all)")
    options = parser.parse_args()
    chosen = settings.load()
    entry = model_manifest.read(chosen.model_dir, chosen.model)
    choice = engines.load(entry, chosen.engine, 1)
    if entry.crop_classifier is None:
        raise SystemExit(f"{entry.label} has no crop classifier.")
    classifier = engines.load_crop_classifier(entry.crop_classifier, 1)
    result: dict[str, Any] = {"model": entry.label, "engine": choice.model.engine}
    if options.data is not None:
        result["places"] = _at_true_boxes(choice, classifier, options.data)
    result["clips"] = {name: _clip(choice, classifier, path, options.seconds) for name, path in CLIPS.items()}
    print(json.dumps(result))


def _at_true_boxes(choice: Choice, classifier: CropModel, data: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Per class and stage the shares that are right, wrong and without a class."""
    detect = PictureDetector((choice.model, *choice.shorter))
    counts: dict[str, Counter[str]] = {
        f"{stage} {name}": Counter() for stage in ("first", "second") for name in CLASSES if name != PERSON_CLASS
    }
    for labelled in yolo_dataset.read(data).pictures:
        picture = picture_file.read(labelled.path)
        height, width = picture.shape[:2]
        boxes = labelled.boxes * [width, height, width, height]
        fit = (labelled.classes != PERSON) & ((boxes[:, 2:] - boxes[:, :2]).min(1, initial=1e9) >= SMALLEST)
        boxes, classes = boxes[fit], labelled.classes[fit]
        if not len(boxes):
            continue
        found = detect(picture)
        places = CropRegions(boxes, CROP_CLASSES.kind_of[classes], np.ones((len(boxes), 2), np.float32))
        answers = classifier.classify(cut(picture, places.squares(), classifier.side), places.kinds)
        for box, cls, answer in zip(boxes, classes.tolist(), answers, strict=True):
            pair = CROP_CLASSES.classes_of[CROP_CLASSES.kind_of[cls]].tolist()
            first = [_best(found, box, c) for c in pair]
            counts[f"first {CLASSES[cls]}"][_verdict(first, pair.index(cls))] += 1
            counts[f"second {CLASSES[cls]}"][_verdict([answer[WORN], answer[MISSING]], pair.index(cls))] += 1
    print("At true boxes (first: detector, second: classifier): right / wrong / neither")
    result: dict[str, dict[str, dict[str, float]]] = {}
    for name, counted in counts.items():
        shares = {verdict: counted[verdict] / max(counted.total(), 1) for verdict in ("right", "wrong", "nothing")}
        stage, item = name.split(" ")
        result.setdefault(item, {})[stage] = {**shares, "places": counted.total()}
        print(
            f"  {item:10} {stage:7}"
            + "".join(f"{share:7.1%}" for share in shares.values())
            + f"   of {counted.total()}"
        )
    return result


def _best(found: Detections, box: NDArray[np.floating], cls: int) -> float:
    of_class = found.of(cls)
    near = iou(of_class.boxes, box[None])[:, 0] >= 0.5
    return float(of_class.scores[near].max(initial=0.0))


def _verdict(scores: list[Any], right: int) -> str:
    if max(scores) < DECIDED_SCORE:
        return "nothing"
    return "right" if int(np.argmax(scores)) == right else "wrong"


def _clip(choice: Choice, classifier: CropModel, path: Path, seconds: float) -> dict[str, Any]:
    """Both ways over one clip."""
    frames = list(_frames(path, seconds))
    without, with_it = _replay(choice, None, frames), _replay(choice, classifier, frames)
    cost = with_it.classifier_seconds * 1000
    each = with_it.places / with_it.pictures
    print(f"{path.name}: {with_it.pictures} pictures, {each:.2f} crops classified in each")
    print(f"  {cost / with_it.pictures:.2f} ms of CPU a picture, {cost / max(with_it.places, 1):.2f} ms a crop")
    for name, replay in (("without", without), ("with", with_it)):
        print(f"  {name:8}" + ", ".join(f"{item} at {seconds:.1f} s" for item, seconds in replay.opened))
    return {
        "without": without.opened,
        "with": with_it.opened,
        "places_a_picture": with_it.places / with_it.pictures,
        "cpu_ms_a_picture": cost / with_it.pictures,
    }


def _frames(path: Path, seconds: float) -> Iterator[Picture]:
    video = cv2.VideoCapture(str(path))
    index = 0
    while True:
        there, frame = video.read()
        if not there or index > seconds * FPS:
            return
        if index % EVERY == 0:
            yield np.asarray(frame, np.uint8)
        index += 1


def _replay(choice: Choice, classifier: CropModel | None, frames: list[Picture]) -> Replay:
    replay = Replay()
    numbers = itertools.count(1)
    pipeline = CameraPipeline(
        create_analysers(
            DEFAULT_ANALYSERS,
            AnalyserContext(rules=always(default_rules(("helmet", "vest"))), new_id=lambda _at: str(next(numbers))),
        )
    )
    detect = PictureDetector((choice.model, *choice.shorter))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for index, frame in enumerate(frames):
        found, closer = detect(frame), NO_REFINED_PEOPLE
        began = time.process_time()
        asked = pipeline.refinement_request(found, CROPS_PER_PICTURE)
        if classifier is not None and len(asked.regions):
            answers = classifier.classify(cut(frame, asked.regions.squares(), classifier.side), asked.regions.kinds)
            found, closer = refine(asked.regions, answers, asked.settled, RefinementOptions()), asked.people
            replay.places += len(answers)
        replay.classifier_seconds += time.process_time() - began
        height, width = frame.shape[:2]
        at = start + timedelta(seconds=index * EVERY / FPS)
        scale = choice.model.input_size / max(width, height)
        outcome = pipeline.observe(found, at, size=(width, height), scale=scale, refined_people=closer)
        replay.opened += [
            (item, index * EVERY / FPS)
            for decision in outcome.decisions
            if isinstance(decision, Opened | ItemsAdded)
            for item in decision.items
        ]
        replay.pictures += 1
    return replay


if __name__ == "__main__":
    main()
