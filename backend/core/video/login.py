"""Logging in to a camera over HTTP or RTSP: Basic (RFC 7617) and Digest (RFC 7616 and 2069)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from enum import StrEnum

from backend.core.video.challenge import Challenge, parse_challenges, qualities

_HASHES = {"sha-512-256": "sha512_256", "sha-256": "sha256", "md5": "md5"}
"""Names of RFC 7616 and hashlib's, strongest first."""
SESSION = "-sess"


class LoginStep(StrEnum):
    """What follows from a 401."""

    ANSWER = "answer"
    """Send the request again, with `CameraLogin.authorization`."""
    REFUSED = "refused"
    """The user name or password was refused."""
    NEEDED = "needed"
    """The camera wants a login and none is known."""
    UNSUPPORTED = "unsupported"
    """The camera offers no kind of login that is known here, or names none at all."""


class CameraLogin:
    """One user's login at one camera, over any number of its connections. Not thread-safe."""

    def __init__(self, username: str, password: str, *, new_cnonce: Callable[[], str]) -> None:
        """`new_cnonce` gives an unguessable text of letters and digits."""
        self._username = username
        self._password = password
        self._new_cnonce = new_cnonce
        self._challenge: Challenge | None = None
        self._cnonce = ""
        self._count = 0
        self._is_accepted = False

    @property
    def has_credentials(self) -> bool:
        """Is there anything to log in with?"""
        return bool(self._username or self._password)

    def challenged(self, headers: Iterable[str]) -> LoginStep:
        """The camera answered 401 with these `WWW-Authenticate` headers.

        A second 401 refuses the login, unless only the nonce was too old: the camera says `stale`, or it accepted
        this login before and offers another nonce.
        """
        offered = parse_challenges(headers)
        best, before = _best(offered), self._challenge
        if not self.has_credentials:
            return LoginStep.NEEDED
        if best is None:
            return LoginStep.UNSUPPORTED if before is None else LoginStep.REFUSED
        if before is not None and not self._is_renewal(before, best):
            return LoginStep.REFUSED
        self._challenge, self._cnonce, self._count, self._is_accepted = best, self._new_cnonce(), 0, False
        return LoginStep.ANSWER

    def accepted(self) -> None:
        """The camera answered a request with something else than 401."""
        self._is_accepted = self._challenge is not None

    def authorization(self, method: str, uri: str) -> str | None:
        """The `Authorization` header for the next request; None as long as the camera asked for none."""
        challenge = self._challenge
        if challenge is None:
            return None
        if challenge.scheme == "basic":
            return "Basic " + base64.b64encode(f"{self._username}:{self._password}".encode()).decode()
        self._count += 1
        return self._digest(challenge, method, uri)

    def _is_renewal(self, before: Challenge, now: Challenge) -> bool:
        is_stale = now.get("stale").lower() == "true"
        return (is_stale or self._is_accepted) and now.get("nonce") != before.get("nonce")

    def _digest(self, challenge: Challenge, method: str, uri: str) -> str:
        realm, nonce = challenge.get("realm"), challenge.get("nonce")
        quality = _quality(challenge)
        count = f"{self._count:08x}"
        name = challenge.get("algorithm").lower() or "md5"

        def digest(text: str) -> str:
            return hashlib.new(_HASHES[name.removesuffix(SESSION)], text.encode(), usedforsecurity=False).hexdigest()

        secret = digest(f"{self._username}:{realm}:{self._password}")
        if name.endswith(SESSION):
            secret = digest(f"{secret}:{nonce}:{self._cnonce}")
        action = f"{method}:{uri}" + (f":{digest('')}" if quality == "auth-int" else "")
        middle = f"{nonce}:{count}:{self._cnonce}:{quality}" if quality else nonce
        fields = [
            ("username", _quoted(self._username)),
            ("realm", _quoted(realm)),
            ("nonce", _quoted(nonce)),
            ("uri", _quoted(uri)),
            ("response", _quoted(digest(f"{secret}:{middle}:{digest(action)}"))),
        ]
        if "algorithm" in challenge.parameters:
            fields.append(("algorithm", challenge.get("algorithm")))
        if "opaque" in challenge.parameters:
            fields.append(("opaque", _quoted(challenge.get("opaque"))))
        if quality:
            fields += [("qop", quality), ("nc", count)]
        if quality or name.endswith(SESSION):
            fields.append(("cnonce", _quoted(self._cnonce)))
        return "Digest " + ", ".join(f"{field}={value}" for field, value in fields)


def _best(challenges: Iterable[Challenge]) -> Challenge | None:
    """The strongest challenge that can be answered; Basic, which sends the password itself, last."""
    ranked = [(rank, challenge) for challenge in challenges if (rank := _rank(challenge)) is not None]
    return min(ranked, key=lambda one: one[0])[1] if ranked else None


def _rank(challenge: Challenge) -> int | None:
    """0 is the best; None when it cannot be answered."""
    if challenge.scheme == "basic":
        return len(_HASHES)
    if challenge.scheme != "digest" or not challenge.get("nonce"):
        return None
    name = (challenge.get("algorithm").lower() or "md5").removesuffix(SESSION)
    is_known = name in _HASHES and _HASHES[name] in hashlib.algorithms_available
    offered = qualities(challenge)
    if not is_known or (offered and _quality(challenge) == ""):
        return None
    return list(_HASHES).index(name)


def _quality(challenge: Challenge) -> str:
    """`auth` where it is offered, else `auth-int` (no request here has a body); empty for RFC 2069."""
    offered = qualities(challenge)
    return next((quality for quality in ("auth", "auth-int") if quality in offered), "")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
