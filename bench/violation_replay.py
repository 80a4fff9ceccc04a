"""Frames through a detector, its crop classifier and the judgement of one camera: which violations are opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from numpy.typing import NDArray

from backend.adapters.engines import selection as engines
from backend.adapters.engines.detection_model import Choice
from backend.adapters.inference.picture_detector import PictureDetector
from backend.adapters.models import manifest as model_manifest
from backend.core.analysers.registry import DEFAULT_ANALYSERS, AnalyserContext, create_analysers
from backend.core.analysis.decision import Decision
from backend.core.analysis.scene import NO_REFINED_PEOPLE
from backend.core.pipeline.camera_pipeline import CameraPipeline
from backend.core.ppe.refinement import RefinementOptions, refine
from backend.core.rules.camera_rules import always
from backend.core.rules.rule import default_rules
from backend.core.violations.decisions import ItemsAdded, Opened
from backend.core.vision.colour import has_colour
from backend.core.vision.crops import cut
from backend.core.vision.detections import Detections
from backend.services.camera_process.analysis.detection import CROPS_PER_PICTURE

Picture = NDArray[np.uint8]
START = datetime(2026, 1, 1, tzinfo=UTC)
ITEMS = ("helmet", "vest")
Seen = dict[tuple[str, str, float], Detections]
"""By the detector's SHA-256, the corpus and the time."""


class Violation(NamedTuple):
    """An item in a violation that was opened."""

    item: str
    at: float
    """Seconds into the frames when the observations began to say so."""
    box: tuple[float, float, float, float]
    """Shares of the picture's width and height."""


class Replay:
    """One model of a manifest folder, as cameras use it.

    `seen` keeps what a detector found in each frame: models that differ in their crop classifier only share it.
    """

    def __init__(self, folder: Path, name: str, seen: Seen) -> None:
        entry = model_manifest.read(folder, name)
        self.choice: Choice = engines.load(entry, "onnxruntime", 1)
        file = entry.crop_classifier
        self._classifier = engines.load_crop_classifier(file, 1) if file is not None else None
        self._detect = PictureDetector((self.choice.model, *self.choice.shorter))
        self._seen = seen

    def frames(self, name: str, frames: Iterable[tuple[float, Picture]]) -> list[Violation]:
        """All violations in the frames of a corpus, with their times in seconds."""
        pipeline = _pipeline()
        return [
            each for at, frame in frames for each in self._opened_in(pipeline, frame, self._found(name, at, frame), at)
        ]

    def still(self, name: str, picture: Picture, seconds: float, fps: float) -> list[Violation]:
        """The same for a camera that sees one picture all the time."""
        pipeline, found = _pipeline(), self._found(name, 0.0, picture)
        times = [index / fps for index in range(round(seconds * fps))]
        return [each for at in times for each in self._opened_in(pipeline, picture, found, at)]

    def _found(self, name: str, at: float, frame: Picture) -> Detections:
        key = (self.choice.model.entry.sha256, name, at)
        if key not in self._seen:
            self._seen[key] = self._detect(frame)
        return self._seen[key]

    def _opened_in(self, pipeline: CameraPipeline, frame: Picture, found: Detections, at: float) -> list[Violation]:
        """1. Classify the crops of people who are undecided. 2. Observe. 3. What was opened."""
        height, width = frame.shape[:2]
        refined, colour, classifier = NO_REFINED_PEOPLE, has_colour(frame[::8, ::8]), self._classifier
        asked = pipeline.refinement_request(found, CROPS_PER_PICTURE, colour=colour)
        if classifier is not None and len(asked.regions):
            answers = classifier.classify(cut(frame, asked.regions.squares(), classifier.side), asked.regions.kinds)
            found, refined = refine(asked.regions, answers, asked.settled, RefinementOptions()), asked.people
        scale = self.choice.model.input_size / max(width, height)
        now = START + timedelta(seconds=at)
        outcome = pipeline.observe(found, now, size=(width, height), scale=scale, refined_people=refined, colour=colour)
        return [each for decision in outcome.decisions for each in _violations(decision, width, height)]


def of_clip(path: Path, fps: float) -> Iterator[tuple[float, Picture]]:
    """Time and frame, `fps` times a second at most."""
    due = 0.0
    with av.open(str(path)) as video:
        for frame in video.decode(video=0):
            assert frame.time is not None
            if frame.time >= due - 1e-6:
                due += 1 / fps
                yield frame.time, np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)


def _pipeline() -> CameraPipeline:
    numbers = count(1)
    context = AnalyserContext(rules=always(default_rules(ITEMS)), new_id=lambda _at: str(next(numbers)))
    return CameraPipeline(create_analysers(DEFAULT_ANALYSERS, context))


def _violations(decision: Decision, width: int, height: int) -> list[Violation]:
    """One for each item that a decision adds to what a person is accused of."""
    if not isinstance(decision, Opened | ItemsAdded):
        return []
    x1, y1, x2, y2 = decision.episode.box
    box = (x1 / width, y1 / height, x2 / width, y2 / height)
    return [Violation(item, decision.since - START.timestamp(), box) for item in decision.items]
