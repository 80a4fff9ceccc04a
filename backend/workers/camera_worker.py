"""One camera's process: `python -m backend.workers.camera_worker <camera id>`.

Three threads: capture reads the source and keeps the newest frame; the main thread judges frames and performs what
follows; the reporter writes the status to Redis, once a second, and carries the journal on. A watchdog beside them ends
the process when the picture or the main thread stands still.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from contextlib import suppress

from redis import Redis
from redis.exceptions import RedisError

from backend import settings as settings_module
from backend.adapters.cameras import config as camera_config
from backend.adapters.cameras.control import CameraControl
from backend.adapters.inference.client import REDIS_SECONDS
from backend.adapters.inference.frame_store import directory
from backend.adapters.logging import setup as logs
from backend.adapters.processes.lock import ProcessLock
from backend.adapters.redis.connection import connect
from backend.core.cameras.camera import CameraConfig
from backend.core.errors import MandorError
from backend.core.fleet.restart_budget import HELD
from backend.services.camera_process.runtime import CameraRuntime, Places
from backend.workers import process_loop
from backend.workers.watchdog import Watchdog

log = logging.getLogger(__name__)
REPORT_SECONDS = 1.0
NO_FRAME_SECONDS = 15.0
STANDSTILL_SECONDS = 30.0
HELD_SECONDS = 20.0
"""How long a worker waits for another one at its camera to end. Shorter starts processes for nothing, longer hides in
the supervisor's list that there are two."""


def wait_for_config(redis: Redis, camera_id: int, stop: threading.Event) -> CameraConfig | None:
    """The camera's configuration as soon as the orchestrator has published it; None when asked to stop first."""
    while not stop.is_set():
        with suppress(RedisError):
            config = camera_config.read(redis, camera_id)
            if config is not None:
                return config
        stop.wait(0.5)
    return None


def report_for_ever(camera: CameraRuntime, control: CameraControl, place: ProcessLock, stop: threading.Event) -> None:
    """The reporter thread: a report each second, and between them what arrives on the control channel."""
    away = False
    due = time.monotonic() + REPORT_SECONDS
    while not stop.is_set():
        message = control.wait(max(0.0, due - time.monotonic()), stop)
        if place.must_yield:
            log.warning("the supervisor of this process is gone and another one waits: this one ends")
            stop.set()
        try:
            if message:
                camera.hear(message)
            if time.monotonic() >= due:
                due = time.monotonic() + REPORT_SECONDS
                camera.report()
            away = False
        except RedisError as error:
            if not away:
                log.warning("Redis is away (%s): events go to the journal", type(error).__name__)
            away = True
        except MandorError as error:
            log.error("%s", error)


def main() -> None:
    """Run one camera until asked to stop."""
    camera_id = int(sys.argv[1])
    settings = settings_module.load()
    logs.set_up(f"camera-{camera_id}", settings.log_level, camera_id=camera_id)
    stop = process_loop.stop_on_signals()
    watchdog = Watchdog()
    watchdog.start()
    place = ProcessLock(settings.run_dir, f"camera-{camera_id}")
    if not place.take(stop, seconds=HELD_SECONDS):
        if not stop.is_set():
            log.error("another process watches this camera: this one ends")
            sys.exit(HELD)
        return
    redis = connect(settings.redis_url)
    config = wait_for_config(redis, camera_id, stop)
    if config is None:
        return
    places = Places(
        journal=settings.journal_dir / f"camera-{camera_id}",
        frames=directory(settings.data_dir),
        demo=settings.root / "demo",
    )
    asking = connect(settings.redis_url, timeout_seconds=REDIS_SECONDS)
    camera = CameraRuntime(places, redis, config, asking=asking)
    watchdog.expect("the stream", camera.input.frame_age, NO_FRAME_SECONDS)
    watchdog.expect("the main thread", lambda: time.monotonic() - camera.ticked_at, STANDSTILL_SECONDS)
    watchdog.expect("the reporter", lambda: time.monotonic() - camera.reported_at, STANDSTILL_SECONDS)
    control = CameraControl(redis, camera_id)
    arguments = (camera, control, place, stop)
    threading.Thread(target=report_for_ever, args=arguments, name="reporter", daemon=True).start()
    process_loop.run(camera.step, stop, idle_seconds=0.5)
    with suppress(RedisError):
        camera.stop()


if __name__ == "__main__":
    main()
