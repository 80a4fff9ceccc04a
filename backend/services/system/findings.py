"""The state of everything that the backend needs, read at most once a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from backend.adapters.cameras import state as camera_state
from backend.adapters.inference import announcement
from backend.adapters.inference.announcement import InferenceInfo
from backend.adapters.jobs.queue import JobQueue
from backend.adapters.machine.clock import utc_now
from backend.adapters.processes import heartbeat as process_heartbeat
from backend.adapters.processes.heartbeat import ProcessReport
from backend.adapters.redis import figures as redis_numbers
from backend.adapters.redis.connection import RedisClient, errors_as_unavailable
from backend.adapters.redis.figures import QueueNumbers, RedisNumbers
from backend.core.cameras.camera import CameraStatus
from backend.core.errors import Unavailable
from backend.core.system.health import Code, HealthProblem
from backend.services.cameras.cameras import Cameras
from backend.services.cameras.views import CameraView
from backend.services.ingest.dead_letters import DeadLetters
from backend.services.system.disk_monitor import DiskMonitor, DiskState

FRESH = timedelta(seconds=1)
"""How long findings are good for. Longer is stale; shorter lets a stranger cause work by asking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedisFindings:
    """What was read from Redis, all of it or nothing."""

    server: RedisNumbers
    queue: QueueNumbers
    processes: Mapping[str, ProcessReport]
    inference: InferenceInfo | None
    """None: no detection process runs."""
    statuses: Mapping[int, CameraStatus]
    jobs_workers: int
    jobs_failed: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The system at `at`. A part is None when it could not be known; `unavailable` holds the reason."""

    at: datetime
    unavailable: tuple[HealthProblem, ...] = ()
    cameras: Mapping[int, list[CameraView]] | None = field(default=None)
    """By company."""
    demos: frozenset[int] = frozenset()
    """Cameras whose violations count nowhere, removed ones included."""
    dead_letters: Mapping[int | None, int] | None = None
    """Events that were put aside, by company; of None: those that cannot be read."""
    redis: RedisFindings | None = None
    disks: Sequence[DiskState] = ()

    @property
    def all_dead_letters(self) -> int | None:
        """How many events of the installation were put aside; None when it could not be known."""
        return None if self.dead_letters is None else sum(self.dead_letters.values())

    @property
    def views(self) -> list[CameraView]:
        """The cameras of all companies."""
        return [view for views in (self.cameras or {}).values() for view in views]


class SystemFindings:
    """Reads, and caches for a second. Thread-safe."""

    def __init__(
        self,
        redis: RedisClient,
        disks: DiskMonitor,
        jobs: JobQueue,
        cameras: Cameras,
        dead_letters: DeadLetters,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._redis = redis
        self._disks = disks
        self._jobs = jobs
        self._cameras = cameras
        self._dead_letters = dead_letters
        self._lock = Lock()
        self._monotonic = monotonic
        self._last: Findings | None = None
        self._ended = float("-inf")

    def at(self, at: datetime) -> Findings:
        """The system at `at`, or up to a second before.

        A caller that waited for another's reading takes its result: while Redis or the database hangs, a reading takes
        seconds, and ten callers would make ten readings, one after the other.
        """
        asked = self._monotonic()
        with self._lock:
            if self._last is None or not (self._ended >= asked or timedelta() <= at - self._last.at < FRESH):
                self._last = self._read(at)
                self._ended = self._monotonic()
            return self._last

    def _read(self, at: datetime) -> Findings:
        away: list[HealthProblem] = []
        cameras: dict[int, list[CameraView]] | None = None
        demos: frozenset[int] = frozenset()
        dead_letters: Mapping[int | None, int] | None = None
        redis: RedisFindings | None = None
        try:
            cameras = self._cameras.of_every_company(at=at)
            demos = self._cameras.demo_ids()
            dead_letters = self._dead_letters.counts()
        except Unavailable as error:
            away.append(_grave("database_unavailable", error))
        try:
            redis = self._from_redis([v.id for some in (cameras or {}).values() for v in some])
        except Unavailable as error:
            away.append(_grave("redis_unavailable", error))
        return Findings(
            at=at,
            unavailable=tuple(away),
            cameras=cameras,
            demos=demos,
            dead_letters=dead_letters,
            redis=redis,
            disks=self._disks.read(),
        )

    def _from_redis(self, camera_ids: list[int]) -> RedisFindings:
        with errors_as_unavailable():
            at = utc_now()  # not the request's: a database that was slow would look like a clock that is wrong
            return RedisFindings(
                server=redis_numbers.read_server(self._redis, at=at),
                queue=redis_numbers.read_queue(self._redis),
                processes=process_heartbeat.read(self._redis, at=at),
                inference=announcement.read_info(self._redis),
                statuses=camera_state.read(self._redis, camera_ids),
                jobs_workers=self._jobs.workers(),
                jobs_failed=self._jobs.failed(),
            )


def _grave(code: Code, error: Unavailable) -> HealthProblem:
    return HealthProblem(code, error.message, grave=True)
