"""System status for operators: processes, versions, cameras' numbers, queue, disk, clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from backend import __version__
from backend.adapters.database.connection import Database
from backend.adapters.machine import host_figures as host_numbers
from backend.adapters.processes.heartbeat import ProcessReport
from backend.adapters.redis.figures import QueueNumbers, RedisNumbers
from backend.core.accounts.scope import Scope
from backend.core.cameras.camera import CameraStatus
from backend.core.cameras.connection_quality import Quality, quality_of
from backend.core.errors import Unavailable
from backend.services.cameras.views import CameraView
from backend.services.system.disk_monitor import DiskState
from backend.services.system.findings import Findings, SystemFindings
from backend.services.system.health import CAMERA_PREFIX, is_camera, restarts_last_hour

CONNECTED = ("live", "blind", "stale", "connecting", "failed")
"""States in which a worker reports its connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """Facts about the installation, from the process that builds the services."""

    pm2_version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """None where it cannot be known."""

    mandor: str
    python: str
    database: str | None
    redis: str | None
    pm2: str | None
    model: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessView:
    """A process; numbers are None while it is silent."""

    name: str
    running: bool
    pid: int | None
    started_at: datetime | None
    version: str | None
    restarts: int
    restarts_last_hour: int
    memory_bytes: int | None
    cpu_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraNumbers:
    """A camera's numbers; None while no worker reports them."""

    id: int
    name: str
    state: str
    quality: Quality | None
    restarts: int | None
    restarts_last_hour: int | None
    frames_received: int | None
    frames_judged: int | None
    frames_quiet: int | None
    frames_dropped: int | None
    journal_waiting: int | None
    lag_seconds: float | None
    """From a picture to its decision, mean of the last minute or so."""
    lag_p95_seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskRoom:
    """A disk and what of ours is on it; its room is None when it cannot be asked."""

    holds: tuple[str, ...]
    level: str
    free_bytes: int | None
    total_bytes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemView:
    """The system at `at`. A part is None when it cannot be known."""

    at: datetime
    versions: Versions
    processes: list[ProcessView] | None
    cameras: list[CameraNumbers]
    queue: QueueNumbers | None
    dead_letters: int | None
    """Events that were put aside."""
    redis: RedisNumbers | None
    disks: list[DiskRoom]


class SystemStatus:
    """Answers for one company: it holds nothing of other companies' cameras."""

    def __init__(self, database: Database, findings: SystemFindings, installed: Installed) -> None:
        self._database = database
        self._findings = findings
        self._installed = installed

    def describe(self, scope: Scope, *, at: datetime) -> SystemView:
        """The system as it may be seen within the scope. Unavailable when its cameras cannot be known."""
        found = self._findings.at(at)
        if found.cameras is None:
            raise Unavailable("The database does not answer.", code="database_unavailable", hint="Try again.")
        redis = found.redis
        views = [
            view
            for view in found.cameras.get(scope.owner_id, [])
            if scope.permits(scope.owner_id, site_id=view.site_id, camera_id=view.id)
        ]
        return SystemView(
            at=found.at,
            versions=self._versions(found),
            processes=_processes(redis.processes, views) if redis is not None else None,
            cameras=[_camera(view, found) for view in views],
            dead_letters=_letters(found.dead_letters, scope),
            queue=redis.queue if redis is not None else None,
            redis=redis.server if redis is not None else None,
            disks=[_room(state) for state in found.disks],
        )

    def _versions(self, found: Findings) -> Versions:
        inference = found.redis.inference if found.redis is not None else None
        return Versions(
            mandor=__version__,
            python=host_numbers.python_version(),
            database=self._database.version(),
            redis=found.redis.server.version if found.redis is not None else None,
            pm2=self._installed.pm2_version,
            model=inference.label if inference is not None else None,
        )


def _letters(counts: Mapping[int | None, int] | None, scope: Scope) -> int | None:
    """None for limited users: a letter may be of any camera."""
    if counts is None or scope.limits is not None:
        return None
    return sum(number for company_id, number in counts.items() if scope.permits(company_id))


def _processes(reports: Mapping[str, ProcessReport], own: list[CameraView]) -> list[ProcessView]:
    names = {f"{CAMERA_PREFIX}{view.id}" for view in own}
    return [_process(report) for name, report in reports.items() if name in names or not is_camera(name)]


def _room(state: DiskState) -> DiskRoom:
    return DiskRoom(
        holds=state.names,
        level=state.level,
        free_bytes=state.disk.free_bytes if state.disk is not None else None,
        total_bytes=state.disk.total_bytes if state.disk is not None else None,
    )


def _process(report: ProcessReport) -> ProcessView:
    announcement = report.announcement
    return ProcessView(
        name=report.name,
        running=announcement is not None,
        pid=announcement.pid if announcement else None,
        started_at=announcement.started_at if announcement else None,
        version=announcement.version if announcement else None,
        restarts=report.restarts,
        restarts_last_hour=report.restarts_last_hour,
        memory_bytes=announcement.memory_bytes if announcement else None,
        cpu_share=announcement.cpu_share if announcement else None,
    )


def _camera(view: CameraView, found: Findings) -> CameraNumbers:
    redis = found.redis
    status = redis.statuses.get(view.id) if redis is not None and view.enabled else None
    report = redis.processes.get(f"{CAMERA_PREFIX}{view.id}") if redis is not None else None
    lag = status.lag if status is not None else None
    return CameraNumbers(
        id=view.id,
        name=view.name,
        state=view.state,
        quality=_quality(status),
        restarts=report.restarts if report is not None else None,
        restarts_last_hour=restarts_last_hour(view, report),
        frames_received=status.frames_received if status else None,
        frames_judged=status.frames_judged if status else None,
        frames_quiet=status.frames_quiet if status else None,
        frames_dropped=status.frames_dropped if status else None,
        journal_waiting=status.journal_waiting if status else None,
        lag_seconds=lag.mean_seconds if lag else None,
        lag_p95_seconds=lag.p95_seconds if lag else None,
    )


def _quality(status: CameraStatus | None) -> Quality | None:
    if status is None or status.connection is None or status.state not in CONNECTED:
        return None
    if status.state == "connecting" and not status.reason:
        return None  # the first attempt: nothing is known yet
    return quality_of(status.connection, picture=status.state in ("live", "blind"))
