"""What services answer about a camera, without any credential."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backend.core.cameras.camera import CameraState
from backend.core.cameras.judging import Judging
from backend.core.cameras.settings.camera_settings import CameraSettings
from backend.core.schedules.camera_mode import CameraMode


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why a camera is in its state, and how to fix it."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class ModeWhyView:
    """Why a camera's mode is as it is (`camera_plan.ModeNow`), and until when."""

    why: str
    name: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class OverrideView:
    """A mode that a user chose, and until when."""

    mode: CameraMode
    until: datetime | None
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraView:
    """A camera with its state. Numbers are None while they are not reported."""

    id: int
    name: str
    source: str
    """Masked."""
    site_id: int
    mode: CameraMode
    """Applies while there is no schedule."""
    schedule_id: int | None
    mode_now: CameraMode
    mode_why: ModeWhyView
    override: OverrideView | None
    enabled: bool
    demo: bool
    settings: CameraSettings
    state: CameraState
    state_since: datetime | None
    reason: ReasonView | None
    judging: Judging
    last_frame_at: datetime | None
    width: int | None
    height: int | None
    stream_fps: float | None
    detect_fps: float | None
    detect_fps_wanted: float | None
    frames_dropped: int | None
    people: int | None
    open_violations: int | None
    journal_waiting: int | None
    journal_refused: int | None
    restarts: int | None
    """How often its worker died within the last hour."""
    next_attempt_at: datetime | None
    """When the worker is started again that died too often."""
    created_at: datetime
