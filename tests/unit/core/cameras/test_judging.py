from __future__ import annotations

import pytest

from backend.core.cameras.camera import CameraState
from backend.core.cameras.judging import Judging, judging_of
from backend.core.schedules.camera_mode import CameraMode

DETECT, STREAM, OFF = CameraMode.DETECT, CameraMode.STREAM, CameraMode.OFF

TABLE = [
    (DETECT, "live", "", Judging.FULL),
    (DETECT, "live", "moved", Judging.FULL),
    (DETECT, "live", "no_colour", Judging.FULL),
    (DETECT, "live", "schedule_unreadable", Judging.FULL),
    (DETECT, "live", "falling_behind", Judging.PARTIAL),
    (DETECT, "live", "inference_away", Judging.NONE),
    (DETECT, "live", "picture_refused", Judging.NONE),
    (DETECT, "live", "nothing_to_judge", Judging.NONE),
    (DETECT, "live", "a_reason_of_a_later_version", Judging.NONE),
    (DETECT, "blind", "covered", Judging.NONE),
    (DETECT, "stale", "", Judging.NONE),
    (DETECT, "starting", "", Judging.NONE),
    (DETECT, "unknown", "redis_away", Judging.NONE),
    (DETECT, "off", "", Judging.NOT_WANTED),
    (STREAM, "live", "", Judging.NOT_WANTED),
    (STREAM, "failed", "unreachable", Judging.NOT_WANTED),
    (OFF, "off", "", Judging.NOT_WANTED),
]


@pytest.mark.parametrize(("mode", "state", "reason", "expected"), TABLE)
def test_a_camera_is_judged_by_its_mode_state_and_reason(
    mode: CameraMode, state: str, reason: str, expected: Judging
) -> None:
    assert judging_of(mode, CameraState(state), reason) is expected
