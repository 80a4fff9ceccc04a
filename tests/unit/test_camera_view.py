"""What people are told of a camera: silence is never good news, unknown is never off, and no password is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backend.adapters.tables import Camera
from backend.core.camera import REASONS, CameraStatus
from backend.core.reason_hints import HINTS
from backend.services.camera_view import camera_view

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
LIVE = CameraStatus(state="live", mode="detect", since=NOW, width=1280, height=720, stream_fps=24.96, people=2)
AWAY = CameraStatus(state="live", mode="detect", since=NOW, reason="inference_away")
FAILED = CameraStatus(state="failed", mode="detect", since=NOW, reason="login_refused")


def camera(*, enabled: bool = True, seconds_ago: float = 3600) -> Camera:
    return Camera(
        id=3,
        company_id=1,
        site_id=1,
        name="gate",
        source="rtsp://user:secret@host/path",
        mode="detect",
        enabled=enabled,
        enabled_changed_at=NOW - timedelta(seconds=seconds_ago),
        demo=False,
        config_version=1,
        created_at=NOW,
    )


@pytest.mark.parametrize(
    ("row", "status", "redis_away", "state", "reason"),
    [
        (camera(), LIVE, False, "live", None),
        (camera(), AWAY, False, "live", "inference_away"),
        (camera(), FAILED, False, "failed", "login_refused"),
        (camera(), None, False, "down", "worker_down"),
        (camera(seconds_ago=29), None, False, "starting", None),
        (camera(seconds_ago=31), None, False, "down", "worker_down"),
        (camera(), None, True, "unknown", "redis_away"),
        (camera(seconds_ago=1), None, True, "unknown", "redis_away"),
        (camera(enabled=False), None, False, "off", None),
        (camera(enabled=False), LIVE, False, "off", None),  # its worker is just ending
        (camera(enabled=False), None, True, "off", None),  # a person said so; the database knows
    ],
)
def test_the_state_is_what_is_known(
    row: Camera, status: CameraStatus | None, redis_away: bool, state: str, reason: str | None
) -> None:
    view = camera_view(row, status, at=NOW, redis_away=redis_away)
    assert (view.state, view.reason.code if view.reason else None) == (state, reason)
    assert view.source == "rtsp://user:***@host/path"


def test_numbers_are_absent_while_nobody_reports_them() -> None:
    told = camera_view(camera(), LIVE, at=NOW)
    silent = camera_view(camera(), None, at=NOW)
    assert (told.width, told.stream_fps, told.people) == (1280, 25.0, 2)
    assert (silent.width, silent.stream_fps, silent.people, silent.state_since) == (None, None, None, None)


def test_every_reason_has_a_hint() -> None:
    assert HINTS.keys() == REASONS.keys()
