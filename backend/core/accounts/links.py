"""Links that are handed over: what each is for, and how long it can be used."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from backend.core.errors import MandorError, NotFound, Removed

PATH = "/welcome#"
"""The page that takes a link; the token behind it never reaches a server's log."""


class LinkPurpose(StrEnum):
    """What a link does."""

    INVITE = "invite"
    """Makes a user of a company."""
    RESET = "reset"
    """Sets a user's password."""
    EMAIL = "email"
    """Confirms a user's new e-mail address."""
    REGISTER = "register"
    """Registers a company."""


LIFETIMES = {
    LinkPurpose.INVITE: timedelta(days=7),
    LinkPurpose.RESET: timedelta(hours=24),
    LinkPurpose.EMAIL: timedelta(days=7),
    LinkPurpose.REGISTER: timedelta(days=7),
}
"""How long a link can be used. Shorter, and it has expired before it is read; longer, and a forgotten one is found."""


def unknown() -> NotFound:
    """No link has this token."""
    return NotFound(
        "This link is not known.", code="link_unknown", hint="Copy the whole link, or ask an administrator for another."
    )


def fault(
    *, accepted_at: datetime | None, revoked_at: datetime | None, expires_at: datetime, at: datetime
) -> MandorError | None:
    """Why a link cannot be used, or None."""
    if accepted_at is not None:
        return Removed("This link has been used.", code="link_used", hint="Log in, or ask for another link.")
    if revoked_at is not None:
        return Removed("This link was revoked.", code="link_revoked", hint="Ask an administrator for another link.")
    if expires_at <= at:
        return Removed("This link has expired.", code="link_expired", hint="Ask an administrator for another link.")
    return None
