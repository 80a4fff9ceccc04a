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

from backend.adapters import engines, model_manifest
from backend.adapters.detection_model import Choice
from backend.adapters.picture_detector import PictureDetector
from backend.core.camera_pipeline import NOBODY_CLOSER, CameraPipeline
from backend.core.colour import has_colour
from backend.core.crops import cut
from backend.core.detection import Detections
from backend.core.second_look import SecondLookOptions, conclude
from backend.core.violation_processor import Opened
from backend.services.camera_watch import PLACES_A_PICTURE

Picture = NDArray[np.uint8]
START = datetime(2026, 1, 1, tzinfo=UTC)
ITEMS = ("helmet", "vest")
Seen = dict[tuple[str, str, float], Detections]
"""By the detector's SHA-256, the corpus and the time."""


class Violation(NamedTuple):
    """A violation that was opened."""

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
        self.choice: Choice = engines.load(model_manifest.read(folder, name), "onnxruntime", 1)
        self._detect = PictureDetector((self.choice.model, *self.choice.shorter))
        self._seen = seen

    def frames(self, name: str, frames: Iterable[tuple[float, Picture]]) -> list[Violation]:
        """All violations in the frames of a corpus, with their times in seconds."""
        pipeline = _pipeline()
        return [each for at, frame in frames for each in self._judge(pipeline, frame, self._found(name, at, frame), at)]

    def still(self, name: str, picture: Picture, seconds: float, fps: float) -> list[Violation]:
        """The same for a camera that sees one picture all the time."""
        pipeline, found = _pipeline(), self._found(name, 0.0, picture)
        times = [index / fps for index in range(round(seconds * fps))]
        return [each for at in times for each in self._judge(pipeline, picture, found, at)]

    def _found(self, name: str, at: float, frame: Picture) -> Detections:
        key = (self.choice.model.entry.sha256, name, at)
        if key not in self._seen:
            self._seen[key] = self._detect(frame)
        return self._seen[key]

    def _judge(self, pipeline: CameraPipeline, frame: Picture, found: Detections, at: float) -> list[Violation]:
        """1. Classify the crops of people in doubt. 2. Judge. 3. What was opened."""
        height, width = frame.shape[:2]
        closer, colour, again = NOBODY_CLOSER, has_colour(frame[::8, ::8]), self.choice.second_look
        asked = pipeline.in_doubt(found, PLACES_A_PICTURE, colour=colour)
        if again is not None and len(asked.places):
            answers = again.answers(cut(frame, asked.places.squares(), again.side), asked.places.kinds)
            found, closer = conclude(asked.places, answers, asked.settled, SecondLookOptions()), asked.people
        scale = self.choice.model.input_size / max(width, height)
        now = START + timedelta(seconds=at)
        outcome = pipeline.judge(found, now, size=(width, height), scale=scale, closer=closer, colour=colour)
        return [_violation(d, width, height) for d in outcome.decisions if isinstance(d, Opened)]


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
    return CameraPipeline(ITEMS, lambda _at: str(next(numbers)))


def _violation(opened: Opened, width: int, height: int) -> Violation:
    x1, y1, x2, y2 = opened.episode.box
    since = opened.episode.opened_at - START.timestamp()
    return Violation(opened.episode.item, since, (x1 / width, y1 / height, x2 / width, y2 / height))
