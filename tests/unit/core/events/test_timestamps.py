"""Times as text."""

from datetime import UTC, datetime, timedelta, timezone

from backend.core.events.timestamps import format_time, parse_time


def test_times_are_written_in_utc_with_milliseconds() -> None:
    jakarta = datetime(2026, 11, 21, 9, 19, 3, 123456, tzinfo=timezone(timedelta(hours=7)))
    assert format_time(jakarta) == "2026-11-21T02:19:03.123Z"
    assert parse_time("2026-11-21T09:19:03.123+07:00") == datetime(2026, 11, 21, 2, 19, 3, 123000, tzinfo=UTC)
