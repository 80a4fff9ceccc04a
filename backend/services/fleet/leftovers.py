"""What cameras without a worker left behind: unsent events, open violations, frames in shared memory, keys in Redis.

Nothing is touched without the camera's place (`ProcessLock`), so a worker that nobody knows of keeps what is its own.
The place is held as long as the journal is carried, and given back as soon as a worker asks for it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from redis import Redis

from backend.adapters.cameras import config as camera_config
from backend.adapters.inference import frame_store
from backend.adapters.processes import heartbeat as process_heartbeat
from backend.adapters.processes.lock import ProcessLock
from backend.core.cameras.camera import CameraConfig
from backend.core.events.violation import ViolationOpened
from backend.services.events.delivery import EventDelivery
from backend.services.violations.open_violations import OpenViolations
from backend.services.violations.reports import NewId, ViolationReports, episode_of

log = logging.getLogger(__name__)
BUDGET_SECONDS = 2.0
"""How long one round may send events of all cameras together. Longer delays what the orchestrator is there for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where cameras leave things."""

    journals: Path
    frames: Path
    places: Path


@dataclass(slots=True)
class _Carried:
    """A journal that is carried, and the place that gives the right to."""

    place: ProcessLock
    folder: Path
    delivery: EventDelivery
    stopped: bool = False


class CameraLeftovers:
    """Clears up behind cameras that have no worker."""

    def __init__(
        self, redis: Redis, folders: Folders, new_id: NewId, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._redis = redis
        self._folders = folders
        self._new_id = new_id
        self._monotonic = monotonic
        self._carried: dict[int, _Carried] = {}

    def find(self, desired: set[int], working: set[int], at: datetime) -> None:
        """Look what cameras without a worker have left. Raises RedisError; a folder's fault is logged.

        1. Shared memory is given back. 2. When nobody wants the camera any more, what it had open ends as `stopped`,
        and Redis forgets it. 3. Its journal is carried from now on.
        """
        try:
            left = _journals_in(self._folders.journals, desired) | frame_store.cameras_in(self._folders.frames)
        except OSError as error:
            log.error("what cameras left behind cannot be seen: %s", error)
            return
        left |= camera_config.known(self._redis) - desired
        for camera_id in sorted((left | self._carried.keys()) - working):
            try:
                carried = self._carried.get(camera_id) or self._taken(camera_id)
                if carried is None:
                    continue
                frame_store.remove(self._folders.frames, camera_id)
                if camera_id not in desired and not carried.stopped:
                    self._stop(camera_id, carried, at)
            except OSError as error:
                log.error("what camera-%d left behind cannot be cleared: %s", camera_id, error)

    def step(self) -> None:
        """Send what waits in the journals that are carried, and give back the places that are wanted or done with."""
        deadline = self._monotonic() + BUDGET_SECONDS
        for camera_id, carried in list(self._carried.items()):
            if carried.place.is_wanted or (carried.delivery.step() == 0 and _is_empty(carried.folder)):
                self._give_back(camera_id)
            elif self._monotonic() >= deadline:
                self._carried[camera_id] = self._carried.pop(camera_id)  # others first the next time
                return

    def close(self) -> None:
        """Give all places back."""
        for camera_id in list(self._carried):
            self._give_back(camera_id)

    def _taken(self, camera_id: int) -> _Carried | None:
        place = ProcessLock(self._folders.places, f"camera-{camera_id}")
        if not place.try_take():
            log.debug("camera-%d has a worker that the supervisor does not know", camera_id)
            return None
        folder = self._folders.journals / f"camera-{camera_id}"
        delivery = EventDelivery(self._redis, folder, monotonic=self._monotonic)
        carried = _Carried(place, folder, delivery)
        self._carried[camera_id] = carried
        return carried

    def _give_back(self, camera_id: int) -> None:
        self._carried.pop(camera_id).place.release()

    def _stop(self, camera_id: int, carried: _Carried, at: datetime) -> None:
        """Nobody watches this camera any more: its open violations end, then what remembers them goes.

        The ends are in the journal before that, so a crash between the two ends nothing twice.
        """
        journal, kept = carried.delivery.journal, OpenViolations(self._redis, camera_id, carried.folder)
        episodes, opened = kept.load(journal)
        config = camera_config.read(self._redis, camera_id) or (_place_of(opened[0]) if opened else None)
        episodes += [episode_of(event, 1, 1) for event in opened]
        if config is not None:
            reports = ViolationReports(config, self._new_id)
            for episode in episodes:
                carried.delivery.publish(reports.stopped(episode, at))
        elif episodes:
            log.error("camera-%d left %d violations open, and nobody knows whose it was", camera_id, len(episodes))
        if journal.counts().unsaved:
            return  # the disk takes nothing: whoever comes next must still be able to end them
        kept.forget()
        carried.delivery.forget()
        camera_config.remove(self._redis, camera_id)
        process_heartbeat.forget(self._redis, f"camera-{camera_id}")
        carried.stopped = True


def _place_of(event: ViolationOpened) -> CameraConfig:
    """As much of a configuration as an end needs."""
    return CameraConfig(
        camera_id=event.camera_id, company_id=event.company_id, site_id=event.site_id, name="", source=""
    )


def _journals_in(folder: Path, desired: set[int]) -> set[int]:
    """Cameras that have something to be carried: events, or, where nobody wants them any more, anything at all."""
    if not folder.exists():
        return set()
    found = {path.name.removeprefix("camera-"): path for path in folder.glob("camera-*") if path.is_dir()}
    cameras = {int(stem): path for stem, path in found.items() if stem.isdecimal()}
    return {i for i, path in cameras.items() if any(path.rglob("*.event")) or (i not in desired and _has_state(path))}


def _has_state(folder: Path) -> bool:
    return any(path.suffix != ".broken" for path in folder.iterdir()) or not any(folder.iterdir())


def _is_empty(folder: Path) -> bool:
    """Whether no event is left; then the folder goes too, unless it holds something else."""
    if any(folder.rglob("*.event")):
        return False
    if folder.exists() and not any(folder.iterdir()):
        folder.rmdir()
    return True
