"""The mode of one camera's process: asked for every frame, worked out when it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from backend.core.cameras.camera import CameraConfig
from backend.core.schedules.camera_plan import ModeNow
from backend.services.cameras.plans import CameraPlans


class ModeFollower:
    """Follows the configuration and the clock. Any thread may ask."""

    def __init__(self, config: CameraConfig, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._plan = CameraPlans().plan_of(config)
        at = clock()
        self._known = (at, self._plan.mode_at(at))
        self.turned_at = at
        """When the camera went on or off, as far as this process has seen."""

    def follow(self, config: CameraConfig) -> None:
        """The camera is told something else."""
        self._plan = CameraPlans().plan_of(config)
        self._work_out(self._clock())

    def now(self) -> ModeNow:
        """What holds now. Worked out anew when its time is over, or when the clock was set back."""
        at = self._clock()
        asked_at, mode = self._known
        if at < asked_at or (mode.until is not None and at >= mode.until):
            self._work_out(at)
        return self._known[1]

    def _work_out(self, at: datetime) -> None:
        before, mode = self._known[1], self._plan.mode_at(at)
        self._known = (at, mode)
        if (before.mode == "off") != (mode.mode == "off"):
            self.turned_at = at
