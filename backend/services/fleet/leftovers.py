"""Leftovers of cameras without a worker.

Unsent events, open violations, frames in shared memory, keys in Redis. Nothing is touched without the camera's lock
(`ProcessLock`), so that an unknown worker keeps its data. The lock is held while the journal is sent, and released as
soon as a worker asks for it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from backend.adapters.cameras import config as camera_config
from backend.adapters.inference import frame_store
from backend.adapters.processes import heartbeat as process_heartbeat
from backend.adapters.processes.lock import ProcessLock
from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraConfig
from backend.core.events.violation import ViolationOpened
from backend.services.events.delivery import EventDelivery
from backend.services.violations.open_violations import OpenViolations
from backend.services.violations.reports import NewId, ViolationReports, episode_of

log = logging.getLogger(__name__)
BUDGET_SECONDS = 2.0
"""How long one round may send events of all cameras together. Longer delays starting and ending cameras."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Folders in which cameras leave data."""

    journals: Path
    frames: Path
    locks: Path


@dataclass(slots=True)
class _TakenOver:
    """A journal that is being sent, and the camera's lock."""

    lock: ProcessLock
    folder: Path
    delivery: EventDelivery
    stopped: bool = False


class CameraLeftovers:
    """Sends and removes the leftovers of cameras that have no worker."""

    def __init__(
        self, redis: RedisClient, folders: Folders, new_id: NewId, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._redis = redis
        self._folders = folders
        self._new_id = new_id
        self._monotonic = monotonic
        self._taken_over: dict[int, _TakenOver] = {}

    def find(self, desired: set[int], working: set[int], at: datetime) -> None:
        """Find leftovers of cameras without a worker.

        Raises RedisError; a folder's error is logged.

        1. Shared memory is freed. 2. When the camera is not desired any more, its open violations end as `stopped`,
        and its keys in Redis are deleted. 3. Its journal is sent by `step` from now on.
        """
        try:
            left = _journals_in(self._folders.journals, desired) | frame_store.cameras_in(self._folders.frames)
        except OSError as error:
            log.error("leftovers of cameras cannot be listed: %s", error)
            return
        left |= camera_config.known(self._redis) - desired
        for camera_id in sorted((left | self._taken_over.keys()) - working):
            try:
                taken = self._taken_over.get(camera_id) or self._take_over(camera_id)
                if taken is None:
                    continue
                frame_store.remove(self._folders.frames, camera_id)
                if camera_id not in desired and not taken.stopped:
                    self._stop(camera_id, taken, at)
            except OSError as error:
                log.error("leftovers of camera-%d cannot be removed: %s", camera_id, error)

    def step(self) -> None:
        """Send events of the journals taken over.

        Release locks that a worker wants or that are not needed any more.
        """
        deadline = self._monotonic() + BUDGET_SECONDS
        for camera_id, taken in list(self._taken_over.items()):
            if taken.lock.is_wanted or (taken.delivery.step() == 0 and _is_empty(taken.folder)):
                self._release(camera_id)
            elif self._monotonic() >= deadline:
                self._taken_over[camera_id] = self._taken_over.pop(camera_id)  # others first the next time
                return

    def close(self) -> None:
        """Release all locks."""
        for camera_id in list(self._taken_over):
            self._release(camera_id)

    def _take_over(self, camera_id: int) -> _TakenOver | None:
        lock = ProcessLock(self._folders.locks, f"camera-{camera_id}")
        if not lock.try_take():
            log.debug("camera-%d has a worker that the supervisor does not know", camera_id)
            return None
        folder = self._folders.journals / f"camera-{camera_id}"
        delivery = EventDelivery(self._redis, folder, monotonic=self._monotonic)
        taken = _TakenOver(lock, folder, delivery)
        self._taken_over[camera_id] = taken
        return taken

    def _release(self, camera_id: int) -> None:
        self._taken_over.pop(camera_id).lock.release()

    def _stop(self, camera_id: int, taken: _TakenOver, at: datetime) -> None:
        """End the open violations of an unwanted camera, then delete the record of them.

        The ends are in the journal before that, so a crash between the two ends nothing twice.
        """
        journal, kept = taken.delivery.journal, OpenViolations(self._redis, camera_id, taken.folder)
        episodes, opened = kept.load(journal)
        config = camera_config.read(self._redis, camera_id) or (_config_of(opened[0]) if opened else None)
        episodes += [episode_of(event, 1, 1) for event in opened]
        if config is not None:
            reports = ViolationReports(config, self._new_id)
            for episode in episodes:
                taken.delivery.publish(reports.stopped(episode, at))
        elif episodes:
            log.error("camera-%d left %d violations open, and its company is not known", camera_id, len(episodes))
        if journal.counts().unsaved:
            return  # the disk takes no writes: the next attempt must still be able to end them
        kept.forget()
        taken.delivery.forget()
        camera_config.remove(self._redis, camera_id)
        process_heartbeat.forget(self._redis, f"camera-{camera_id}")
        taken.stopped = True


def _config_of(event: ViolationOpened) -> CameraConfig:
    """A configuration with what the end of a violation needs."""
    return CameraConfig(
        camera_id=event.camera_id, company_id=event.company_id, site_id=event.site_id, name="", source=""
    )


def _journals_in(folder: Path, desired: set[int]) -> set[int]:
    """Cameras that left events, or, if they are not desired any more, any file."""
    if not folder.exists():
        return set()
    found = {path.name.removeprefix("camera-"): path for path in folder.glob("camera-*") if path.is_dir()}
    cameras = {int(stem): path for stem, path in found.items() if stem.isdecimal()}
    return {i for i, path in cameras.items() if any(path.rglob("*.event")) or (i not in desired and _has_state(path))}


def _has_state(folder: Path) -> bool:
    return any(path.suffix != ".broken" for path in folder.iterdir()) or not any(folder.iterdir())


def _is_empty(folder: Path) -> bool:
    """Whether no event is left.

    Then the folder is removed too, unless it holds something else.
    """
    if any(folder.rglob("*.event")):
        return False
    if folder.exists() and not any(folder.iterdir()):
        folder.rmdir()
    return True
