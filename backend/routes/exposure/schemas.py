"""Query and answer of `/api/exposure`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from backend.routes.fields import Answered, Asked, Id, Time, Utc


class ExposureAsked(Asked):
    """Which time: `since` is included, `until` is not; without them, today at the site until now. 31 days at most."""

    by: Literal["hour", "day", "camera", "zone", "rule", "item"] = "hour"
    since: Time | None = None
    until: Time | None = None
    camera_id: Id | None = None
    zone_id: Id | None = None
    rule_id: Annotated[str, Field(pattern="^[a-z0-9-]{1,20}$")] | None = None
    """The number of a rule, or `anywhere` for the required items of the camera's settings."""
    item: Annotated[str, Field(pattern="^[a-z-]{1,16}$")] | None = None


class ExposureSums(Answered):
    """Seconds of people: two people who wear a helmet for a minute are 120."""

    worn_seconds: float
    missing_seconds: float
    not_assessable_seconds: float


class ExposureRowAnswer(ExposureSums):
    """One group. Of the fields that name it those of another grouping are null."""

    since: Utc | None
    """Of an hour or a day at the site."""
    until: Utc | None
    camera_id: int | None
    zone_id: int | None
    """null when grouped by zone: the whole picture."""
    rule_id: str | None
    item: str | None
    name: str
    """Of the zone or rule."""


class ExposureAnswer(ExposureSums):
    """The sums of a window, and how long its cameras observed."""

    since: Utc
    until: Utc
    time_zone: str
    rows: list[ExposureRowAnswer]
    """In the order of their groups; groups without anybody are left out."""
    watched_seconds: float
    """Of cameras, as in the coverage report."""
    blind_seconds: float
    """Of cameras: time of which exposure knows nothing."""
