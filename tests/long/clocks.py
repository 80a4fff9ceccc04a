"""Shifted clocks: instants at which code that computes with dates fails first, and how a command runs at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent / "clock"
"""Holds `sitecustomize.py`, which each Python process of such a run loads."""
ZONE = "Europe/Berlin"
"""A zone with clock changes, on the last Sundays of March and October at 01:00 UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A run begins at `start`; processes that it starts share its clock."""

    name: str
    start: datetime
    zone: str = "UTC"

    def command(self, command: list[str], *, now: datetime) -> list[str]:
        """The command under `faketime`. The shift is relative: with a fixed instant each process would begin anew."""
        return ["faketime", "-f", f"+{round((self.start - now).total_seconds())}s", *command]

    def environment(self, environ: Mapping[str, str], *, cache: Path) -> dict[str, str]:
        """The environment of the command.

        Only the wall clock is shifted: waits for locks would never end on a shifted monotonic clock. Times of files are
        shifted with it, so compiled modules go to a `cache` of this run: elsewhere they would count as outdated.
        """
        own = {
            "TZ": self.zone,
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKE_UTIME": "1",
            "PYTHONPATH": str(FOLDER),
            "PYTHONPYCACHEPREFIX": str(cache),
        }
        return {**environ, **own}


def clocks(now: datetime) -> tuple[Clock, ...]:
    """The clocks of one run; each lies in the future, since certificates and packages are from the past."""
    year = now.year + 1
    new_year = datetime(year, 1, 1, tzinfo=UTC)
    return (
        Clock(name="in 61 days", start=now + timedelta(days=61)),
        Clock(name="clock goes forward", start=_change(year, 3) - timedelta(minutes=1), zone=ZONE),
        Clock(name="clock goes back", start=_change(year, 10) - timedelta(minutes=1), zone=ZONE),
        Clock(name="29 February", start=datetime(_leap_year(year), 2, 29, 12, tzinfo=UTC)),
        Clock(name="New Year", start=new_year - timedelta(minutes=1)),
    )


def _change(year: int, month: int) -> datetime:
    """01:00 UTC on the month's last Sunday; March and October have 31 days."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=last.isoweekday() % 7)


def _leap_year(year: int) -> int:
    return year + -year % 4
