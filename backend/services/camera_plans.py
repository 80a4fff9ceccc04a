"""From a camera's configuration to its mode through time. What cannot be read is said, and never taken for `off`."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from backend.adapters.repositories import cameras
from backend.adapters.schedule_definition import from_text
from backend.adapters.tables import Camera
from backend.adapters.time_zones import time_zone
from backend.core.camera import CameraConfig
from backend.core.camera_plan import CameraPlan
from backend.core.errors import InvalidInput
from backend.core.scheduler import Scheduler

log = logging.getLogger(__name__)
MOST_KEPT = 500


class CameraPlans:
    """Makes plans. Cameras with the same schedule in the same time zone share a scheduler, and so its answers."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Scheduler | None] = {}

    def of(self, config: CameraConfig, *, enabled: bool = True) -> CameraPlan:
        """The camera's plan."""
        scheduler = self._scheduler(config) if config.schedule else None
        return CameraPlan(
            fixed=config.mode,
            enabled=enabled,
            scheduler=scheduler,
            override=config.override,
            unreadable=bool(config.schedule) and scheduler is None,
        )

    @contextmanager
    def noting_turns(self, session: Session, rows: Sequence[Camera], *, at: datetime) -> Iterator[None]:
        """Around a change of these rows (or their schedule, or site): each gets a new version, and those that it turns
        on or off get the time of it.
        """
        before = self._off(session, rows, at)
        yield
        session.flush()
        for row, was, is_now in zip(rows, before, self._off(session, rows, at), strict=True):
            row.config_version += 1
            if was != is_now:
                row.turned_at = at
        session.flush()

    def _off(self, session: Session, rows: Sequence[Camera], at: datetime) -> list[bool]:
        told = zip(rows, cameras.configs(session, rows), strict=True)
        return [self.of(config, enabled=row.enabled).at(at).mode == "off" for row, config in told]

    def _scheduler(self, config: CameraConfig) -> Scheduler | None:
        key = (config.schedule, config.time_zone)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._read(config)
        return self._kept[key]

    def _read(self, config: CameraConfig) -> Scheduler | None:
        try:
            return Scheduler(from_text(config.schedule), time_zone(config.time_zone))
        except InvalidInput as error:
            log.error("camera %s keeps its mode %s: %s", config.camera_id, config.mode, error)
            return None
