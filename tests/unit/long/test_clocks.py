"""The shifted clocks of `make test-long` begin just before what they are for, and in the future."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bench.measuring.machine import Machine
from tests.long.clocks import ZONE, clocks
from tests.long.parts import EXCLUDED, Outcome, parts
from tests.long.report import page

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize("year", range(2026, 2035))
def test_every_clock_lies_in_the_future_and_before_its_event(year: int) -> None:
    now = NOW.replace(year=year)
    found = {clock.name: clock for clock in clocks(now)}
    assert all(clock.start > now for clock in found.values())
    for name, hours in (("clock goes forward", 1), ("clock goes back", -1)):
        before = found[name].start.astimezone(ZoneInfo(ZONE))
        after = (found[name].start + timedelta(minutes=2)).astimezone(ZoneInfo(ZONE))
        assert after.utcoffset() - before.utcoffset() == timedelta(hours=hours)  # type: ignore[operator]
        assert before.isoweekday() == 7
    assert (found["29 February"].start.month, found["29 February"].start.day) == (2, 29)
    assert (found["New Year"].start + timedelta(minutes=1)).timetuple()[1:3] == (1, 1)


def test_a_clock_runs_a_command_with_a_relative_shift_and_leaves_the_monotonic_clock_alone() -> None:
    clock = clocks(NOW)[0]
    assert clock.command(["true"], now=NOW) == ["faketime", "-f", "+5270400s", "true"]
    assert clock.environment({"HOME": "/root"}, cache=Path("/cache")) | {"PYTHONPATH": ""} == {
        "HOME": "/root",
        "PYTHONPYCACHEPREFIX": "/cache",
        "TZ": "UTC",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKE_UTIME": "1",
        "PYTHONPATH": "",
    }


def test_every_test_that_is_left_out_has_a_reason_and_soaking_is_asked_for() -> None:
    assert all(EXCLUDED.values())
    assert [part.name for part in parts(NOW)[:2]] == ["chaos", "mutate"]
    assert "soak" not in {part.name for part in parts(NOW)}
    assert parts(NOW, soak_minutes=60)[-1].name == "soak"


def test_the_page_names_date_machine_results_and_failures() -> None:
    machine = Machine(cpu="a processor", cores=2, memory_mb=8000, python="3.11.7", load_before=0.1)
    outcomes = [
        Outcome(name="chaos", passed=True, seconds=180, summary="lost 0"),
        Outcome(name="New Year", passed=False, seconds=60, summary="1 failed | 2 passed", failed=("tests/a.py::b",)),
    ]
    text = page(outcomes, machine, at=NOW, version="abc")
    assert "30 November 2026" in text
    assert "a processor, 2 cores" in text
    assert "| chaos | passed | 3.0 | lost 0 |" in text
    assert "| New Year | FAILED | 1.0 | 1 failed \\| 2 passed |" in text
    assert "- New Year: `tests/a.py::b`" in text
