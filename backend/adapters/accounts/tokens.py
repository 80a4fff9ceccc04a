"""Signed tokens (JWT, HS256), one audience per purpose: a token for a picture opens no account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from backend.core.errors import NotAuthenticated

STREAM_LIFETIME = timedelta(minutes=5)
_HINT = "Log in again."


@dataclass(frozen=True, slots=True)
class UserClaim:
    """A token's word that it was given to this user under this password."""

    user_id: int
    fingerprint: str
    expires_at: datetime
    company_id: int | None = None
    """Of another company that a platform administrator visits; None is the user's own."""


@dataclass(frozen=True, slots=True)
class StreamClaim:
    """A token's word that this user may watch this camera."""

    camera_id: int
    user: UserClaim


@dataclass(frozen=True, slots=True)
class EvidenceClaim:
    """A token's word that this user was shown this violation."""

    violation_id: str
    user: UserClaim


class Tokens:
    """Makes and reads tokens. Reading raises NotAuthenticated without the part that was wrong."""

    def __init__(self, secret_key: str) -> None:
        self._key = secret_key

    def access(
        self, user_id: int, fingerprint: str, *, at: datetime, lifetime: timedelta, company_id: int | None = None
    ) -> str:
        """The token of a log-in, or of a visit to another company."""
        return self._signed("access", str(user_id), at + lifetime, pwd=fingerprint, **_visiting(company_id))

    def read_access(self, token: str, *, at: datetime) -> UserClaim:
        """Whose log-in it is."""
        return _user_claim(self._read("access", token, at, "pwd"), subject="sub")

    def stream(
        self, camera_id: int, user_id: int, fingerprint: str, *, at: datetime, company_id: int | None = None
    ) -> str:
        """A token for the live picture of one camera, good for 5 minutes. `company_id`: of a visit."""
        visiting = _visiting(company_id)
        return self._signed("stream", str(camera_id), at + STREAM_LIFETIME, uid=user_id, pwd=fingerprint, **visiting)

    def read_stream(self, token: str, *, at: datetime) -> StreamClaim:
        """Which camera may be watched, and by whom."""
        claims = self._read("stream", token, at, "uid", "pwd")
        return StreamClaim(int(claims["sub"]), _user_claim(claims, subject="uid"))

    def evidence(
        self,
        violation_id: str,
        user_id: int,
        fingerprint: str,
        *,
        at: datetime,
        company_id: int | None = None,
        latest: datetime | None = None,
    ) -> str:
        """A user's token for one violation's pictures, good for one to two hours. `company_id`: of a visit,
        which ends at `latest`.

        It is the same text throughout the hour, so that a browser's cache knows the picture again.
        """
        until = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
        until = until if latest is None else min(until, latest)
        return self._signed("evidence", violation_id, until, uid=user_id, pwd=fingerprint, **_visiting(company_id))

    def read_evidence(self, token: str, *, at: datetime) -> EvidenceClaim:
        """Which violation's pictures may be seen, and by whom."""
        claims = self._read("evidence", token, at, "uid", "pwd")
        return EvidenceClaim(str(claims["sub"]), _user_claim(claims, subject="uid"))

    def _signed(self, audience: str, subject: str, until: datetime, **claims: str | int) -> str:
        body = {"aud": audience, "sub": subject, "exp": int(until.timestamp()), **claims}
        return jwt.encode(body, self._key, algorithm="HS256")

    def _read(self, audience: str, token: str, at: datetime, *required: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._key,
                algorithms=["HS256"],
                audience=audience,
                options={"require": ["aud", "sub", "exp", *required], "verify_exp": False},
            )
        except (jwt.InvalidTokenError, ValueError) as error:
            raise NotAuthenticated("The token is not valid.", hint=_HINT) from error
        if claims["exp"] <= at.timestamp():
            raise NotAuthenticated("The token has expired.", hint=_HINT)
        return claims


def _user_claim(claims: dict[str, Any], *, subject: str) -> UserClaim:
    until = datetime.fromtimestamp(claims["exp"], UTC)
    company_id = claims.get("cid")
    return UserClaim(int(claims[subject]), str(claims["pwd"]), until, None if company_id is None else int(company_id))


def _visiting(company_id: int | None) -> dict[str, int]:
    return {} if company_id is None else {"cid": company_id}
