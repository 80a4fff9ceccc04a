"""Queries and answers of `/api/crowd/video`."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from backend.core.crowd.levels import CrowdLevel
from backend.core.crowd.video_job import VideoState
from backend.routes.crowd.schemas import CrowdOverrides, CrowdStatisticsAnswer
from backend.routes.fields import Answered, Asked, Utc


class CrowdVideoQuery(CrowdOverrides, Asked):
    """How a video is analysed."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    every: Annotated[int, Field(ge=1, le=300)] = 1
    """Every how many pictures one is analysed; the others show the analysis before."""


class SecondAnswer(Answered):
    """The pictures of one second that were analysed."""

    second: int
    frames: int
    most_faces: int | None
    """null: no face detector ran."""
    most_bodies: int
    most_people: int
    mean_people: float
    crowd_level: CrowdLevel
    """Of the picture with most people."""
    density_score: float
    """The highest."""


class CrowdVideoResult(Answered):
    """What was found in a video."""

    width: int
    height: int
    frames_per_second: float
    faces_available: bool
    statistics: CrowdStatisticsAnswer
    seconds: list[SecondAnswer]
    """A second without an analysed picture is left out."""


class CrowdVideoAnswer(Answered):
    """A video that was sent. All of it is deleted an hour after it has ended."""

    id: str
    state: VideoState
    progress: float | None
    """0 to 1; null while it cannot be known."""
    frames_done: int
    frames_expected: int | None
    every: int
    created_at: Utc
    code: str
    """Why it failed; empty otherwise."""
    reason: str
    result: CrowdVideoResult | None
    """null until it is done."""
