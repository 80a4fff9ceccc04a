"""Levels at their limits."""

import pytest

from backend.core.crowd.levels import CrowdLevel, LevelLimits


@pytest.mark.parametrize(
    ("people", "level"),
    [(0, "empty"), (1, "low"), (2, "low"), (3, "medium"), (5, "medium"), (6, "high"), (10, "high"), (11, "very_high")],
)
def test_a_level_ends_at_its_limit(people: int, level: str) -> None:
    assert LevelLimits().level(people) == level


def test_limits_can_be_set_and_must_grow() -> None:
    assert LevelLimits(low=10, medium=50, high=100).level(11) is CrowdLevel.MEDIUM
    for low, medium, high in ((0, 5, 10), (5, 5, 10), (2, 10, 10), (3, 2, 1)):
        with pytest.raises(ValueError, match="grow"):
            LevelLimits(low=low, medium=medium, high=high)


def test_ranks_follow_the_order() -> None:
    assert [level.rank for level in CrowdLevel] == [0, 1, 2, 3, 4]
