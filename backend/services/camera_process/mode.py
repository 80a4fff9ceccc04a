"""The mode of one camera's process: read for every frame, computed when it changes."""

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
        self._computed = (at, self._plan.mode_at(at))
        self.switched_at = at
        """When the camera went on or off, as far as this process has seen."""

    def follow(self, config: CameraConfig) -> None:
        """The camera has another configuration."""
        self._plan = CameraPlans().plan_of(config)
        self._compute(self._clock())

    def now(self) -> ModeNow:
        """The mode now. Computed anew when its time is over, or when the clock was set back."""
        at = self._clock()
        computed_at, mode = self._computed
        if at < computed_at or (mode.until is not None and at >= mode.until):
            self._compute(at)
        return self._computed[1]

    def _compute(self, at: datetime) -> None:
        before, mode = self._computed[1], self._plan.mode_at(at)
        self._computed = (at, mode)
        if (before.mode == "off") != (mode.mode == "off"):
            self.switched_at = at
