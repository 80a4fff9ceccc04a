"""What may stand in an entry's detail."""

from __future__ import annotations

import json

import pytest

from backend.core.audit.detail import HIDDEN, LONGEST_TEXT, MOST_ITEMS, clean, one_line


@pytest.mark.parametrize(
    "name", ["password", "new_password", "password_hash", "token", "access_token", "Secret", "api_key", "credentials"]
)
def test_a_field_that_sounds_like_a_secret_is_hidden_at_any_depth(name: str) -> None:
    found = json.dumps(clean({name: "s3cr3t", "before": {name: ["s3cr3t"]}, "list": [{name: "s3cr3t"}]}))
    assert "s3cr3t" not in found
    assert found.count(HIDDEN) == 3


def test_values_of_bounded_length_stay_as_they_are() -> None:
    detail = {"name": "gate 👷", "enabled": True, "site_id": 3, "until": None, "names": ["a", "b"]}
    assert clean(detail) == detail


def test_long_texts_and_lists_are_cut() -> None:
    found = clean({"text": "x" * (LONGEST_TEXT + 1), "names": list(range(MOST_ITEMS + 1))})
    assert len(found["text"]) == LONGEST_TEXT
    assert len(found["names"]) == MOST_ITEMS


@pytest.mark.parametrize("bad", ["a\x00b", "a\nb", "a\u202eb", "a\ud800b"])
def test_characters_that_cannot_be_stored_or_shown_become_spaces(bad: str) -> None:
    assert clean({"text": bad}) == {"text": "a b"}
    assert one_line(bad) == "a b"


def test_numbers_that_json_does_not_know_become_text() -> None:
    assert clean({"x": float("inf"), "y": float("nan"), "z": 0.5}) == {"x": "inf", "y": "nan", "z": 0.5}


def test_sets_have_an_order() -> None:
    assert clean({"names": {"b", "a"}}) == {"names": ["a", "b"]}
