"""When violations arrived in the database, and when real cameras judged: how long each fault was felt."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from uuid import UUID

from backend.core.cameras.camera import CameraStatus
from tests.chaos.real import has_judged

POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Arrival:
    """A violation that was decided and, later, seen in the database: seconds since the epoch.

    Of a real camera: that it judged what came after `decided_at`, as was seen later.
    """

    camera_id: int
    decided_at: float
    seen_at: float


@dataclass(frozen=True, slots=True)
class Fault:
    """What was done to whom, and when it was over (a kill is over at once): seconds since the epoch."""

    kind: str
    camera_ids: tuple[int, ...]
    over_at: float


class Poller:
    """Polls ten times a second, in a thread of its own."""

    def __init__(self, poll: Callable[[], Iterable[Arrival]]) -> None:
        self.arrivals: list[Arrival] = []
        self._poll = poll
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="poller", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """No more polling."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(POLL_SECONDS):
            self.arrivals += self._poll()


class NewlyStored:
    """Violations that were stored since the last poll.

    Each poll has a connection of its own: one that saw every writer die may go on showing what was then.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._newest = 0

    def __call__(self) -> list[Arrival]:
        query = "SELECT rowid, id, camera_id FROM violations WHERE rowid > ? ORDER BY rowid"
        found: list[Arrival] = []
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(self._database)) as connection:
            for rowid, violation_id, camera_id in connection.execute(query, (self._newest,)).fetchall():
                self._newest = rowid
                found.append(Arrival(camera_id, decided_at(violation_id), time.time()))
        return found


class NewlyJudged:
    """Real cameras whose worker judged between its last two reports."""

    def __init__(self, ask: Callable[[], dict[int, CameraStatus]]) -> None:
        self._ask = ask
        self._before: dict[int, CameraStatus] = {}

    def __call__(self) -> list[Arrival]:
        found: list[Arrival] = []
        for camera_id, status in self._ask().items():
            before = self._before.get(camera_id)
            if before is not None and before.last_frame_at is not None and has_judged(before, status):
                found.append(Arrival(camera_id, before.last_frame_at.timestamp(), time.time()))
            self._before[camera_id] = status
        return found


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


def by_kind(
    faults: Iterable[Fault], arrivals: Sequence[Arrival], camera_ids: Collection[int]
) -> dict[str, dict[str, float]]:
    """The recovery of these cameras by kind of fault, median and longest in seconds."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for fault in faults:
        hit = tuple(camera_id for camera_id in fault.camera_ids if camera_id in camera_ids)
        seconds = recovery_seconds(replace(fault, camera_ids=hit), arrivals) if hit else None
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
