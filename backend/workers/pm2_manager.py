"""The orchestrator: runs one process per camera that is on, through PM2.

The database is queried every second and whenever a change is announced; PM2 only when something changed or a process
died, and every 15 seconds besides, since each query of PM2 costs a Node process.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event

from backend import settings as settings_module
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories.cameras import enabled_camera_configs
from backend.adapters.inference.frame_store import directory
from backend.adapters.jobs.queue import remove_unnamed
from backend.adapters.logging import setup as logs
from backend.adapters.logging.rotation import LogRotation
from backend.adapters.machine.clock import new_id, utc_now
from backend.adapters.machine.place import place_of
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.processes.lock import ProcessLock
from backend.adapters.processes.pm2 import App, Pm2
from backend.adapters.redis.connection import RedisClient, connect
from backend.adapters.redis.control_channel import ControlChannel
from backend.adapters.redis.takeover import Takeover
from backend.core.accounts.scope import Scope
from backend.core.cameras.camera import CameraConfig
from backend.core.errors import Unavailable
from backend.core.fleet.restart_budget import HELD
from backend.core.schedules.camera_plan import head_start
from backend.services.cameras.plans import CameraPlans
from backend.services.fleet.camera_fleet import PREFIX, CameraFleet
from backend.services.fleet.leftovers import CameraLeftovers, Folders
from backend.settings import Settings
from backend.workers import process_loop
from backend.workers.watchdog import Watchdog

log = logging.getLogger(__name__)
LEAN = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
"""Environment that keeps a camera's process small: no thread pools, one heap."""
POLL_SECONDS = 1.0
RECONCILE_SECONDS = 15.0
"""Between two regular lists of PM2. Longer notices manual changes in PM2 later; shorter costs processor."""
SOONER_SECONDS = 8.0
"""The same while workers start, and after one died. Shorter takes the processor from the workers that start (on a busy
machine half of the time was waiting for PM2); longer lets those that die at import do so more often."""
STANDSTILL_SECONDS = 300.0
"""A step that takes longer is stuck: it makes a few calls of PM2 and Redis, each of which ends by itself."""
HELD_SECONDS = 20.0


