"""What a camera is to do now, out of everything that people told it: the one answer that worker, orchestrator and
dashboard share.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.core.schedules.scheduler import Scheduler

HEAD_START = timedelta(seconds=20)
"""How long before the end of an `off` stretch the camera's process starts. Shorter, and the camera is not live when its
slot begins: starting costs up to 5 s, opening a slow camera 10 s. Longer reads the camera for longer than was asked."""
EACH_STARTS = timedelta(seconds=0.6)
"""What each further camera adds, since a slot may begin for all of them at once and workers start a few at a time."""


def head_start(cameras: int) -> timedelta:
    """How early processes start in an installation with so many cameras."""
    return HEAD_START + max(0, cameras - 1) * EACH_STARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeOverride:
    """Somebody's word that goes before any schedule."""

    mode: str
    until: datetime | None = None
    """From then on it counts as none; None is until further notice."""
    by: str = ""
    """Name of who said so."""

    def holds(self, at: datetime) -> bool:
        """Does it (still) count?"""
        return self.until is None or at < self.until


@dataclass(frozen=True, slots=True)
class ModeNow:
    """The mode and why. `why` is one of

    disabled: a person disabled the camera. override: a person chose the mode. slot, exception, otherwise: the schedule
    says so. fixed: the camera has no schedule. unreadable: it has one that cannot be read, so the camera's own mode
    holds.
    """

    mode: str
    why: str
    name: str = ""
    """Of the slot or exception, or of who chose the mode; may be empty."""
    until: datetime | None = None
    """When this reason ends; None is until further notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPlan:
    """A camera's mode through time."""

    fixed: str
    """The mode while there is no schedule."""
    enabled: bool = True
    scheduler: Scheduler | None = None
    override: ModeOverride | None = None
    unreadable: bool = False
    """There is a schedule that cannot be read, or its time zone cannot. It is never taken for `off`."""

    def at(self, at: datetime) -> ModeNow:
        """What holds at `at`. In this order: disabled, override, schedule (exceptions before slots), fixed mode."""
        if not self.enabled:
            return ModeNow("off", "disabled")
        if self.override is not None and self.override.holds(at):
            return ModeNow(self.override.mode, "override", self.override.by, self.override.until)
        if self.unreadable:
            return ModeNow(self.fixed, "unreadable")
        if self.scheduler is None:
            return ModeNow(self.fixed, "fixed")
        rule = self.scheduler.mode_at(at)
        return ModeNow(rule.mode, rule.why, rule.name, self.scheduler.next_change(at))

    def wants_process(self, at: datetime, early: timedelta = HEAD_START) -> bool:
        """Is the camera's process to run: it is on, or will be after `early`?"""
        return self.at(at).mode != "off" or self.at(at + early).mode != "off"

    def turned_at(self, at: datetime) -> datetime | None:
        """When the clock last turned the camera on or off; None when it did not, as far as can be known."""
        if not self.enabled or (self.override is not None and self.override.holds(at)):
            return None
        turned = self.scheduler.turned_at(at) if self.scheduler is not None and not self.unreadable else None
        if self.override is None or self.override.until is None:
            return turned
        until = self.override.until
        if (self.override.mode == "off") == (self.at(at).mode == "off") or (turned is not None and turned > until):
            return turned
        return until
