"""Builds a camera's plan from its configuration.

An unreadable schedule is reported, never taken for `off`.
"""

from __future__ import annotations

import logging

from backend.adapters.machine.time_zones import time_zone
from backend.adapters.schedules.definition import from_text
from backend.core.cameras.camera import CameraConfig
from backend.core.errors import InvalidInput
from backend.core.schedules.camera_plan import CameraPlan
from backend.core.schedules.scheduler import Scheduler

log = logging.getLogger(__name__)
MOST_KEPT = 500


class CameraPlans:
    """Makes plans.

    Cameras with the same schedule in the same time zone share a scheduler, and so its answers.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Scheduler | None] = {}

    def plan_of(self, config: CameraConfig, *, enabled: bool = True) -> CameraPlan:
        """The camera's plan."""
        scheduler = self._scheduler(config) if config.schedule else None
        return CameraPlan(
            fixed=config.mode,
            enabled=enabled,
            scheduler=scheduler,
            override=config.override,
            unreadable=bool(config.schedule) and scheduler is None,
        )

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
