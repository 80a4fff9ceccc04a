"""Failures of sources as `SourceError`: a reason's code, its text and a hint, and never a credential."""

from __future__ import annotations

from backend.core.cameras.camera import REASONS
from backend.core.cameras.hints import HINTS
from backend.core.cameras.source import masked
from backend.core.errors import SourceError
from backend.core.video.login import LoginStep
from backend.core.video.refusal import RefusedRequest, reason_of

LONGEST_LOCATION = 200
_LOGIN_REASONS = {
    LoginStep.REFUSED: ("login_refused", ""),
    LoginStep.NEEDED: ("login_refused", "It asks for a user name and password: write rtsp://user:password@…"),
    LoginStep.UNSUPPORTED: ("login_unsupported", ""),
}


def failure(code: str, hint: str = "") -> SourceError:
    """The error for a reason, with that reason's own hint unless another one is given."""
    return SourceError(REASONS[code], code=code, hint=hint or HINTS[code])


def login_failure(step: LoginStep) -> SourceError:
    """The error for a login that came to nothing."""
    code, hint = _LOGIN_REASONS[step]
    return failure(code, hint)


def status_failure(status: int, stage: RefusedRequest = RefusedRequest.DESCRIBE, *, location: str = "") -> SourceError:
    """The error for a status of 300 or more. `location` is the address that the answer names, if it does."""
    code = reason_of(status, stage)
    named = f" and names {masked(location)[:LONGEST_LOCATION]}" if location and location.isprintable() else ""
    return failure(code, f"It answers {status}{named}. {HINTS[code]}")
