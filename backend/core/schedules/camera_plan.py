"""A camera's mode at any time, from its own mode, its schedule and an override.

Worker, orchestrator and dashboard compute it here, so that they agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.scheduler import Scheduler

HEAD_START = timedelta(seconds=20)
"""How long before the end of an `off` stretch the camera's process starts. Shorter, and the camera is not live when its
slot begins: starting costs up to 5 s, opening a slow camera 10 s. Longer reads the camera for longer than was asked."""
EACH_STARTS = timedelta(seconds=0.6)
"""Added per further camera, since a slot may begin for all of them at once and workers start a few at a time."""


def head_start(cameras: int) -> timedelta:
    """How early processes start in an installation with so many cameras."""
    return HEAD_START + max(0, cameras - 1) * EACH_STARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeOverride:
    """A mode that a user chose; it overrides any schedule."""

    mode: CameraMode
    until: datetime | None = None
    """When it ends; None is until further notice."""
    by: str = ""
    """The user's name."""

    def holds(self, at: datetime) -> bool:
        """Whether it applies at `at`."""
        return self.until is None or at < self.until


@dataclass(frozen=True, slots=True)
class ModeNow:
    """The mode and why. `why` is one of

    disabled: a user disabled the camera. override: a user chose the mode. slot, exception, otherwise: by the
    schedule. fixed: the camera has no schedule. unreadable: the schedule cannot be read, so the camera's own mode
    applies.
    """

    mode: CameraMode
    why: str
    name: str = ""
    """Of the slot or exception, or of the user who chose the mode; may be empty."""
    until: datetime | None = None
    """When this reason ends; None is until further notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPlan:
    """A camera's mode through time."""

    fixed: CameraMode
    """The mode while there is no schedule."""
    enabled: bool = True
    scheduler: Scheduler | None = None
    override: ModeOverride | None = None
    unreadable: bool = False
    """There is a schedule that cannot be read, or its time zone cannot. It is never taken for `off`."""

    def mode_at(self, at: datetime) -> ModeNow:
        """The mode at `at`.

        In this order: disabled, override, schedule (exceptions before slots), own mode.
        """
        if not self.enabled:
            return ModeNow(CameraMode.OFF, "disabled")
        if self.override is not None and self.override.holds(at):
            return ModeNow(self.override.mode, "override", self.override.by, self.override.until)
        if self.unreadable:
            return ModeNow(self.fixed, "unreadable")
        if self.scheduler is None:
            return ModeNow(self.fixed, "fixed")
        rule = self.scheduler.mode_at(at)
        return ModeNow(rule.mode, rule.why, rule.name, self.scheduler.next_change(at))

    def wants_process(self, at: datetime, early: timedelta = HEAD_START) -> bool:
        """Whether the camera is on, or will be after `early`, so that its process runs."""
        return self.mode_at(at).mode != CameraMode.OFF or self.mode_at(at + early).mode != CameraMode.OFF

    def switched_at(self, at: datetime) -> datetime | None:
        """When the schedule or the end of an override last switched the camera on or off.

        None when it is not known.
        """
        if not self.enabled or (self.override is not None and self.override.holds(at)):
            return None
        switched = self.scheduler.switched_at(at) if self.scheduler is not None and not self.unreadable else None
        if self.override is None or self.override.until is None:
            return switched
        until = self.override.until
        if (self.override.mode == CameraMode.OFF) == (self.mode_at(at).mode == CameraMode.OFF) or (
            switched is not None and switched > until
        ):
            return switched
        return until
