"""A clip through the shipped detector, crop classifier and pipeline, as fast as they go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from numpy.typing import NDArray

from backend import settings
from backend.adapters.engines import selection as engines
from backend.adapters.inference.picture_detector import PictureDetector
from backend.adapters.models import manifest as model_manifest
from backend.core.analysis.scene import NO_REFINED_PEOPLE
from backend.core.ppe.refinement import RefinementOptions, refine
from backend.core.violations.decisions import ItemsAdded, Opened
from backend.core.vision.colour import has_colour
from backend.core.vision.crops import cut
from backend.services.camera_process.analysis.detection import CROPS_PER_PICTURE
from tests.support.pipelines import ppe_pipeline

Picture = NDArray[np.uint8]
START = datetime(2026, 1, 1, tzinfo=UTC)


class Accused(NamedTuple):
    """An item in a violation that was opened."""

    item: str
    at: float
    """Seconds into the clip when the evidence began to point to "missing"."""
    box: tuple[float, float, float, float]
    """Shares of the picture's width and height."""


def accused(clip: Path, fps: float) -> list[Accused]:
    """All violations of a clip of which `fps` pictures a second are observed."""
    chosen = settings.load()
    entry = model_manifest.read(chosen.model_dir, chosen.model)
    choice = engines.load(entry, "onnxruntime", 1)
    assert entry.crop_classifier is not None
    classifier = engines.load_crop_classifier(entry.crop_classifier, 1)
    detect = PictureDetector((choice.model, *choice.shorter))
    pipeline = ppe_pipeline(("helmet", "vest"))
    found_all = []
    for seconds, picture in _pictures(clip, fps):
        height, width = picture.shape[:2]
        found, refined = detect(picture), NO_REFINED_PEOPLE
        colour = has_colour(picture[::8, ::8])
        asked = pipeline.refinement_request(found, CROPS_PER_PICTURE, colour=colour)
        if len(asked.regions):
            answers = classifier.classify(cut(picture, asked.regions.squares(), classifier.side), asked.regions.kinds)
            found, refined = refine(asked.regions, answers, asked.settled, RefinementOptions()), asked.people
        scale = choice.model.input_size / max(width, height)
        at = START + timedelta(seconds=seconds)
        outcome = pipeline.observe(found, at, size=(width, height), scale=scale, refined_people=refined, colour=colour)
        for decision in outcome.decisions:
            if isinstance(decision, Opened | ItemsAdded):
                x1, y1, x2, y2 = decision.episode.box
                box = (x1 / width, y1 / height, x2 / width, y2 / height)
                found_all += [Accused(item, decision.since - START.timestamp(), box) for item in decision.items]
    return found_all


def _pictures(clip: Path, fps: float) -> Iterator[tuple[float, Picture]]:
    """Time and picture, `fps` times a second at most."""
    due = 0.0
    with av.open(str(clip)) as video:
        for frame in video.decode(video=0):
            assert frame.time is not None
            if frame.time >= due - 1e-6:
                due += 1 / fps
                yield frame.time, np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