class Orchestrator:
    """One unit of work is one comparison of desired and running."""

    def __init__(
        self,
        database: Database,
        fleet: CameraFleet,
        leftovers: CameraLeftovers,
        *,
        clock: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._fleet = fleet
        self._leftovers = leftovers
        self._clock = clock
        self._monotonic = monotonic
        self._plans = CameraPlans()
        self._desired: list[CameraConfig] | None = None
        self._listed_at = float("-inf")
        self._fault = ""
        self.stepped_at = monotonic()

    def step(self) -> bool:
        """Compare and act.

        Says whether anything was done. What is not known now is tried again later.

        1. Read the desired cameras and publish their configurations. 2. List PM2 if it is time. 3. Act on the
        difference. 4. After a list, find leftovers of cameras without a worker; send them.
        """
        self.stepped_at = self._monotonic()
        try:
            acted = self._compare(self._clock())
        except Unavailable as error:
            self._desired = None  # list again before anything else
            self._log_fault(f"not everything could be done, it is tried again: {error}")
            return False
        self._log_fault("")
        return acted

    def close(self) -> None:
        """Release the locks that are held."""
        self._leftovers.close()

    def _compare(self, at: datetime) -> bool:
        with self._database.reading(Scope.installation()) as session:
            enabled = enabled_camera_configs(session)
        early = head_start(len(enabled))
        desired = [config for config in enabled if self._plans.plan_of(config).wants_process(at, early)]
        changed = self._fleet.publish(desired, at.timestamp()) or desired != self._desired
        is_due = changed or self._monotonic() - self._listed_at >= self._pause()
        if is_due:
            self._fleet.refresh(at.timestamp())
            self._listed_at = self._monotonic()
        acted = self._fleet.reconcile(desired, at.timestamp())
        if is_due:
            self._leftovers.find({config.camera_id for config in desired}, self._fleet.working(), at)
        self._leftovers.step()
        self._desired = desired
        return acted

    def _pause(self) -> float:
        return SOONER_SECONDS if self._fleet.is_starting or self._fleet.must_refresh else RECONCILE_SECONDS

    def _log_fault(self, fault: str) -> None:
        """Log a fault once, not once a second."""
        if fault and fault != self._fault:
            log.warning("%s", fault)
        if self._fault and not fault:
            log.info("the orchestrator continues")
        self._fault = fault


class OrchestratorRound:
    """The work of one second. Redis not being available delays only what needs it."""

    def __init__(
        self, orchestrator: Orchestrator, rotation: LogRotation, lock: ProcessLock, heartbeat: Heartbeat, stop: Event
    ) -> None:
        self._orchestrator = orchestrator
        self._rotation = rotation
        self._lock = lock
        self._heartbeat = heartbeat
        self._stop = stop

    def step(self) -> bool:
        """1.

        Work without Redis. 2. Heartbeat. 3. The comparison, also when the heartbeat failed. Raises RedisError.
        """
        self._rotation.step()
        if self._lock.must_yield:
            log.warning("the supervisor of this process ended and another orchestrator waits: this one ends")
            self._stop.set()
            return False
        try:
            self._heartbeat.beat()
        finally:  # a Redis that takes no writes can still be read
            acted = self._orchestrator.step()
        return acted


class OldNames:
    """What a version without ids in its names left in Redis (see `takeover`), before anything else is done there."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._is_done = self._is_reported = False

    def step(self) -> None:
        """Take it over, once; again later while it is in use. Raises RedisError."""
        if self._is_done:
            return
        kept = Takeover(self._redis).step()
        if kept is not None:
            remove_unnamed(self._redis)
            self._is_done = True
            if kept:
                log.warning("%d keys of an earlier version in Redis were taken over", kept)
        elif not self._is_reported:
            log.warning("an installation of an earlier version uses this Redis: its keys are left alone while it runs")
            self._is_reported = True


def supervisor(settings: Settings, home: Path | None = None) -> Pm2:
    """The PM2 of `home`, else the installation's own.

    Never that of PM2_HOME, which may run other programs.
    """
    own = settings.root / "node_modules" / ".bin" / "pm2"
    return Pm2(own if own.exists() else "pm2", home or settings.pm2_home)


def home_of_this(settings: Settings) -> Path:
    """The home of the PM2 that runs this process, from the environment that PM2 sets."""
    return Path(os.environ.get("PM2_HOME") or settings.pm2_home)


def app_of(settings: Settings, camera_id: int) -> App:
    """A camera's process. PM2 takes a script whose path has a space for a shell's command, hence a relative one."""
    program, name = Path(sys.executable), f"{PREFIX}{camera_id}"
    return App(
        name=name,
        script=str(program.relative_to(settings.root) if program.is_relative_to(settings.root) else program),
        args=f"-m backend.workers.camera_worker {camera_id}",
        cwd=str(settings.root),
        env={"DATA_DIR": str(settings.data_dir), **LEAN},
        log_file=str(settings.log_dir / f"{name}.log"),
    )


def main() -> None:
    """Run until a signal. Only one at a time: two would start every camera twice."""
    settings = settings_module.load()
    logs.set_up("orchestrator", settings.log_level, file=settings.log_file)
    stop = process_loop.stop_on_signals()
    lock = ProcessLock(settings.run_dir, "orchestrator")
    if not lock.take(stop, seconds=HELD_SECONDS):
        if not stop.is_set():
            log.error("another orchestrator runs: this one ends")
            sys.exit(HELD)
        return
    installation = settings_module.installation_id(settings.data_dir)
    place = place_of(settings.data_dir)
    redis = connect(settings.redis_url, installation, place)
    home = home_of_this(settings)
    fleet = CameraFleet(redis, supervisor(settings, home), lambda camera_id: app_of(settings, camera_id))
    folders = Folders(
        journals=settings.journal_dir, frames=directory(settings.data_dir, installation), locks=settings.run_dir
    )
    orchestrator = Orchestrator(Database(settings.database_url), fleet, CameraLeftovers(redis, folders, new_id))
    watchdog = Watchdog()
    watchdog.expect("the orchestrator", lambda: time.monotonic() - orchestrator.stepped_at, STANDSTILL_SECONDS)
    watchdog.start()

    heartbeat = Heartbeat(redis, "orchestrator")
    names = OldNames(redis) if settings_module.is_older_than_its_id(settings.data_dir) else None
    one_round = OrchestratorRound(orchestrator, LogRotation((settings.log_dir, home)), lock, heartbeat, stop)
    changes = ControlChannel(redis, stop)

    def step() -> bool:
        if names is not None:
            names.step()
        return one_round.step()

    process_loop.run(step, stop, idle_seconds=POLL_SECONDS, rest=changes.rest)
    orchestrator.close()
    heartbeat.end()


if __name__ == "__main__":
    main()
