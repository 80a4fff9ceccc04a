"""A camera as people see it: its row, its mode by the clock, and what its worker says of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from backend.adapters.database.tables import Camera
from backend.core.cameras.camera import REASONS, CameraConfig, CameraStatus
from backend.core.cameras.hints import HINTS, UNKNOWN_HINT
from backend.core.cameras.settings.camera_settings import CameraSettings
from backend.core.cameras.source import masked
from backend.core.fleet.restart_budget import REMEMBERED_SECONDS, Restarts
from backend.core.schedules.camera_plan import CameraPlan
from backend.services.cameras.views import CameraView, ModeWhyView, OverrideView, ReasonView

STARTING = timedelta(seconds=30)
"""How long a worker may take to report for the first time. Shorter cries wolf, longer hides a worker that is down."""


def camera_view(
    camera: Camera,
    status: CameraStatus | None,
    *,
    at: datetime,
    redis_away: bool = False,
    plan: CameraPlan | None = None,
    restarts: Restarts | None = None,
    config: CameraConfig | None = None,
) -> CameraView:
    """The camera at `at`. `status` is what its worker says, `restarts` what the orchestrator says of it, each None when
    nothing is said; `plan` is its mode through time, `config` its configuration (without one: the default settings).

    The mode is worked out here, not taken from the worker: it is right also while there is none.
    """
    plan = plan or CameraPlan(fixed=camera.mode, enabled=camera.enabled)
    mode, override = plan.at(at), plan.override
    state, since, reason = _state(camera, status, plan, restarts, at=at, redis_away=redis_away)
    if not reason and mode.why == "unreadable":
        reason = "schedule_unreadable"
    if not reason and config is not None and config.settings_unreadable:
        reason = "settings_unreadable"
    watched = restarts if state not in ("off", "unknown") else None
    due = watched.next_attempt_at if watched is not None else None
    told = status if state not in ("off", "unknown") else None
    return CameraView(
        id=camera.id,
        name=camera.name,
        source=masked(camera.source),
        site_id=camera.site_id,
        mode=camera.mode,
        schedule_id=camera.schedule_id,
        mode_now=mode.mode,
        mode_why=ModeWhyView(mode.why, mode.name, mode.until),
        override=OverrideView(override.mode, override.until, override.by)
        if override is not None and override.holds(at)
        else None,
        enabled=camera.enabled,
        demo=camera.demo,
        settings=config.settings if config is not None else CameraSettings(),
        state=state,
        state_since=since,
        reason=reason_view(reason) if reason else None,
        last_frame_at=told.last_frame_at if told else None,
        width=(told.width or None) if told else None,
        height=(told.height or None) if told else None,
        stream_fps=round(told.stream_fps, 1) if told else None,
        detect_fps=round(told.detect_fps, 1) if told else None,
        detect_fps_wanted=told.detect_fps_wanted if told else None,
        frames_dropped=told.frames_dropped if told else None,
        people=told.people if told else None,
        open_violations=told.open_violations if told else None,
        journal_waiting=told.journal_waiting if told else None,
        journal_refused=told.journal_refused if told else None,
        restarts=watched.within(REMEMBERED_SECONDS, at.timestamp()) if watched is not None else None,
        next_attempt_at=datetime.fromtimestamp(due, UTC) if due is not None else None,
        created_at=camera.created_at,
    )


def reason_view(code: str, *, message: str = "", hint: str = "") -> ReasonView:
    """The reason in words; `message` and `hint` where something better than the usual words is known."""
    return ReasonView(code, message or REASONS.get(code, code), hint or HINTS.get(code, UNKNOWN_HINT))


def _state(
    camera: Camera,
    status: CameraStatus | None,
    plan: CameraPlan,
    restarts: Restarts | None,
    *,
    at: datetime,
    redis_away: bool,
) -> tuple[str, datetime | None, str]:
    turned = [camera.enabled_changed_at, camera.turned_at, plan.turned_at(at)]
    since = max(moment for moment in turned if moment is not None)
    if plan.at(at).mode == "off":
        return "off", since, ""
    if redis_away:
        return "unknown", None, "redis_away"
    if restarts is not None and restarts.given_up and (status is None or restarts.next_attempt_at is not None):
        died_at = datetime.fromtimestamp(restarts.deaths[-1], UTC) if restarts.deaths else None
        return "failed", died_at, "restarts_too_often"
    if status is not None and status.state != "off":
        return status.state, status.since, status.reason
    if status is not None or at - since < STARTING:  # one that still says `off` is about to follow
        return "starting", since, ""
    return "down", None, "worker_down"
