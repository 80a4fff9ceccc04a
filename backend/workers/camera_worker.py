"""One camera's process: `python -m backend.workers.camera_worker <camera id>`.

Three threads: capture reads the source and keeps the newest frame; the main thread analyses frames and performs the
decisions; the reporter publishes the status and delivers events, once a second. A watchdog beside them ends the process
when one of them stands still.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from contextlib import suppress

from redis.exceptions import RedisError

from backend import settings as settings_module
from backend.adapters.cameras import config as camera_config
from backend.adapters.cameras.control import CameraControl
from backend.adapters.inference.client import REDIS_SECONDS
from backend.adapters.inference.frame_store import directory
from backend.adapters.logging import setup as logs
from backend.adapters.machine.place import place_of
from backend.adapters.processes.lock import ProcessLock
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.cameras.camera import CameraConfig
from backend.core.errors import MandorError
from backend.core.fleet.restart_budget import HELD
from backend.services.camera_process.clock import CameraClock
from backend.services.camera_process.reporter import CameraReporter
from backend.services.camera_process.runtime import CameraFolders, CameraRuntime
from backend.workers import process_loop
from backend.workers.watchdog import Watchdog

log = logging.getLogger(__name__)
REPORT_SECONDS = 1.0
"""How often the status is published."""
NO_FRAME_SECONDS = 15.0
"""A connected source without frames for so long ends the process. Shorter: slow cameras are restarted."""
STANDSTILL_SECONDS = 30.0
"""A thread that stands still for so long ends the process. Shorter: a busy machine's workers are restarted."""
HELD_SECONDS = 20.0
"""How long a worker waits for another one of its camera to end. Shorter starts processes for nothing, longer hides from
the supervisor's list that there are two."""


def wait_for_config(redis: RedisClient, camera_id: int, stop: threading.Event) -> CameraConfig | None:
    """The camera's configuration as soon as the orchestrator has published it; None when asked to stop first."""
    while not stop.is_set():
        with suppress(RedisError):
            config = camera_config.read(redis, camera_id)
            if config is not None:
                return config
        stop.wait(0.5)
    return None


def run_reporter(reporter: CameraReporter, control: CameraControl, lock: ProcessLock, stop: threading.Event) -> None:
    """The reporter thread: a report each second, and control messages between them."""
    redis_away = False
    due = time.monotonic() + REPORT_SECONDS
    while not stop.is_set():
        message = control.wait(max(0.0, due - time.monotonic()), stop)
        if lock.must_yield:
            log.warning("the supervisor of this process is gone and another one waits: this one ends")
            stop.set()
        try:
            if message:
                reporter.on_message(message)
            if time.monotonic() >= due:
                due = time.monotonic() + REPORT_SECONDS
                reporter.report()
            redis_away = False
        except RedisError as error:
            if not redis_away:
                log.warning("Redis is away (%s): events go to the journal", type(error).__name__)
            redis_away = True
        except MandorError as error:
            log.error("%s", error)


def main() -> None:
    """Run one camera until a signal ends it."""
    camera_id = int(sys.argv[1])
    settings = settings_module.load()
    logs.set_up(f"camera-{camera_id}", settings.log_level, file=settings.log_file, camera_id=camera_id)
    stop = process_loop.stop_on_signals()
    watchdog = Watchdog()
    watchdog.start()
    lock = ProcessLock(settings.run_dir, f"camera-{camera_id}")
    if not lock.take(stop, seconds=HELD_SECONDS):
        if not stop.is_set():
            log.error("another process runs this camera: this one ends")
            sys.exit(HELD)
        return
    installation = settings_module.installation_id(settings.data_dir)
    place = place_of(settings.data_dir)
    redis = connect(settings.redis_url, installation, place)
    config = wait_for_config(redis, camera_id, stop)
    if config is None:
        return
    folders = CameraFolders(
        journal=settings.journal_dir / f"camera-{camera_id}",
        frames=directory(settings.data_dir, installation),
        demo=settings.root / "demo",
    )
    inference_redis = connect(settings.redis_url, installation, place, timeout_seconds=REDIS_SECONDS)
    clock = CameraClock()
    camera = CameraRuntime(folders, redis, config, inference_redis=inference_redis, clock=clock)
    watchdog.expect("the stream", camera.loop.input.frame_age, NO_FRAME_SECONDS)
    watchdog.expect("the main thread", lambda: clock.monotonic() - camera.loop.ticked_at, STANDSTILL_SECONDS)
    watchdog.expect("the reporter", lambda: clock.monotonic() - camera.reporter.reported_at, STANDSTILL_SECONDS)
    control = CameraControl(redis, camera_id)
    arguments = (camera.reporter, control, lock, stop)
    threading.Thread(target=run_reporter, args=arguments, name="reporter", daemon=True).start()
    process_loop.run(camera.loop.step, stop, idle_seconds=0.5)
    with suppress(RedisError):
        camera.stop()


if __name__ == "__main__":
    main()
