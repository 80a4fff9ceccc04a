"""Bodies and answers of `/api/sites`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from backend.routes.accounts.schemas import SiteAnswer
from backend.routes.fields import Answered, Asked, Name
from backend.routes.schedules.schemas import ZoneName


class NewSite(Asked):
    """A site to add. `time_zone`: an IANA name such as `Asia/Jakarta`."""

    name: Name
    time_zone: ZoneName


class SiteChange(Asked):
    """What to change; what is absent stays. Another `version` than the stored one is refused: `changed_meanwhile`."""

    name: Name | None = None
    time_zone: ZoneName | None = None
    archived: Annotated[bool, Field(strict=True)] | None = None
    """An archived site takes no cameras. One with cameras is not archived."""
    version: Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)] | None = None


class SitesAnswer(Answered):
    """The sites that the user sees, oldest first."""

    items: list[SiteAnswer]


class ContentsAnswer(Answered):
    """How much a site or a company holds, removed cameras included. A site has no users."""

    sites: int
    cameras: int
    schedules: int
    """Of a site: schedules that its cameras follow."""
    violations: int
    users: int
