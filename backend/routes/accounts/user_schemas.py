"""Bodies and answers of `/api/users`, `/api/invitations`, `/api/links` and `/api/account`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from backend.core.accounts import email_address, password_rules
from backend.core.accounts.links import LinkPurpose
from backend.core.accounts.roles import Permission, Role
from backend.core.accounts.scope import Limits
from backend.routes.accounts.schemas import LoginAnswer
from backend.routes.fields import Answered, Asked, Id, Name, Utc

MOST_LIMITS = 1000
Email = Annotated[
    str,
    Field(min_length=3, max_length=email_address.LONGEST, pattern=r"^[^@\x00]+@[^@\x00]+$"),
    AfterValidator(email_address.checked),
]
"""An e-mail address in its normal form."""
Secret = Annotated[str, Field(min_length=1, max_length=password_rules.LONGEST)]
"""A password."""
Token = Annotated[str, Field(min_length=1, max_length=200)]
"""What stands behind `#` in a link."""
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
"""As the caller saw it; another one is refused with `changed_meanwhile`."""
Ids = Annotated[list[Id], Field(max_length=MOST_LIMITS)]


class LimitsAsked(Asked):
    """The sites and cameras that a user sees: every camera of these sites, and these cameras."""

    site_ids: Ids = Field(default_factory=list)
    camera_ids: Ids = Field(default_factory=list)

    def limits(self) -> Limits:
        """The limits."""
        return Limits.of(sites=self.site_ids, cameras=self.camera_ids)


class LimitsAnswer(Answered):
    """The sites and cameras that a user sees. Both empty: none."""

    site_ids: Annotated[list[int], AfterValidator(sorted)]
    camera_ids: Annotated[list[int], AfterValidator(sorted)]


class MemberAnswer(Answered):
    """A user as administrators see one."""

    id: int
    email: str
    name: str
    role: Role
    is_platform: bool
    """Whether it is a platform administrator as well."""
    limits: LimitsAnswer | None
    """null: the whole company."""
    created_at: Utc
    disabled_at: Utc | None
    version: int


class MembersAnswer(Answered):
    """The company's users, by name."""

    items: list[MemberAnswer]


class MemberChange(Asked):
    """What to change; what is absent stays."""

    version: Version
    name: Name | None = None
    role: Role | None = None
    is_platform: bool | None = None
    disabled: bool | None = None
    limits: LimitsAsked | None = None
    """null: the whole company."""


class DeleteMember(Asked):
    """`version`: as the caller saw the user; without it, whatever it is now."""

    version: Version | None = None


class NewInvitation(Asked):
    """Somebody to invite."""

    email: Email
    name: Name
    role: Role
    limits: LimitsAsked | None = None
    """null: the whole company."""
    company_id: Id | None = None
    """Of another company, whose administrator a platform administrator invites; null: the own one."""


class NewRegistrationLink(Asked):
    """Who may register a company."""

    email: Email
    name: Name


class InvitationAnswer(Answered):
    """A link that was neither used nor revoked. Of a registration, company and role are null."""

    id: int
    purpose: LinkPurpose
    company_id: int | None
    user_id: int | None
    """Whose password or address it changes."""
    email: str
    """Of the purpose `email`: the new address."""
    name: str
    role: Role | None
    limits: LimitsAnswer | None
    created_at: Utc
    expires_at: Utc
    is_expired: bool


class InvitationsAnswer(Answered):
    """Open links, newest first."""

    items: list[InvitationAnswer]


class MadeLinkAnswer(Answered):
    """A link to hand over, shown this once."""

    invitation: InvitationAnswer
    link: str
    """`/welcome#<token>`, to be put behind the dashboard's address."""


class LinkToInspect(Asked):
    """A link."""

    token: Token


class LinkAnswer(Answered):
    """What a link is for. Of a registration, company and role are null."""

    purpose: LinkPurpose
    email: str
    name: str
    role: Role | None
    company: str | None
    expires_at: Utc


class LinkToAccept(Asked):
    """A link to use. `password`: of the purposes `invite` and `reset`; `name`: of `invite`, by default as invited."""

    token: Token
    name: Name | None = None
    password: Secret | None = None


class AcceptedAnswer(Answered):
    """A link that was used. `login` is null for the purpose `email`."""

    purpose: LinkPurpose
    login: LoginAnswer | None


class AccountAnswer(Answered):
    """The user who asks."""

    id: int
    email: str
    pending_email: str | None
    """An address that waits for its confirmation."""
    name: str
    role: Role
    is_platform: bool
    permissions: Annotated[list[Permission], AfterValidator(sorted)]
    limits: LimitsAnswer | None
    """null: the whole company."""
    company_id: int
    company: str
    language: Literal["en", "id"] | None
    """null until chosen."""
    version: int


class AccountChange(Asked):
    """What to change; what is absent stays."""

    version: Version
    name: Name | None = None
    language: Literal["en", "id"] | None = None


class PasswordChange(Asked):
    """Another password: at least 12 characters, not the e-mail address, none of the commonest."""

    current_password: Secret
    password: Secret


class AddressChange(Asked):
    """Another e-mail address. `password` is the current one."""

    email: Email
    password: Secret
