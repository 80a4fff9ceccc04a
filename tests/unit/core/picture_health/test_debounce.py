"""What comes and goes is told once it lasts, and no longer once it stays away."""

from __future__ import annotations

import pytest

from backend.core.picture_health.debounce import Lasting


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("11111........", ".............".replace(".", "-")),  # too short
        ("11111111.....", "-----00000---"),
        ("1111111111111", "-----00000000"),
        ("1111.11111111", "----------555"),  # it began again
        ("11111111..111", "-----00000000"),  # a gap that is no end
        (".....11111111", "----------555"),
    ],
)
def test_a_condition_begins_after_five_seconds_and_ends_after_two(evidence: str, told: str) -> None:
    lasting, said = Lasting(5.0, 2.0), ""
    for at, letter in enumerate(evidence):
        lasting.add(letter == "1", float(at))
        said += "-" if lasting.since is None else str(int(lasting.since))
    assert said == told
