"""Bodies and answers of `/api/companies` and `/api/company`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, SecretStr

from backend.routes.cameras.site_schemas import ContentsAnswer, NewSite
from backend.routes.fields import Answered, Asked, Name, Utc

CameraLimit = Annotated[int, Field(ge=0, le=100_000, strict=True)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
EmailText = Annotated[str, Field(min_length=3, max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+$")]
Reason = Annotated[Name, Field(min_length=1, max_length=80)]


class NewCompany(Asked):
    """A company to add, with its first site. `camera_limit`: the most cameras; null is no limit."""

    name: Name
    site: NewSite
    camera_limit: CameraLimit | None = None


class CompanyChange(Asked):
    """What to change; what is absent stays. Another `version` than the stored one is refused: `changed_meanwhile`."""

    name: Name | None = None
    camera_limit: CameraLimit | None = None
    """null removes the limit."""
    archived: Annotated[bool, Field(strict=True)] | None = None
    """Archived: its cameras stop, and nobody of it logs in."""
    version: Version


class OwnCompanyChange(Asked):
    """The company's new name."""

    name: Name
    version: Version


class ErasureAsked(Asked):
    """The company's name, to confirm that all of it is erased."""

    name: Annotated[str, Field(max_length=80)]


class AccessAsked(Asked):
    """Why the company's pictures are looked at. Its administrators read it in their audit."""

    reason: Reason


class NewRegistration(Asked):
    """A company that registers: its first site and its first administrator.

    `token`: of the link, where registration is by invitation.
    """

    company: Name
    site: NewSite
    email: EmailText
    name: Name
    password: Annotated[SecretStr, Field(min_length=10, max_length=1024)]
    token: Annotated[str, Field(max_length=200)] = ""


class CompanyAnswer(Answered):
    """A company."""

    id: int
    name: str
    created_at: Utc
    archived_at: Utc | None
    camera_limit: int | None
    version: int


class CompanyOverview(Answered):
    """A company as a platform administrator sees it."""

    id: int
    name: str
    created_at: Utc
    archived_at: Utc | None
    camera_limit: int | None
    version: int
    contents: ContentsAnswer
    live_cameras: int
    """Cameras that count towards the limit: not removed."""
    camera_states: dict[str, int]
    """Number of cameras by state; empty for an archived company."""
    erasing: bool


class CompaniesAnswer(Answered):
    """All companies of the installation, oldest first."""

    items: list[CompanyOverview]


class ErasureProofAnswer(Answered):
    """What was erased: rows by table, files, and the SHA-256 over all of it. It is in the installation's audit."""

    rows: dict[str, int]
    files: int
    keys: int
    digest: str
    finished_at: Utc


class ErasureAnswer(Answered):
    """How far an erasure is. `proof` is null until it ended."""

    company_id: int
    name: str
    state: Literal["waiting", "running", "done"]
    requested_at: Utc
    at_first: ContentsAnswer
    left: ContentsAnswer
    proof: ErasureProofAnswer | None


class AccessAnswer(Answered):
    """A token with which a platform administrator sees the company like a viewer. `expires_in` is in seconds."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the name of the scheme
    expires_in: int
    company: CompanyAnswer


class RegistrationAnswer(Answered):
    """Who may register a company here."""

    registration: Literal["closed", "invitation", "open"]
