"""Queries and answers of `/api/cameras/<id>/coverage` and `/api/stats/coverage`."""

from __future__ import annotations

from backend.routes.fields import Answered, Asked, Id, Time, Utc


class CoverageWindow(Asked):
    """Which time: `since` is included, `until` is not; without them, today at the site until now. 31 days at most."""

    since: Time | None = None
    until: Time | None = None


class CompanyCoverageQuery(CoverageWindow):
    """Which time, and of which camera."""

    camera_id: Id | None = None
    demo: bool | None = None
    """False leaves out demonstration cameras, true all others."""


class BlindReasonAnswer(Answered):
    """Blind time of one reason. `planned`: a user or a schedule wanted it so."""

    reason: str
    message: str
    planned: bool
    seconds: float


class CoverageAnswer(Answered):
    """How long was observed and how long not. Observed and blind add up; planned is a part of blind."""

    since: Utc
    until: Utc
    watched_seconds: float
    blind_seconds: float
    planned_seconds: float
    by_reason: list[BlindReasonAnswer]


class CameraCoverageAnswer(CoverageAnswer):
    """One camera's part. Its window begins not before the camera and ends with its removal."""

    camera_id: int
    camera_name: str


class CompanyCoverageAnswer(CoverageAnswer):
    """The sum over the cameras, and each."""

    cameras: list[CameraCoverageAnswer]


class StretchAnswer(Answered):
    """A part of a timeline; `reason` is null where the camera observed."""

    since: Utc
    until: Utc
    reason: str | None
    planned: bool


class CameraTimelineAnswer(CameraCoverageAnswer):
    """One camera's time and its course."""

    intervals: list[StretchAnswer]
