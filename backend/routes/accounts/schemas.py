"""Bodies and answers of `/api/auth`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from backend.core.accounts.roles import Permission, Role
from backend.routes.fields import Answered, Asked, Utc


class Credentials(Asked):
    """Who logs in."""

    email: Annotated[str, Field(min_length=1, max_length=254, pattern=r"^[^\x00]*$")]
    password: Annotated[str, Field(min_length=1, max_length=1024)]


class UserAnswer(Answered):
    """A user."""

    id: int
    email: str
    name: str
    role: Role
    is_platform: bool
    permissions: list[Permission]
    company_id: int


class LoginAnswer(Answered):
    """A log-in that succeeded. `expires_in` is in seconds."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the name of the scheme
    expires_in: int
    user: UserAnswer


class SiteAnswer(Answered):
    """A site."""

    id: int
    name: str
    time_zone: str
    archived_at: Utc | None
    version: int


class MeAnswer(Answered):
    """The user of the request, and their sites."""

    user: UserAnswer
    sites: list[SiteAnswer]
