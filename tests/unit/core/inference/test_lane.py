"""A lane's name in Redis, which versions before tasks wrote as the camera's number."""

from __future__ import annotations

import pytest

from backend.core.inference.lane import Lane


@pytest.mark.parametrize(("lane", "key"), [(Lane(3), "3"), (Lane(3, "ppe"), "3"), (Lane(3, "faces"), "3:faces")])
def test_its_key_reads_back(lane: Lane, key: str) -> None:
    assert lane.key == key
    assert Lane.parse(key) == lane


@pytest.mark.parametrize("key", ["", "x", "x:faces"])
def test_other_text_is_no_lane(key: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        Lane.parse(key)
