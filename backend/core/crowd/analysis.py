"""From the people and faces of one picture to counts, a level, density and alerts. Formulas: `docs/crowd.md`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backend.core.crowd.alerts import CrowdAlert, crowd_alerts
from backend.core.crowd.levels import CrowdLevel
from backend.core.crowd.occupied_area import occupied_area
from backend.core.crowd.options import CrowdOptions
from backend.core.vision.boxes import Box, Boxes, box_at
from backend.core.vision.detections import Detections

FACE_SIZES = (("small", 32.0), ("medium", 96.0), ("large", float("inf")))
"""Classes of faces by the longer side of their box in pixels of the picture that was sent, below the number."""
FULL_FACTOR = 2
"""Times the limit of the level high, at which the count's part of the intensity is 100."""


@dataclass(frozen=True, slots=True)
class FoundBox:
    """A face or a body."""

    bbox: Box
    """x1 y1 x2 y2, pixels of the picture that was sent."""
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdAnalysis:
    """Numbers of one picture. What rests on faces is None when no face detector ran."""

    face_count: int | None
    body_count: int
    people_count: int
    """The larger of the two: the level rests on it."""
    crowd_level: CrowdLevel
    density_score: float
    """Share of the picture's area that people occupy, 0 to 1."""
    area_coverage: float
    """The same in per cent."""
    people_density: float
    """People in a million pixels."""
    crowd_intensity: float
    """0 to 100: the mean of how near the count is to a full place, and of the coverage."""
    face_body_ratio: float | None
    """Faces for each body; None without bodies."""
    face_class_distribution: Mapping[str, int] | None
    """Faces by size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedPicture:
    """The analysis with what it rests on."""

    width: int
    height: int
    faces: tuple[FoundBox, ...]
    bodies: tuple[FoundBox, ...]
    faces_available: bool
    """Whether a face detector ran; without one, no faces does not mean that there are none."""
    analysis: CrowdAnalysis
    alerts: tuple[CrowdAlert, ...]


def analyse(
    *, bodies: Detections, faces: Detections | None, width: int, height: int, options: CrowdOptions
) -> AnalysedPicture:
    """The analysis of a picture of this size. `faces`: None when no face detector ran."""
    people = _at_least(bodies, options.body_confidence)
    seen = _at_least(faces, options.face_confidence) if faces is not None else None
    body_count, face_count = len(people), None if seen is None else len(seen)
    count = max(body_count, face_count or 0)
    boxes = people.boxes if seen is None else np.concatenate([people.boxes, seen.boxes])
    density = min(1.0, occupied_area(boxes, width, height) / (width * height))
    full = min(1.0, count / (FULL_FACTOR * options.levels.high))
    return AnalysedPicture(
        width=width,
        height=height,
        faces=_boxes(seen) if seen is not None else (),
        bodies=_boxes(people),
        faces_available=seen is not None,
        analysis=CrowdAnalysis(
            face_count=face_count,
            body_count=body_count,
            people_count=count,
            crowd_level=options.levels.level(count),
            density_score=round(density, 4),
            area_coverage=round(100 * density, 2),
            people_density=round(count * 1e6 / (width * height), 3),
            crowd_intensity=round(50 * (full + density), 1),
            face_body_ratio=round(face_count / body_count, 3) if face_count is not None and body_count else None,
            face_class_distribution=_by_size(seen.boxes) if seen is not None else None,
        ),
        alerts=crowd_alerts(
            faces=face_count,
            bodies=body_count,
            face_threshold=options.face_crowd_threshold,
            body_threshold=options.body_crowd_threshold,
            rules=options.alert_rules,
        ),
    )


def _at_least(found: Detections, confidence: float) -> Detections:
    keep = found.scores >= confidence
    return Detections(found.boxes[keep], found.scores[keep], found.classes[keep])


def _boxes(found: Detections) -> tuple[FoundBox, ...]:
    return tuple(
        FoundBox(_rounded(box_at(found.boxes, index)), round(float(score), 4))
        for index, score in enumerate(found.scores)
    )


def _rounded(box: Box) -> Box:
    x1, y1, x2, y2 = (round(value, 1) for value in box)
    return x1, y1, x2, y2


def _by_size(boxes: Boxes) -> dict[str, int]:
    counts = dict.fromkeys((name for name, _ in FACE_SIZES), 0)
    for x1, y1, x2, y2 in boxes.tolist():
        side = max(x2 - x1, y2 - y1)
        counts[next(name for name, below in FACE_SIZES if side < below)] += 1
    return counts
