"""Which passwords and addresses are taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backend.core.accounts import links
from backend.core.accounts.email_address import checked, normal
from backend.core.accounts.password_rules import COMMONEST, SHORTEST, fault

AT = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("eleven char", "fewer than 12"),
        ("x" * 1025, "more than 1024"),
        ("Sari@Plant.example", "e-mail address"),
        ("PasswordPassword", "guessed"),
        ("abababababab", "guessed"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password: str, reason: str) -> None:
    assert reason in str(fault(password, "sari@plant.example"))


@pytest.mark.parametrize(
    "password", ["four words that differ", "correcthorse1", "helm-kuning-gudang", "👷" * 9 + "abc"]
)
def test_a_long_password_of_any_characters_is_taken(password: str) -> None:
    assert fault(password, "sari@plant.example") is None


def test_the_commonest_are_long_enough_to_matter_and_in_lower_case() -> None:
    assert all(len(one) >= SHORTEST and one == one.lower() for one in COMMONEST)


def test_an_address_has_one_form() -> None:
    assert checked(" Sari@Plant.Example ") == "sari@plant.example"
    assert normal("andre\u0301@x.example") == normal("andr\u00e9@x.example")


@pytest.mark.parametrize("text", ["", "a@", "@b", "a@b@c", "a b@c", "a@b\x00", "a@\u202eb", "<a>@b", "a" * 253 + "@b"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="it "):
        checked(text)


@pytest.mark.parametrize(
    ("accepted", "revoked", "seconds", "code"),
    [(AT, AT, -1, "link_used"), (None, AT, -1, "link_revoked"), (None, None, 0, "link_expired"), (None, None, 1, None)],
)
def test_a_link_is_used_once_until_it_expires(
    accepted: datetime | None, revoked: datetime | None, seconds: int, code: str | None
) -> None:
    expires_at = AT + timedelta(seconds=seconds)
    found = links.fault(accepted_at=accepted, revoked_at=revoked, expires_at=expires_at, at=AT)
    assert (found.code if found is not None else None) == code
