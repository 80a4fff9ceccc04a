"""The orchestrator: starts and ends one process per camera that is on, through PM2. Schedules turn cameras on and off.

The database is asked every second, PM2 only when something changed and every 15 seconds besides, since each question to
PM2 costs a Node process.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from redis import Redis

from backend import settings as settings_module
from backend.adapters import logs
from backend.adapters.clock import utc_now
from backend.adapters.database import Database
from backend.adapters.log_rotation import LogRotation
from backend.adapters.pm2 import App, Pm2
from backend.adapters.process_heartbeat import Heartbeat
from backend.adapters.redis_connection import connect
from backend.adapters.repositories.cameras import enabled_camera_configs
from backend.core.camera import CameraConfig
from backend.core.camera_plan import head_start
from backend.core.errors import Unavailable
from backend.services.camera_fleet import PREFIX, CameraFleet
from backend.services.camera_plans import CameraPlans
from backend.settings import Settings
from backend.workers import process_loop

log = logging.getLogger(__name__)
POLL_SECONDS = 1.0
RECONCILE_SECONDS = 15.0
LEAN = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
"""What keeps a camera's process small: no thread pools, one heap."""


class Orchestrator:
    """One unit of work is one comparison of desired and running."""

    def __init__(self, database: Database, fleet: CameraFleet, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._fleet = fleet
        self._clock = clock
        self._plans = CameraPlans()
        self._desired: list[CameraConfig] | None = None
        self._reconciled_at = float("-inf")

    def step(self) -> bool:
        """Compare and act. Says whether anything was done. What cannot be known now is asked again later."""
        try:
            with self._database.reading() as session:
                enabled = enabled_camera_configs(session)
            at, early = self._clock(), head_start(len(enabled))
            desired = [config for config in enabled if self._plans.of(config).wants_process(at, early)]
            changed = self._fleet.publish(desired) or desired != self._desired
            if not changed and time.monotonic() - self._reconciled_at < RECONCILE_SECONDS:
                return False
            acted = self._fleet.reconcile(desired)
        except Unavailable as error:
            log.warning("nothing was changed: %s", error)
            return False
        self._desired = desired
        self._reconciled_at = time.monotonic()
        return acted


def supervisor(settings: Settings) -> Pm2:
    """The PM2 under which this process runs, or this installation's own."""
    own = settings.root / "node_modules" / ".bin" / "pm2"
    home = os.environ.get("PM2_HOME")
    return Pm2(own if own.exists() else "pm2", Path(home) if home else settings.pm2_home)


def app_of(settings: Settings, camera_id: int) -> App:
    """A camera's process."""
    name = f"{PREFIX}{camera_id}"
    return App(
        name=name,
        script=sys.executable,
        args=f"-m backend.workers.camera_worker {camera_id}",
        cwd=str(settings.root),
        env={
            "DATA_DIR": str(settings.data_dir),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "MALLOC_ARENA_MAX": "1",
        },
        log_file=str(settings.log_dir / f"{name}.log"),
    )


def main() -> None:
    """Run until told to stop."""
    settings = settings_module.load()
    logs.set_up("orchestrator", settings.log_level)
    stop = process_loop.stop_on_signals()
    redis: Redis = connect(settings.redis_url)
    fleet = CameraFleet(redis, supervisor(settings), lambda camera_id: app_of(settings, camera_id))
    orchestrator = Orchestrator(Database(settings.database_url), fleet)
    heartbeat = Heartbeat(redis, "orchestrator")
    rotation = LogRotation((settings.log_dir, settings.pm2_home))

    def step() -> bool:
        heartbeat.beat()
        rotation.step()
        return orchestrator.step()

    process_loop.run(step, stop, idle_seconds=POLL_SECONDS)
    heartbeat.end()


if __name__ == "__main__":
    main()
