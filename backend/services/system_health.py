"""Is the system well? Said in sentences without secrets, for anybody who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from redis import Redis

from backend.adapters.database import Database
from backend.adapters.event_stream import MAX_ENTRIES, EventConsumer
from backend.adapters.inference_link import InferenceInfo, read_info
from backend.adapters.job_queue import JobQueue
from backend.adapters.redis_connection import errors_as_unavailable
from backend.core.errors import Unavailable
from backend.services.camera_view import reason_view
from backend.services.cameras import Cameras
from backend.services.dead_letters import DeadLetters
from backend.services.disk_watch import DiskWatch, nothing_can_be_stored, told
from backend.services.views import CameraView

MANY_WAITING = 100
"""Events in the journals of all cameras. Fewer cry wolf over a Redis that starts again, more hide an outage."""
WELL = ("off", "starting", "connecting", "live")


@dataclass(frozen=True, slots=True)
class Health:
    """`unhealthy`: nothing can be stored or shown. `degraded`: something is missing. `reasons` say what."""

    status: Literal["healthy", "degraded", "unhealthy"]
    reasons: list[str]


class SystemHealth:
    """Looks at everything that the backend needs."""

    def __init__(
        self,
        database: Database,
        redis: Redis,
        consumer: EventConsumer,
        disks: DiskWatch,
        jobs: JobQueue,
        cameras: Cameras,
        dead_letters: DeadLetters,
    ) -> None:
        self._database = database
        self._redis = redis
        self._consumer = consumer
        self._disks = disks
        self._jobs = jobs
        self._cameras = cameras
        self._dead_letters = dead_letters

    def check(self, *, at: datetime) -> Health:
        """How the system is at `at`."""
        fatal: list[str] = []
        missing: list[str] = []
        views: list[CameraView] = []
        try:
            views = [view for some in self._cameras.of_every_company(at=at).values() for view in some]
            put_aside = self._dead_letters.count()
        except Unavailable as error:
            fatal.append(error.message)
        else:
            missing += _event_faults(views, put_aside)
        try:
            missing += self._redis_faults(views)
        except Unavailable as error:
            fatal.append(error.message)
        for state in self._disks.look():
            if state.level != "ok":
                (fatal if nothing_can_be_stored(state) else missing).append(told(state))
        if fatal:
            return Health("unhealthy", fatal + missing)
        return Health("degraded" if missing else "healthy", missing)

    def model_info(self) -> InferenceInfo:
        """The model that is running. Unavailable (`inference_away`) when none is."""
        info = self._inference()
        if info is None:
            reason = reason_view("inference_away")
            raise Unavailable("No detection process is running.", code=reason.code, hint=reason.hint)
        return info

    def _inference(self) -> InferenceInfo | None:
        with errors_as_unavailable():
            return read_info(self._redis)

    def _redis_faults(self, views: list[CameraView]) -> list[str]:
        faults = []
        backlog = self._consumer.backlog()
        if backlog > MAX_ENTRIES // 4:
            faults.append(f"{backlog} events wait to be stored.")
        info = self._inference()
        if any(v.mode_now == "detect" for v in views) and info is None:
            faults.append("No detection process is running: nothing is judged.")
        if info is not None and info.switch is not None and info.switch.state == "failed":
            faults.append(f"The model {info.switch.name} could not be loaded; {info.name} goes on.")
        if self._jobs.workers() == 0:
            faults.append("The jobs process is away: retention does not run.")
        faults += [f"The job {job.name} failed: {job.error}" for job in self._jobs.failed()]
        ill = sum(view.state not in WELL for view in views)
        if ill:
            faults.append(f"{ill} of {len(views)} cameras cannot be watched.")
        return faults


def _event_faults(views: list[CameraView], put_aside: int) -> list[str]:
    """What became of decisions on their way to the database."""
    faults = []
    waiting = sum(view.journal_waiting or 0 for view in views)
    refused = sum(view.journal_refused or 0 for view in views)
    if refused:
        faults.append(f"{refused} events could not be kept by their cameras' workers and are lost.")
    if waiting > MANY_WAITING:
        faults.append(f"{waiting} events wait on disk, because Redis is away or full.")
    if put_aside:
        faults.append(f"{put_aside} events could not be stored and were put aside.")
    return faults
