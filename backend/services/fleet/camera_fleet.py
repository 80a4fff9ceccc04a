"""Enabled cameras in the database ↔ camera processes under the supervisor.

Desired and running cameras are compared; only the difference is acted on. When either is unknown (a failed query, a
failed list) nothing changes. Workers start a few at a time, and one that keeps dying is restarted less often.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from backend.adapters.cameras import config as camera_config
from backend.adapters.cameras import fleet_state
from backend.adapters.cameras import state as camera_state
from backend.adapters.processes.pm2 import App, Running
from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraConfig
from backend.core.fleet import restart_budget
from backend.core.fleet.restart_budget import Restarts
from backend.services.fleet.silent_workers import SilentWorkers
from backend.services.fleet.supervisor import Supervisor

log = logging.getLogger(__name__)
PREFIX = "camera-"
MOST_STARTING = 12
"""Workers that may be starting at once. A start costs 0.6 s of processor: more makes running workers miss
frames, and 64 cameras no faster; fewer leaves processors idle while workers wait for their cameras' first packet."""
MOST_ENDING = 12
"""Workers that one call ends. They end one after the other: more delays starts and the watchdog
(12 that ignore the signal take 72 s); fewer costs more calls."""
STARTING_SECONDS = 15.0
"""How long a start counts as such if its worker does not report. Shorter lets a broken installation start all its
workers at once; longer delays the others behind a few that hang."""


