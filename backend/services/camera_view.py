"""A camera as people see it: its row, and what its worker says of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from backend.adapters.tables import Camera
from backend.core.camera import REASONS, CameraStatus
from backend.core.reason_hints import HINTS, UNKNOWN_HINT
from backend.core.source import masked
from backend.services.views import CameraView, ReasonView

STARTING = timedelta(seconds=30)
"""How long a worker may take to report for the first time. Shorter cries wolf, longer hides a worker that is down."""


def camera_view(camera: Camera, status: CameraStatus | None, *, at: datetime, redis_away: bool = False) -> CameraView:
    """The camera at `at`. `status` is what its worker says, None when it says nothing."""
    state, since, reason = _state(camera, status, at=at, redis_away=redis_away)
    told = status if state not in ("off", "unknown") else None
    return CameraView(
        id=camera.id,
        name=camera.name,
        source=masked(camera.source),
        site_id=camera.site_id,
        mode=camera.mode,
        enabled=camera.enabled,
        demo=camera.demo,
        state=state,
        state_since=since,
        reason=reason_view(reason) if reason else None,
        last_frame_at=told.last_frame_at if told else None,
        width=(told.width or None) if told else None,
        height=(told.height or None) if told else None,
        stream_fps=round(told.stream_fps, 1) if told else None,
        detect_fps=round(told.detect_fps, 1) if told else None,
        frames_dropped=told.frames_dropped if told else None,
        people=told.people if told else None,
        open_violations=told.open_violations if told else None,
        journal_waiting=told.journal_waiting if told else None,
        journal_refused=told.journal_refused if told else None,
        created_at=camera.created_at,
    )


def reason_view(code: str, *, message: str = "", hint: str = "") -> ReasonView:
    """The reason in words; `message` and `hint` where something better than the usual words is known."""
    return ReasonView(code, message or REASONS.get(code, code), hint or HINTS.get(code, UNKNOWN_HINT))


def _state(
    camera: Camera, status: CameraStatus | None, *, at: datetime, redis_away: bool
) -> tuple[str, datetime | None, str]:
    if not camera.enabled:
        return "off", camera.enabled_changed_at, ""
    if redis_away:
        return "unknown", None, "redis_away"
    if status is not None:
        return status.state, status.since, status.reason
    if at - camera.enabled_changed_at < STARTING:
        return "starting", camera.enabled_changed_at, ""
    return "down", None, "worker_down"
