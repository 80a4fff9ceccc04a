"""The view of a camera: silence is never good news, unknown is never off, and no password is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.adapters.database.tables import Camera
from backend.core.cameras.camera import REASONS, CameraStatus
from backend.core.cameras.hints import HINTS
from backend.core.fleet.restart_budget import Restarts
from backend.services.cameras.view import camera_view

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
        (camera(enabled=False), None, True, "off", None),  # disabled by a user; the database has it
    ],
)
def test_the_state_is_what_is_known(
    row: Camera, status: CameraStatus | None, redis_away: bool, state: str, reason: str | None
) -> None:
    view = camera_view(row, status, at=NOW, redis_away=redis_away)
    assert (view.state, view.reason.code if view.reason else None) == (state, reason)
    assert view.source == "rtsp://user:***@host/path"


GIVEN_UP = Restarts(deaths=(NOW.timestamp() - 60,) * 5, total=9, given_up=True, next_attempt_at=NOW.timestamp() + 240)
TRIED = replace(GIVEN_UP, next_attempt_at=None, attempted_at=NOW.timestamp() - 2)


@pytest.mark.parametrize(
    ("status", "restarts", "state", "reason"),
    [
        (None, GIVEN_UP, "failed", "restarts_too_often"),
        (LIVE, GIVEN_UP, "failed", "restarts_too_often"),  # the last report of the worker that just died
        (None, TRIED, "failed", "restarts_too_often"),  # an attempt that has not reported
        (LIVE, TRIED, "live", None),  # one that has: pictures do arrive
        (FAILED, TRIED, "failed", "login_refused"),
        (LIVE, replace(TRIED, given_up=False), "live", None),
        (None, replace(TRIED, given_up=False), "down", "worker_down"),
    ],
)
def test_a_camera_whose_worker_dies_too_often_has_failed_until_an_attempt_reports(
    status: CameraStatus | None, restarts: Restarts, state: str, reason: str | None
) -> None:
    view = camera_view(camera(), status, at=NOW, restarts=restarts)
    assert (view.state, view.reason.code if view.reason else None) == (state, reason)
    assert view.restarts == 5


def test_the_view_shows_when_the_next_attempt_is() -> None:
    view = camera_view(camera(), None, at=NOW, restarts=GIVEN_UP)
    assert (view.state_since, view.next_attempt_at) == (NOW - timedelta(minutes=1), NOW + timedelta(minutes=4))
    off = camera_view(camera(enabled=False), None, at=NOW, restarts=GIVEN_UP)
    assert (off.state, off.restarts, off.next_attempt_at) == ("off", None, None)


def test_numbers_are_absent_while_they_are_not_reported() -> None:
    reported = camera_view(camera(), LIVE, at=NOW)
    silent = camera_view(camera(), None, at=NOW)
    assert (reported.width, reported.stream_fps, reported.people) == (1280, 25.0, 2)
    assert (silent.width, silent.stream_fps, silent.people, silent.state_since) == (None, None, None, None)


def test_every_reason_has_a_hint() -> None:
    assert HINTS.keys() == REASONS.keys()
