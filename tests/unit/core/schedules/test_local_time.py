"""Which instant a local time means, around the nights when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.core.schedules.local_time import instant_of, wall_clock

BERLIN, LORD_HOWE, APIA = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia")
FORWARD = datetime(2026, 3, 29, 1, tzinfo=UTC)
"""02:00 becomes 03:00 in Berlin."""
BACK = datetime(2026, 10, 25, 1, tzinfo=UTC)
"""03:00 becomes 02:00 in Berlin."""


@pytest.mark.parametrize(
    ("local", "zone", "instant"),
    [
        ("2026-11-21T12:00:00", ZoneInfo("UTC"), datetime(2026, 11, 21, 12, tzinfo=UTC)),
        ("2026-11-21T12:00:00", BERLIN, datetime(2026, 11, 21, 11, tzinfo=UTC)),
        # forward: all that is jumped over means the moment of the jump
        ("2026-03-29T01:59:59", BERLIN, FORWARD - timedelta(seconds=1)),
        ("2026-03-29T02:00:00", BERLIN, FORWARD),
        ("2026-03-29T02:00:01", BERLIN, FORWARD),
        ("2026-03-29T02:30:00", BERLIN, FORWARD),
        ("2026-03-29T02:59:59", BERLIN, FORWARD),
        ("2026-03-29T03:00:00", BERLIN, FORWARD),
        ("2026-03-29T03:00:01", BERLIN, FORWARD + timedelta(seconds=1)),
        # back: what exists twice means its first occurrence
        ("2026-10-25T01:59:59", BERLIN, BACK - timedelta(hours=1, seconds=1)),
        ("2026-10-25T02:00:00", BERLIN, BACK - timedelta(hours=1)),
        ("2026-10-25T02:59:59", BERLIN, BACK - timedelta(seconds=1)),
        ("2026-10-25T03:00:00", BERLIN, BACK + timedelta(hours=1)),
        # half an hour, and a whole day
        ("2026-10-04T02:15:00", LORD_HOWE, datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
        ("2011-12-30T12:00:00", APIA, datetime(2011, 12, 30, 10, tzinfo=UTC)),
    ],
)
def test_a_local_time_means_one_instant(local: str, zone: ZoneInfo, instant: datetime) -> None:
    assert instant_of(datetime.fromisoformat(local), zone) == instant


def test_the_clock_on_the_wall_shows_times_twice() -> None:
    shown = [wall_clock(BACK + timedelta(minutes=minutes), BERLIN) for minutes in (-30, 30)]
    assert shown == [datetime.fromisoformat("2026-10-25T02:30")] * 2
    assert [one.fold for one in shown] == [0, 0]
