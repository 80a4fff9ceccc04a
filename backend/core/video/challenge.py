"""Authentication challenges of cameras: the `WWW-Authenticate` headers of HTTP and RTSP (RFC 9110, 11.6.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_EQUALS = re.compile(r"\s*=\s*")
_LIBAV_ALGORITHMS = ("", "MD5", "MD5-sess")
"""As libavformat/httpauth.c compares them: with their case."""
MOST_CHALLENGES = 16
"""Challenges read of one answer. Real cameras send one to three; more only costs time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """One way to log in that a camera offers. Names of parameters are in lower case."""

    scheme: str
    """In lower case: `digest`, `basic`, `ntlm` …"""
    parameters: Mapping[str, str]

    def get(self, name: str) -> str:
        """A parameter without its quotes; empty when it is absent."""
        return self.parameters.get(name, "")


def parse_challenges(headers: Iterable[str]) -> list[Challenge]:
    """All challenges of all headers, in their order. One header may hold several; what is malformed is left out."""
    found: list[Challenge] = []
    for header in headers:
        found += _challenges(header)
    return found[:MOST_CHALLENGES]


def is_answered_by_libav(challenges: Iterable[Challenge]) -> bool:
    """Can libav answer? It takes the last Digest challenge, or without one the last Basic one; MD5 only."""
    digests = [challenge for challenge in challenges if challenge.scheme == "digest"]
    if not digests:
        return any(challenge.scheme == "basic" for challenge in challenges)
    qop = digests[-1].get("qop")
    return digests[-1].get("algorithm") in _LIBAV_ALGORITHMS and (not qop or "auth" in _words(qop))


def qualities(challenge: Challenge) -> list[str]:
    """The qualities of protection that a Digest challenge offers, in lower case; empty for RFC 2069."""
    return _words(challenge.get("qop"))


def _words(text: str) -> list[str]:
    return [word.lower() for word in re.split(r"[\s,]+", text) if word]


def _challenges(header: str) -> list[Challenge]:
    """A token followed by `=` is a parameter of the challenge before; any other token begins a challenge."""
    found: list[Challenge] = []
    parameters: dict[str, str] = {}
    at = 0
    while at < len(header):
        token = _TOKEN.match(header, at)
        if token is None:
            at += 1
            continue
        name, at = token.group().lower(), token.end()
        equals = _EQUALS.match(header, at)
        if equals is None:
            parameters = {}
            found.append(Challenge(scheme=name, parameters=parameters))
            continue
        value, at = _value(header, equals.end())
        if found:
            parameters.setdefault(name, value)
    return found


def _value(header: str, at: int) -> tuple[str, int]:
    quoted = _QUOTED.match(header, at)
    if quoted is not None:
        return re.sub(r"\\(.)", r"\1", quoted.group(1)), quoted.end()
    end = at
    while end < len(header) and not (header[end].isspace() or header[end] == ","):
        end += 1
    return header[at:end].strip('"'), end
