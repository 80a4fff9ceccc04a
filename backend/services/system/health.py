"""System health as public sentences without secrets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from backend.adapters.inference.announcement import InferenceInfo, read_info
from backend.adapters.processes.heartbeat import ProcessReport
from backend.adapters.redis.connection import RedisClient, errors_as_unavailable
from backend.core.cameras.judging import Judging
from backend.core.errors import Unavailable
from backend.core.system.health import A_CAMERA, Code, Facts, HealthProblem, problems
from backend.services.cameras.view import reason_view
from backend.services.cameras.views import CameraView
from backend.services.system.disk_monitor import DiskState, describe, nothing_can_be_stored
from backend.services.system.findings import Findings, RedisFindings, SystemFindings

WELL = ("off", "starting", "connecting", "live")
CAMERA_PREFIX = "camera-"
_OF_LEVEL: dict[str, Code] = {"low": "disk_low", "full": "disk_full"}


@dataclass(frozen=True, slots=True)
class Health:
    """`unhealthy`: nothing can be stored or shown. `degraded`: something is missing. see `problems`."""

    status: Literal["healthy", "degraded", "unhealthy"]
    problems: list[HealthProblem]

    @property
    def reasons(self) -> list[str]:
        """The problems in sentences."""
        return [problem.message for problem in self.problems]


class SystemHealth:
    """Judges what is found."""

    def __init__(self, redis: RedisClient, findings: SystemFindings) -> None:
        self._redis = redis
        self._findings = findings

    def check(self, *, at: datetime) -> Health:
        """How the system is at `at`, or was up to a second before."""
        found = problems(facts_of(self._findings.at(at)))
        if any(problem.grave for problem in found):
            return Health("unhealthy", found)
        return Health("degraded" if found else "healthy", found)

    def model_info(self) -> InferenceInfo:
        """The model that is running. Unavailable (`inference_away`) when none is."""
        with errors_as_unavailable():
            info = read_info(self._redis)
        if info is None:
            reason = reason_view("inference_away")
            raise Unavailable("No detection process is running.", code=reason.code, hint=reason.hint)
        return info


def is_camera(process: str) -> bool:
    """Whether it is a camera's worker, which `cameras` lists."""
    return process.startswith(CAMERA_PREFIX)


def is_live_unjudged(view: CameraView) -> bool:
    """Whether pictures arrive and PPE is checked in none of them, although it is wanted."""
    return view.state == "live" and view.judging == Judging.NONE


def _lacks_detector(view: CameraView) -> bool:
    """Not judged for want of a detection process, which is a problem of its own."""
    return view.reason is not None and view.reason.code == "inference_away"


def restarts_last_hour(camera: CameraView, report: ProcessReport | None) -> int | None:
    """As the orchestrator counts, which also sees a worker die before its first report; else by its starts."""
    if camera.restarts is not None:
        return camera.restarts
    return report.restarts_last_hour if report is not None else None


def facts_of(found: Findings) -> Facts:
    """What was found, as the rule wants it."""
    views, redis = found.views, found.redis
    shared = Facts(
        apart=(*found.unavailable, *(_of_disk(state) for state in found.disks if state.level != "ok")),
        cameras=len(views),
        journals_waiting=sum(view.journal_waiting or 0 for view in views),
        journals_refused=sum(view.journal_refused or 0 for view in views),
        dead_letters=found.all_dead_letters,
        cameras_detecting=sum(view.mode_now == "detect" for view in views),
        camera_restarts=tuple(restarts_last_hour(view, None) or 0 for view in views),
        cameras_ill=sum(view.state not in (*WELL, "unknown") for view in views),
        cameras_not_judged=sum(is_live_unjudged(view) and not _lacks_detector(view) for view in views),
        cameras_partly_judged=sum(view.judging == Judging.PARTIAL for view in views),
    )
    return shared if redis is None else _with_redis(shared, redis)


def _with_redis(facts: Facts, redis: RedisFindings) -> Facts:
    info, reports = redis.inference, redis.processes
    ours = {name: report for name, report in reports.items() if not is_camera(name)}
    return replace(
        facts,
        inference=info is not None,
        model_refused=info.refused_model if info is not None else "",
        model_running=info.name if info is not None else "",
        backlog=redis.queue.backlog,
        oldest_event_seconds=redis.queue.oldest_seconds,
        jobs_away=redis.jobs_workers == 0,
        jobs_failed=tuple(redis.jobs_failed),
        clock_offsets=_clock_offsets(redis),
        silent=frozenset(name for name, report in ours.items() if report.announcement is None),
        running=frozenset(name for name, report in ours.items() if report.announcement is not None),
        abandoned=sum(report.announcement is not None and report.announcement.abandoned for report in reports.values()),
        restarts={name: report.restarts_last_hour for name, report in ours.items()},
    )


def _of_disk(state: DiskState) -> HealthProblem:
    values: dict[str, str | int] = {"holds": " ".join(state.names)}
    if state.disk is not None:
        values |= {"free_bytes": state.disk.free_bytes, "wanted_bytes": state.reserve.bytes}
    code = _OF_LEVEL.get(state.level, "disk_unavailable")
    return HealthProblem(code, describe(state), grave=nothing_can_be_stored(state), values=values)


def _clock_offsets(redis: RedisFindings) -> dict[str, float]:
    """Redis's clock, and the worst of the processes' by what they are."""
    offsets = {"Redis": redis.server.clock_offset_seconds}
    for name, report in redis.processes.items():
        offset = report.clock_offset_seconds
        whose = A_CAMERA if is_camera(name) else name
        if offset is not None and abs(offset) > abs(offsets.get(whose, 0.0)):
            offsets[whose] = offset
    return offsets
