"""Cameras start and end by the clock, with real processes: live on time, and nothing left running."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backend.core.events.timestamps import parse_time
from tests.system.installation import Installation, until

pytestmark = pytest.mark.system


def seconds_from_now(seconds: float) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


def test_a_camera_is_live_when_its_time_comes_and_its_process_ends_when_it_is_over(mandor: Installation) -> None:
    never = mandor.json("POST", "/api/schedules", {"name": "Never", "otherwise": "off"})["id"]
    body = {"name": "by the clock", "source": "demo:warehouse", "schedule_id": never}
    camera = mandor.json("POST", "/api/cameras", body)["id"]
    name, mode = f"camera-{camera}", f"/api/cameras/{camera}/mode"
    assert mandor.camera(camera)["state"] == "off"
    assert name not in mandor.processes()

    mandor.json("PUT", mode, {"mode": "stream", "until": seconds_from_now(40)})
    shown = mandor.wait_for_state(camera, "live", 35)
    assert (shown["mode_now"], shown["mode_why"]["why"]) == ("stream", "override")
    off = mandor.wait_for_state(camera, "off", 45)
    assert (off["override"], off["mode_why"]["why"]) == (None, "otherwise")
    assert parse_time(off["state_since"]) == parse_time(shown["override"]["until"])
    until(lambda: name not in mandor.processes(), "its process to end", 20)

    mandor.json("PATCH", f"/api/cameras/{camera}", {"schedule_id": None, "mode": "stream"})
    begins = parse_time(mandor.json("PUT", mode, {"mode": "off", "until": seconds_from_now(45)})["override"]["until"])
    until(lambda: name not in mandor.processes(), "its process to end", 20)
    until(lambda: name in mandor.processes(), "its process to start early", 45)
    assert datetime.now(UTC) < begins
    assert mandor.camera(camera)["state"] == "off"
    live = mandor.wait_for_state(camera, "live", 90)
    assert parse_time(live["state_since"]) >= begins
    mandor.json("DELETE", f"/api/cameras/{camera}")
