"""A camera's view for users, from its row, its mode now and its status."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from backend.adapters.database.tables import Camera
from backend.core.cameras.camera import REASONS, CameraConfig, CameraState, CameraStatus
from backend.core.cameras.hints import HINTS, UNKNOWN_HINT
from backend.core.cameras.judging import judging_of
from backend.core.cameras.settings.camera_settings import CameraSettings
from backend.core.cameras.source import masked
from backend.core.fleet.restart_budget import REMEMBERED_SECONDS, Restarts
from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.camera_plan import CameraPlan
from backend.services.cameras.views import CameraView, ModeWhyView, OverrideView, ReasonView

STARTING = timedelta(seconds=30)
"""How long a worker may take to report for the first time. Shorter gives false alarms, longer hides a worker that is
down."""

NOT_REPORTED = (CameraState.OFF, CameraState.UNKNOWN)
"""States in which an earlier report is not valid any more."""


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
    """The camera at `at`.

    `status` is reported by its worker, `restarts` by the orchestrator, each None without a report; `plan` gives its
    mode, `config` its settings (without one: the defaults).

    The mode is computed here, not taken from the worker, so that it is right also without one.
    """
    plan = plan or CameraPlan(fixed=CameraMode(camera.mode), enabled=camera.enabled)
    mode, override = plan.mode_at(at), plan.override
    state, since, reason = _state(camera, status, plan, restarts, at=at, redis_away=redis_away)
    if not reason and mode.why == "unreadable":
        reason = "schedule_unreadable"
    if not reason and config is not None and config.settings_unreadable:
        reason = "settings_unreadable"
    if not reason and config is not None and config.rules_unreadable:
        reason = "rules_unreadable"
    counted = restarts if state not in NOT_REPORTED else None
    due = counted.next_attempt_at if counted is not None else None
    reported = status if state not in NOT_REPORTED else None
    return CameraView(
        id=camera.id,
        name=camera.name,
        source=masked(camera.source),
        site_id=camera.site_id,
        mode=CameraMode(camera.mode),
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
        reason=reason_view(reason, hint=_hint(reason, reported)) if reason else None,
        judging=judging_of(mode.mode, state, reason),
        last_frame_at=reported.last_frame_at if reported else None,
        width=(reported.width or None) if reported else None,
        height=(reported.height or None) if reported else None,
        stream_fps=round(reported.stream_fps, 1) if reported else None,
        detect_fps=round(reported.detect_fps, 1) if reported else None,
        detect_fps_wanted=reported.detect_fps_wanted if reported else None,
        frames_dropped=reported.frames_dropped if reported else None,
        people=reported.people if reported else None,
        open_violations=reported.open_violations if reported else None,
        journal_waiting=reported.journal_waiting if reported else None,
        journal_refused=reported.journal_refused if reported else None,
        restarts=counted.within(REMEMBERED_SECONDS, at.timestamp()) if counted is not None else None,
        next_attempt_at=datetime.fromtimestamp(due, UTC) if due is not None else _retry_at(reported, reason),
        created_at=camera.created_at,
    )


def _hint(reason: str, reported: CameraStatus | None) -> str:
    """What the worker knows more than the usual hint."""
    return reported.hint if reported is not None and reported.reason == reason else ""


def _retry_at(reported: CameraStatus | None, reason: str) -> datetime | None:
    """When the worker opens the source again, where that is why there is no picture."""
    return reported.retry_at if reported is not None and reported.reason == reason else None


def reason_view(code: str, *, message: str = "", hint: str = "") -> ReasonView:
    """The reason with its texts.

    `message` and `hint` replace the usual ones where more is known.
    """
    return ReasonView(code, message or REASONS.get(code, code), hint or HINTS.get(code, UNKNOWN_HINT))


def _state(
    camera: Camera,
    status: CameraStatus | None,
    plan: CameraPlan,
    restarts: Restarts | None,
    *,
    at: datetime,
    redis_away: bool,
) -> tuple[CameraState, datetime | None, str]:
    switched = [camera.enabled_changed_at, camera.switched_at, plan.switched_at(at)]
    since = max(moment for moment in switched if moment is not None)
    if plan.mode_at(at).mode == CameraMode.OFF:
        return CameraState.OFF, since, ""
    if redis_away:
        return CameraState.UNKNOWN, None, "redis_away"
    if restarts is not None and restarts.given_up and (status is None or restarts.next_attempt_at is not None):
        died_at = datetime.fromtimestamp(restarts.deaths[-1], UTC) if restarts.deaths else None
        return CameraState.FAILED, died_at, "restarts_too_often"
    if status is not None and status.state != CameraState.OFF:
        return status.state, status.since, status.reason
    if status is not None or at - since < STARTING:  # a worker that still reports `off` is about to follow
        return CameraState.STARTING, since, ""
    return CameraState.DOWN, None, "worker_down"
