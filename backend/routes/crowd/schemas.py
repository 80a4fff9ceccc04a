"""Queries and answers of the crowd interface; the socket's messages have the same form."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from backend.core.crowd.alerts import AlertLevel, AlertType
from backend.core.crowd.levels import CrowdLevel
from backend.core.crowd.options import LEAST_CONFIDENCE, CrowdOptions
from backend.routes.fields import Answered, Asked, Utc

Confidence = Annotated[float, Field(ge=LEAST_CONFIDENCE, le=1)]
Threshold = Annotated[int, Field(ge=1, le=10_000)]
Bbox = tuple[float, float, float, float]


class CrowdOverrides(BaseModel):
    """What a request sets; what is absent is as the installation sets it."""

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    confidence_threshold: Confidence | None = None
    """Of faces and bodies."""
    face_confidence_threshold: Confidence | None = None
    body_confidence_threshold: Confidence | None = None
    crowd_threshold: Threshold | None = None
    """From so many faces or bodies on there is an alert."""
    face_crowd_threshold: Threshold | None = None
    body_crowd_threshold: Threshold | None = None

    def applied(self, options: CrowdOptions) -> CrowdOptions:
        """The options with these in place of theirs; a threshold of its own goes before the common one."""
        both, crowd = self.confidence_threshold, self.crowd_threshold
        chosen = {
            "face_confidence": self.face_confidence_threshold or both,
            "body_confidence": self.body_confidence_threshold or both,
            "face_crowd_threshold": self.face_crowd_threshold or crowd,
            "body_crowd_threshold": self.body_crowd_threshold or crowd,
        }
        return replace(options, **{name: value for name, value in chosen.items() if value is not None})  # type: ignore[arg-type]


class CrowdQuery(CrowdOverrides, Asked):
    """How a picture is analysed."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    annotated: bool = False
    """Whether the answer has the picture with its boxes drawn."""


class FoundBoxAnswer(Answered):
    """A face or a body: x1 y1 x2 y2 in pixels of the picture that was sent."""

    bbox: Bbox
    confidence: float


class CrowdAnalysisAnswer(Answered):
    """Numbers of one picture. What rests on faces is null when no face detector runs."""

    face_count: int | None
    body_count: int
    people_count: int
    """The larger of the two."""
    crowd_level: CrowdLevel
    density_score: float
    """Share of the picture's area that people occupy, 0 to 1."""
    area_coverage: float
    """The same in per cent."""
    people_density: float
    """People in a million pixels."""
    crowd_intensity: float
    """0 to 100."""
    face_body_ratio: float | None
    """Faces for each body; null without bodies."""
    face_class_distribution: dict[str, int] | None
    """Faces by size: small below 32 pixels, medium below 96, large."""


class CrowdAlertAnswer(Answered):
    """An alert."""

    type: AlertType
    message: str
    level: AlertLevel


class FrameInfoAnswer(Answered):
    """The picture that was analysed."""

    width: int
    height: int
    replaced: int
    """Pictures of this client so far in whose place a newer one was analysed."""


class CrowdStatisticsAnswer(Answered):
    """What was analysed since `since`. Means are null before the first picture."""

    since: Utc
    frames: int
    errors: int
    alerts: int
    faces: int
    bodies: int
    most_people: int
    mean_people: float | None
    mean_density: float | None
    mean_seconds: float | None
    levels: dict[str, int]
    """Pictures by level."""


class CrowdPictureAnswer(Answered):
    """What was found in a picture."""

    faces: list[FoundBoxAnswer]
    faces_available: bool
    """false: no face detector runs, so `faces` is empty without having been counted."""
    bodies: list[FoundBoxAnswer]
    crowd_analysis: CrowdAnalysisAnswer
    alerts: list[CrowdAlertAnswer]
    processing_time: float
    """Seconds."""
    timestamp: Utc
    frame_info: FrameInfoAnswer
    annotated_image: str | None
    """JPEG as a data URL, where it was asked for."""


class CrowdStatsAnswer(Answered):
    """The interface as the caller's company uses it."""

    active_connections: int
    connection_limit: int
    """Of all companies together."""
    total_frames_processed: int
    average_processing_time: float | None
    """Seconds; null before the first picture."""
    uptime: float
    """Seconds since the backend began."""
    statistics: CrowdStatisticsAnswer
