"""Enabled cameras in the database ↔ camera processes under the supervisor.

The desired is compared with the running; only the difference is acted on. What cannot be known (a failed query, a
failed list) changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Protocol

from redis import Redis

from backend.adapters import camera_config, camera_episodes, event_stream
from backend.adapters.clock import new_id, utc_now
from backend.adapters.pm2 import App, Running
from backend.core.camera import CameraConfig
from backend.services.violation_reports import ViolationReports

log = logging.getLogger(__name__)
PREFIX = "camera-"


class Supervisor(Protocol):
    """What is needed of PM2. Every method raises SupervisorError when it failed."""

    def processes(self) -> dict[str, Running]: ...  # noqa: D102
    def start(self, apps: list[App]) -> None: ...  # noqa: D102
    def delete(self, names: list[str]) -> None: ...  # noqa: D102


class CameraFleet:
    """Brings the running cameras in line with the desired ones."""

    def __init__(self, redis: Redis, supervisor: Supervisor, app_of: Callable[[int], App]) -> None:
        self._redis = redis
        self._supervisor = supervisor
        self._app_of = app_of

    def publish(self, desired: Iterable[CameraConfig]) -> bool:
        """Tell the workers their configurations; says whether any changed. Raises RedisError."""
        changed = [camera_config.publish(self._redis, config) for config in desired]
        return any(changed)

    def reconcile(self, desired: list[CameraConfig]) -> bool:
        """Start what is missing, end what is not wanted; says whether there was any of it.

        1. Ask what runs. 2. End the unwanted. 3. Start the missing, in one call. 4. Close what cameras had open that
        are not wanted any more: as Redis knows them, since one whose closing failed before is in no list of processes.
        """
        running = self._supervisor.processes()
        wanted = {f"{PREFIX}{config.camera_id}": config for config in desired}
        unwanted = [name for name in running if _is_camera(name) and name not in wanted]
        missing = [name for name in wanted if name not in running or not running[name].is_kept]
        if unwanted:
            log.info("ending %s", ", ".join(unwanted))
            self._supervisor.delete(unwanted)
        if missing:
            log.info("starting %s", ", ".join(missing))
            self._supervisor.start([self._app_of(wanted[name].camera_id) for name in missing])
        for camera_id in camera_config.published(self._redis):
            if f"{PREFIX}{camera_id}" not in wanted:
                self._forget(camera_id)
        return bool(unwanted or missing)

    def _forget(self, camera_id: int) -> None:
        """Nobody watches this camera any more: its open violations end as `stopped`, its keys go."""
        config = camera_config.read(self._redis, camera_id)
        if config is not None:
            reports = ViolationReports(config, new_id)
            for episode in camera_episodes.load(self._redis, camera_id):
                event_stream.append(self._redis, reports.stopped(episode, utc_now()))
        camera_config.remove(self._redis, camera_id)


def _is_camera(name: str) -> bool:
    return name.startswith(PREFIX) and name.removeprefix(PREFIX).isdecimal()
