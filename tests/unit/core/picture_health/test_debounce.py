"""A condition begins once evidence holds for a time and ends once it stays absent."""

from __future__ import annotations

import pytest

from backend.core.picture_health.debounce import Debounce


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ("11111........", ".............".replace(".", "-")),  # too short
        ("11111111.....", "-----00000---"),
        ("1111111111111", "-----00000000"),
        ("1111.11111111", "----------555"),  # it began again
        ("11111111..111", "-----00000000"),  # a gap that is no end
        (".....11111111", "----------555"),
    ],
)
def test_a_condition_begins_after_five_seconds_and_ends_after_two(evidence: str, expected: str) -> None:
    debounce, since = Debounce(5.0, 2.0), ""
    for at, letter in enumerate(evidence):
        debounce.add(letter == "1", float(at))
        since += "-" if debounce.since is None else str(int(debounce.since))
    assert since == expected
