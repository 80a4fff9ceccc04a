"""When violations arrived in the database: how long each fault was felt, and how long nothing came at all."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from uuid import UUID

LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Arrival:
    """A violation that was decided and, later, seen in the database: seconds since the epoch."""

    camera_id: int
    decided_at: float
    seen_at: float


@dataclass(frozen=True, slots=True)
class Fault:
    """What was done to whom, and when it was over (a kill is over at once): seconds since the epoch."""

    kind: str
    camera_ids: tuple[int, ...]
    over_at: float


class Watch:
    """Looks at the database ten times a second, in a thread of its own.

    Each look with a connection of its own: one that saw every writer die may go on showing what was then.
    """

    def __init__(self, database: Path) -> None:
        self.arrivals: list[Arrival] = []
        self._database = database
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """No more looks."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        newest = 0
        query = "SELECT rowid, id, camera_id FROM violations WHERE rowid > ? ORDER BY rowid"
        while not self._stop.wait(LOOK_SECONDS):
            with suppress(sqlite3.OperationalError), closing(sqlite3.connect(self._database)) as connection:
                for rowid, violation_id, camera_id in connection.execute(query, (newest,)).fetchall():
                    newest = rowid
                    self.arrivals.append(Arrival(camera_id, decided_at(violation_id), time.time()))


def decided_at(violation_id: str) -> float:
    """The time in a UUIDv7, seconds."""
    return (UUID(violation_id).int >> 80) / 1000


def recovery_seconds(fault: Fault, arrivals: Iterable[Arrival]) -> float | None:
    """From a fault's end until a violation decided after it was stored, of the last camera; None when none came."""
    first: dict[int, float] = {}
    for arrival in arrivals:
        if arrival.decided_at >= fault.over_at:
            first.setdefault(arrival.camera_id, arrival.seen_at)
    felt = [first[camera_id] - fault.over_at for camera_id in fault.camera_ids if camera_id in first]
    return max(felt) if len(felt) == len(fault.camera_ids) else None


def by_kind(faults: Sequence[Fault], arrivals: Sequence[Arrival]) -> dict[str, dict[str, float]]:
    """How often each kind of fault came, and its recovery's median and longest in seconds."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for fault in faults:
        seconds = recovery_seconds(fault, arrivals)
        if seconds is not None:
            found[fault.kind].append(seconds)
    return {
        kind: {"p50": round(median(values), 1), "max": round(max(values), 1)} for kind, values in sorted(found.items())
    }


def longest_blind_seconds(arrivals: Iterable[Arrival], begin: float) -> float:
    """The longest time in which some camera brought nothing new into the database."""
    last: dict[int, float] = {}
    longest = 0.0
    for arrival in arrivals:
        longest = max(longest, arrival.seen_at - last.get(arrival.camera_id, begin))
        last[arrival.camera_id] = arrival.seen_at
    return round(longest, 1)
