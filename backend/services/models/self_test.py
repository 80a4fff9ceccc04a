"""A test of a model on one picture, in a confined process, before it is used on cameras."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.adapters.pictures import boxed_picture
from backend.adapters.processes import confined_process
from backend.core.errors import ModelError
from backend.core.ppe.items import CLASSES, PERSON
from backend.core.vision.detections import Detections

SECONDS = 300.0
COUNTED_SCORE = 0.4
"""Score from which a detection is counted and drawn."""
LEAST_PERSON_SCORE = 0.25
"""Score that the best person must have."""
MOST_IN_NOISE = 2
"""Counted detections in noise. A model that gets another kind of pixels than it was trained with detects things
anywhere."""
SMALLEST_PERSON = 4.0
"""Pixels. People smaller than that are coordinates of another kind."""
PICTURE = "self-test.jpg"
PIXELS_HINT = "If its pixels are of another kind than shown above: PIXELS=bgr-255, rgb-255, bgr-1 or rgb-1."


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """Its result."""

    engine: str
    device: str
    milliseconds: Mapping[str, float]
    """Time for one picture, by engine."""
    counts: Mapping[str, int]
    """Counted detections, by item."""
    forms_agree: bool
    """Whether the form for wide pictures finds what the square one finds."""


def run(made: Path, work: Path, picture: NDArray[np.uint8], *, engine: str, threads: int, gpu: bool) -> SelfTest:
    """Run the model of the folder `made` on the picture (BGR), and draw what it finds into `made`.

    ModelError when it cannot run, or finds no person.
    """
    np.save(work / "picture.npy", picture)
    request = {
        "models": str(made),
        "picture": str(work / "picture.npy"),
        "engine": engine,
        "threads": threads,
        "needs_gpu": gpu,
    }
    answer = confined_process.run("backend.workers.confined.model_trial", request, work, seconds=SECONDS)
    try:
        found, wide, noise = (_detections(answer[name]) for name in ("square", "wide", "noise"))
        milliseconds = {str(name)[:40]: float(ms) for name, ms in dict(answer["milliseconds"]).items()}
    except (KeyError, ValueError, TypeError) as error:
        raise ModelError(
            f"What the model finds are no boxes ({error}).", hint="Is it a detector, and LAYOUT and PIXELS right?"
        ) from error
    boxed_picture.write(made / PICTURE, picture, _counted(found))
    _check_sane(found, noise)
    return SelfTest(
        engine=str(answer.get("engine"))[:40],
        device=str(answer.get("device"))[:40],
        milliseconds=milliseconds,
        counts=_counts(found),
        forms_agree=_counts(found) == _counts(wide),
    )


def _detections(answer: Any) -> Detections:
    """ValueError unless they are finite boxes of classes of ours."""
    boxes = np.asarray(answer["boxes"], dtype=np.float32).reshape(-1, 4)
    scores = np.asarray(answer["scores"], dtype=np.float32)
    classes = np.asarray(answer["classes"], dtype=np.int64)
    if not len(boxes) == len(scores) == len(classes) or not np.isin(classes, np.arange(len(CLASSES))).all():
        raise ValueError("they do not fit together")
    if not (np.isfinite(boxes).all() and np.isfinite(scores).all()):
        raise ValueError("some are no numbers")
    return Detections(boxes, scores, classes)


def _check_sane(found: Detections, noise: Detections) -> None:
    """ModelError unless it finds people in the picture, of a sensible size, and next to nothing in noise."""
    people = found.of(PERSON, at_least=LEAST_PERSON_SCORE)
    if not len(people):
        best = float(found.of(PERSON).scores.max(initial=0.0))
        raise ModelError(
            f"It finds no person in the picture (the best score is {best:.2f}).",
            hint=f"If it was trained for other pictures, give one with people in it: PICTURE=site.jpg. {PIXELS_HINT}",
        )
    if (imagined := len(_counted(noise))) > MOST_IN_NOISE:
        raise ModelError(f"It finds {imagined} things in a picture of nothing but noise.", hint=PIXELS_HINT)
    if float((people.boxes[:, 2:] - people.boxes[:, :2]).max()) < SMALLEST_PERSON:
        raise ModelError(
            "Its boxes are smaller than any person: they are not in pixels of its input.",
            hint="Export it without normalised boxes.",
        )


def _counted(found: Detections) -> Detections:
    keep = found.scores >= COUNTED_SCORE
    return Detections(found.boxes[keep], found.scores[keep], found.classes[keep])


def _counts(found: Detections) -> dict[str, int]:
    return {name: len(found.of(cls, at_least=COUNTED_SCORE)) for cls, name in enumerate(CLASSES)}
