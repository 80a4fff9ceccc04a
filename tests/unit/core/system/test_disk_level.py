"""A disk's level: three words, and no flickering at the border."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.system.disk_level import Level, Reserve, level

RESERVE = Reserve(1000)
LEVELS: tuple[Level, ...] = ("full", "low", "ok")


@pytest.mark.parametrize(
    ("free", "before", "after"),
    [
        (1000, "ok", "ok"),
        (999, "ok", "low"),
        (1099, "low", "low"),  # a little more room does not end the alarm
        (1100, "low", "ok"),
        (100, "low", "low"),
        (99, "low", "full"),
        (99, "ok", "full"),
        (109, "full", "full"),
        (110, "full", "low"),
        (1099, "full", "low"),
        (5000, "full", "ok"),
        (0, "ok", "full"),
    ],
)
def test_a_level_begins_and_ends_at_different_places(free: int, before: Level, after: Level) -> None:
    assert level(free, RESERVE, before=before) == after


@given(st.integers(0, 3000), st.integers(0, 3000), st.sampled_from(LEVELS))
def test_more_room_is_never_worse(less: int, more: int, before: Level) -> None:
    less, more = sorted((less, more))
    levels = [LEVELS.index(level(free, RESERVE, before=before)) for free in (less, more)]
    assert levels == sorted(levels)


@given(st.integers(0, 3000), st.sampled_from(LEVELS))
def test_a_level_stays_while_nothing_changes(free: int, before: Level) -> None:
    first = level(free, RESERVE, before=before)
    assert level(free, RESERVE, before=first) == first


@given(st.integers(0, 10**15), st.sampled_from(LEVELS))
def test_what_retention_keeps_free_ends_every_alarm(reserve: int, before: Level) -> None:
    found = Reserve(reserve)
    assert level(found.wanted, found, before=before) == "ok"


def test_without_a_reserve_there_is_no_alarm() -> None:
    assert level(0, Reserve(0)) == "ok"
