"""A token opens what it was made for, as long as it was made for, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import jwt
import pytest

from backend.adapters.accounts.tokens import Tokens
from backend.core.errors import NotAuthenticated
from tests.builders import SECRET_KEY

NOW = datetime(2026, 11, 21, 2, 20, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
TOKENS = Tokens(SECRET_KEY)
READERS: dict[str, Callable[[str, datetime], object]] = {
    "access": lambda token, at: TOKENS.read_access(token, at=at),
    "stream": lambda token, at: TOKENS.read_stream(token, at=at),
    "evidence": lambda token, at: TOKENS.read_evidence(token, at=at),
}
MADE = {
    "access": TOKENS.access(7, "f", at=NOW, lifetime=timedelta(hours=12)),
    "stream": TOKENS.stream(3, 7, "f", at=NOW),
    "evidence": TOKENS.evidence("some-id", 1, "fp", at=NOW),
}


@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize("read", READERS)
def test_a_token_serves_one_purpose_until_it_expires(made: str, read: str) -> None:
    if made == read:
        READERS[read](MADE[made], NOW)
    else:
        with pytest.raises(NotAuthenticated):
            READERS[read](MADE[made], NOW)
    with pytest.raises(NotAuthenticated):
        READERS[read](MADE[made], LATER)


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "garbage",
        "a.b.c",
        jwt.encode({"aud": "access", "sub": "7", "exp": 9_999_999_999, "pwd": "f"}, "another key " * 5),
        jwt.encode({"aud": "access", "sub": "7", "exp": 9_999_999_999, "pwd": "f"}, None, algorithm="none"),
        jwt.encode({"aud": "access", "sub": "7", "pwd": "f"}, SECRET_KEY),
        jwt.encode({"aud": "access", "sub": "7", "exp": 9_999_999_999}, SECRET_KEY),
    ],
)
def test_a_forged_or_incomplete_token_opens_nothing(forged: str) -> None:
    with pytest.raises(NotAuthenticated):
        TOKENS.read_access(forged, at=NOW)


def test_a_pictures_address_stays_the_same_for_the_hour_and_holds_for_one_at_least() -> None:
    first, same = (TOKENS.evidence("x", 1, "fp", at=NOW.replace(minute=m)) for m in (0, 59))
    assert first == same
    assert TOKENS.read_evidence(first, at=NOW.replace(minute=59) + timedelta(hours=1)).violation_id == "x"
