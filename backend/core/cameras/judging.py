"""Judging: whether PPE is checked on a camera now, in enough of its pictures.

The one definition for the dashboard's bar and tiles, `/health`, `/metrics` and the coverage log.
"""

from __future__ import annotations

from enum import StrEnum

from backend.core.cameras.camera import CameraState
from backend.core.picture_health.assessment import WARNING, PictureFault
from backend.core.schedules.camera_mode import CameraMode

UNREADABLE = ("schedule_unreadable", "settings_unreadable", "rules_unreadable")
"""Reasons of a live camera that concern its configuration; judging goes on."""


class Judging(StrEnum):
    """How far PPE is checked in a camera's pictures."""

    FULL = "full"
    """In as many pictures as configured, or nearly."""
    PARTIAL = "partial"
    """In too few of them, or too late: some people may be missed."""
    NONE = "none"
    """In none, although it is wanted."""
    NOT_WANTED = "not_wanted"
    """The camera's mode is live view only, or off."""


def judging_of(mode: CameraMode, state: CameraState, reason: str) -> Judging:
    """Whether a camera of this mode, state and reason code (empty: none) is judged."""
    if mode != CameraMode.DETECT or state == CameraState.OFF:
        return Judging.NOT_WANTED
    if state != CameraState.LIVE or (reason and reason not in (*WARNING, *UNREADABLE)):
        return Judging.NONE
    return Judging.PARTIAL if reason == PictureFault.FALLING_BEHIND else Judging.FULL
