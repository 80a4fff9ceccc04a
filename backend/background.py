"""What the backend does beside answering.

It stores events, sends changes to browsers, keeps demonstrations small and the coverage log current.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from flask import Flask

from backend.adapters.processes.heartbeat import EVERY_SECONDS, Heartbeat
from backend.adapters.redis.connection import errors_as_unavailable
from backend.core.errors import Unavailable
from backend.routes.crowd.socket import CrowdEvents
from backend.routes.live.events import LiveEvents
from backend.services.assembly import Backend

log = logging.getLogger(__name__)
ALIVE_SECONDS = 1.0
"""How often browsers are sent a sign of life. They call 2.5 s of silence a lost connection."""
BACK_OFF_SECONDS = (0.2, 0.5, 1.0, 2.0)


def start(app: Flask, *, on_death: Callable[[], None]) -> None:
    """Start the loops. An unexpected error in one is logged and ends the process."""
    backend: Backend = app.extensions["mandor"]
    live: LiveEvents = app.extensions["mandor.live"]
    crowd: CrowdEvents = app.extensions["mandor.crowd"]
    heartbeat = Heartbeat(backend.redis, "backend")
    atexit.register(heartbeat.end)
    atexit.register(backend.crowd.close)

    def publish_cameras() -> bool:
        live.publish_cameras(at=datetime.now(UTC))
        return False

    def publish_alive() -> bool:
        live.publish_alive(at=datetime.now(UTC))
        return False

    def keep_coverage_log() -> bool:
        return backend.coverage_log.step(at=datetime.now(UTC))

    def condense_coverage_log() -> bool:
        return backend.coverage_upkeep.step(at=datetime.now(UTC))

    def sum_failed_logins() -> bool:
        return backend.audit.sum_failures(at=datetime.now(UTC))

    def close_ended_crowd_clients() -> bool:
        crowd.close_ended(at=datetime.now(UTC))
        return False

    def beat() -> bool:
        with errors_as_unavailable():
            heartbeat.beat()
        return False

    loops: tuple[tuple[str, Callable[[], bool], float], ...] = (
        ("ingest", backend.ingest.step, 0.0),
        ("keyed ingest", backend.keyed_ingest.step, 0.0),
        ("sampled ingest", backend.sampled_ingest.step, 0.0),
        ("cameras", publish_cameras, 1.0),
        ("alive", publish_alive, ALIVE_SECONDS),
        ("heartbeat", beat, EVERY_SECONDS),
        ("pruning", backend.pruning.step, 60.0),
        ("coverage log", keep_coverage_log, 10.0),
        ("failed log-ins", sum_failed_logins, 60.0),
        ("coverage upkeep", condense_coverage_log, 3600.0),
        ("crowd clients", close_ended_crowd_clients, 10.0),
        *((f"crowd {place}", partial(backend.crowd.step, place), 0.0) for place in backend.crowd.places),
    )
    for name, step, idle_seconds in loops:
        arguments = (name, step, idle_seconds, on_death)
        threading.Thread(target=_run, args=arguments, name=name, daemon=True).start()


def _run(name: str, step: Callable[[], bool], idle_seconds: float, on_death: Callable[[], None]) -> None:
    """Step for ever; rest when there was nothing to do, and longer and longer while something is away."""
    failures = 0
    while True:
        try:
            worked = step()
        except Unavailable as error:
            if failures == 0:
                log.warning("%s waits: %s", name, error)
            time.sleep(BACK_OFF_SECONDS[min(failures, len(BACK_OFF_SECONDS) - 1)])
            failures += 1
            continue
        except Exception:
            log.exception("%s died of an unexpected error; the process ends", name)
            on_death()
            return
        if failures:
            log.warning("%s goes on", name)
            failures = 0
        if not worked:
            time.sleep(idle_seconds)