class CameraFleet:
    """Brings the running cameras in line with the desired ones.

    Times are seconds of the wall clock.
    """

    def __init__(self, redis: RedisClient, supervisor: Supervisor, app_of: Callable[[int], App]) -> None:
        self._redis = redis
        self._supervisor = supervisor
        self._app_of = app_of
        self._running: dict[str, Running] | None = None
        self._starting: dict[int, float] = {}
        self._restarts: dict[int, Restarts] | None = None
        self._saved: dict[int, Restarts] = {}
        self._silent = SilentWorkers(redis)
        self._hung: set[int] = set()

    def publish(self, desired: list[CameraConfig], at: float) -> bool:
        """Publish the workers' configurations; returns whether any changed.

        Raises RedisError.
        """
        changed = camera_config.publish_all(self._redis, desired)
        restarts = self._records()
        for camera_id in restarts.keys() & set(changed):
            restarts[camera_id] = restart_budget.retried_now(restarts[camera_id], at)
        return bool(changed)

    @property
    def is_starting(self) -> bool:
        """Whether some have been started and not reported yet."""
        return bool(self._starting)

    @property
    def must_refresh(self) -> bool:
        """Whether a process has ended since the last refresh, or was never seen running.

        Needs no query.
        """
        if self._running is None:
            return True
        cameras = (process for name, process in self._running.items() if is_camera(name))
        return any(process.pid == 0 or self._supervisor.is_gone(process) for process in cameras)

    def refresh(self, at: float) -> None:
        """List the running processes, and count deaths since the last refresh."""
        self._running = None
        self._running = self._supervisor.processes()
        restarts = self._records()
        for process in filter(lambda process: is_camera(process.name), self._running.values()):
            camera_id = _camera_of(process.name)
            before = restarts.get(camera_id) or restart_budget.first_seen(process.deaths)
            after = restart_budget.observed(before, count=process.deaths, code=process.exit_code, at=at)
            if process.is_kept:
                after = restart_budget.found_running(after, at)
            restarts[camera_id] = after
            _log_change(camera_id, before, after)
        self._find_hung(self._running.values(), at)

    def _find_hung(self, running: Iterable[Running], at: float) -> None:
        """Workers that run but do not report are ended and restarted, as if they had died."""
        pids = {_camera_of(one.name): one.pid for one in running if is_camera(one.name) and one.status == "online"}
        restarts, found = self._records(), self._silent.found(pids, at)
        for camera_id in found:
            log.error("%s runs but has not reported for long: it is ended", _name(camera_id))
            before = restarts[camera_id]
            restarts[camera_id] = restart_budget.found_hung(before, at)
            _log_change(camera_id, before, restarts[camera_id])
        self._hung = (self._hung & pids.keys()) | found

    def reconcile(self, desired: list[CameraConfig], at: float) -> bool:
        """Bring the processes of the last refresh in line with `desired`.

        Returns whether anything was done.

        1. End a few of the unwanted, of those that died too often, and of those that hang. 2. Start the missing, as
        many as may be starting at once. 3. Save the records for the next orchestrator and for the dashboard.
        """
        if self._running is None:
            self.refresh(at)
        running, self._running = dict(self._running or {}), None  # unknown until all calls have succeeded
        wanted = {config.camera_id for config in desired}
        restarts = self._records()
        cameras = map(_camera_of, filter(is_camera, running))
        unwanted = [c for c in cameras if c in self._hung or not self._may(c, wanted, at)][:MOST_ENDING]
        ended = self._end(running, unwanted)
        self._hung.difference_update(unwanted)
        kept = {_camera_of(name) for name, process in running.items() if is_camera(name) and process.is_kept}
        missing = [c for c in sorted(wanted - kept) if self._may(c, wanted, at)]
        started = self._start(running, missing[: self._room(wanted - set(missing), at)], at)
        for camera_id in [camera_id for camera_id in restarts if camera_id not in wanted]:
            del restarts[camera_id]
        self._save()
        self._running = running
        return ended or started

    def working(self) -> set[int]:
        """Cameras that have a process, by the last refresh."""
        return {_camera_of(name) for name in self._running or {} if is_camera(name)}

    def _may(self, camera_id: int, wanted: set[int], at: float) -> bool:
        return camera_id in wanted and restart_budget.may_run(self._records().get(camera_id, Restarts()), at)

    def _end(self, running: dict[str, Running], camera_ids: list[int]) -> bool:
        names = [_name(camera_id) for camera_id in camera_ids]
        if names:
            log.info("ending %s", ", ".join(names))
            self._supervisor.delete(names)
            for name in names:
                del running[name]
        return bool(names)

    def _start(self, running: dict[str, Running], camera_ids: list[int], at: float) -> bool:
        """Start these in one call.

        Stopped processes are deleted first, so that their counts restart.
        """
        if not camera_ids:
            return False
        names = [_name(camera_id) for camera_id in camera_ids]
        self._supervisor.delete([name for name in names if name in running])
        camera_state.forget(self._redis, camera_ids)
        log.info("starting %s", ", ".join(names))
        self._supervisor.start([self._app_of(camera_id) for camera_id in camera_ids])
        restarts = self._records()
        for camera_id, name in zip(camera_ids, names, strict=True):
            running[name] = Running(name=name, status="launching", pid=0, restarts=0)
            restarts[camera_id] = restart_budget.started(restarts.get(camera_id, Restarts()), at)
            self._starting[camera_id] = at
        return True

    def _room(self, going: set[int], at: float) -> int:
        """How many more may start. Workers that have not reported yet are still starting."""
        reported = camera_state.read(self._redis, self._starting)
        self._starting = {
            camera_id: since
            for camera_id, since in self._starting.items()
            if camera_id in going and camera_id not in reported and 0 <= at - since < STARTING_SECONDS
        }
        room = MOST_STARTING - len(self._starting)
        return room if room >= MOST_STARTING // 2 else 0  # few calls, since each costs a Node process

    def _records(self) -> dict[int, Restarts]:
        """The restart records; at first those of an earlier orchestrator."""
        if self._restarts is None:
            self._saved = fleet_state.load(self._redis)
            self._restarts = dict(self._saved)
        return self._restarts

    def _save(self) -> None:
        now = dict(self._records())
        changed = {camera_id: record for camera_id, record in now.items() if self._saved.get(camera_id) != record}
        gone = self._saved.keys() - now.keys()
        if changed or gone:
            fleet_state.save(self._redis, changed, gone)
            self._saved = now


def _log_change(camera_id: int, before: Restarts, after: Restarts) -> None:
    if after.total > before.total:
        log.warning(
            "%s ended %d times, last with code %s", _name(camera_id), after.total - before.total, after.last_code
        )
    if after.next_attempt_at is not None and after.next_attempt_at != before.next_attempt_at:
        log.error("%s ends too often: the next attempt is in %.0f s", _name(camera_id), restart_budget.RETRY_SECONDS)
    if before.given_up and not after.given_up:
        log.info("%s stays up again", _name(camera_id))


def _name(camera_id: int) -> str:
    return f"{PREFIX}{camera_id}"


def _camera_of(name: str) -> int:
    return int(name.removeprefix(PREFIX))


def is_camera(name: str) -> bool:
    """Whether this is the name of a camera's process."""
    return name.startswith(PREFIX) and name.removeprefix(PREFIX).isdecimal()
