"""Whatever is killed comes back by itself, and nothing is lost or doubled."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.video.rtsp import RtspCamera
from tests.system.installation import Installation, command, until

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]


def test_every_killed_process_comes_back_and_the_stream_goes_on(no_cameras: Installation, rtsp: RtspCamera) -> None:
    mandor = no_cameras
    camera_id = mandor.add_camera("day", rtsp.url("day"))
    mandor.wait_for_state(camera_id, "live")
    for name in (f"camera-{camera_id}", "inference", "backend", "redis", "orchestrator", "frontend"):
        mandor.kill(name)
        before = until(lambda: mandor.camera(camera_id)["last_frame_at"], f"an answer after {name} was killed", 30)

        def goes_on(before: str = before) -> bool:
            camera = mandor.camera(camera_id)
            going = camera["state"] == "live" and camera["reason"] is None and camera["detect_fps"] > 3
            return bool(going and camera["last_frame_at"] > before)

        until(goes_on, f"frames judged after {name} was killed", 40)


def test_a_killed_worker_does_not_accuse_the_same_person_twice(no_cameras: Installation, rtsp: RtspCamera) -> None:
    mandor = no_cameras
    camera_id = mandor.add_camera("day", rtsp.url("day"))
    # W2 stands for six seconds; RTSP goes on while the worker is away, so he still stands when it is back.
    first = until(lambda: mandor.violations(camera_id), "a violation", 60, pause=0.2)[-1]
    mandor.kill(f"camera-{camera_id}")
    assert copies_of(first, mandor, camera_id) == []


def copies_of(first: dict[str, Any], mandor: Installation, camera_id: int) -> list[dict[str, Any]]:
    """Once the new worker has reported its end: what was opened meanwhile and ended the same way.

    W3 comes in while W2 leaves, but he puts his helmet on: only a copy ends the same way.
    """

    def ends() -> list[dict[str, Any]]:
        return [v for v in mandor.violations(camera_id) if v["id"] == first["id"] and v["closed_at"]]

    closed = until(ends, "its end, told by the new worker", 90)[0]
    return [
        v
        for v in mandor.violations(camera_id)
        if (v["item"], v["close_reason"]) == (first["item"], closed["close_reason"])
        and first["opened_at"] < v["opened_at"] < closed["closed_at"]
    ]


def test_after_pm2_was_killed_make_run_brings_each_process_back_once(
    no_cameras: Installation, rtsp: RtspCamera
) -> None:
    mandor = no_cameras
    camera_id = mandor.add_camera("day", rtsp.url("day"))
    first = until(lambda: mandor.violations(camera_id), "a violation", 60, pause=0.2)[-1]
    orphans = mandor.processes()
    mandor.kill_pm2()
    until(lambda: "supervisor_gone" in mandor.call("GET", "/health").text, "the system to say so", 20)
    assert "PM2 was gone" in command(mandor.environ, "backend.commands.start")
    until(lambda: mandor.processes().keys() == orphans.keys(), "each to be there", 20)
    assert mandor.started() == mandor.processes(), "and nothing beside what PM2 looks after"
    assert not {*mandor.started().values()} & {*orphans.values()}
    until(lambda: "supervisor_gone" not in mandor.call("GET", "/health").text, "the system to be well again", 20)
    mandor.wait_for_state(camera_id, "live", 40)
    assert copies_of(first, mandor, camera_id) == []


def test_violations_decided_while_redis_is_away_arrive_once_it_is_back(
    no_cameras: Installation, rtsp: RtspCamera
) -> None:
    mandor = no_cameras
    camera_id = mandor.add_camera("night", rtsp.url("night"))
    until(lambda: mandor.violations(camera_id), "a violation", 60)
    mandor.pm2("stop", "redis")
    unknown = until(lambda: mandor.camera(camera_id)["state"] == "unknown", "an honest state", 20)
    assert unknown
    assert mandor.camera(camera_id)["reason"]["code"] == "redis_away"
    mandor.pm2("start", "redis")
    mandor.wait_for_state(camera_id, "live", 40)
    seen = {v["id"] for v in mandor.violations(camera_id)}
    until(lambda: {v["id"] for v in mandor.violations(camera_id)} - seen, "a new violation", 60)


def test_a_camera_that_goes_away_is_shown_as_such_and_comes_back(no_cameras: Installation) -> None:
    from tests.support.video.rtsp import rtsp_camera
    from tests.system.installation import ROOT

    mandor = no_cameras
    with rtsp_camera(day=ROOT / "demo/warehouse.mp4") as camera:
        camera_id = mandor.add_camera("goes away", camera.url("day"))
        mandor.wait_for_state(camera_id, "live")
        port = camera.port
        camera.stop()
        failed = mandor.wait_for_state(camera_id, "failed", 30)
        assert failed["reason"]["code"] == "unreachable"
        assert failed["reason"]["hint"]
    with rtsp_camera(port=port, day=ROOT / "demo/warehouse.mp4"):
        mandor.wait_for_state(camera_id, "live", 60)


def test_adding_disabling_and_deleting_a_camera_takes_effect_within_five_seconds(
    no_cameras: Installation, rtsp: RtspCamera
) -> None:
    mandor = no_cameras
    camera_id = mandor.add_camera("day", rtsp.url("day"))
    name = f"camera-{camera_id}"
    until(lambda: mandor.processes().get(name), "its process", 5)
    mandor.json("PATCH", f"/api/cameras/{camera_id}", {"enabled": False})
    until(lambda: name not in mandor.processes(), "its end", 5)
    assert mandor.camera(camera_id)["state"] == "off"
    mandor.json("PATCH", f"/api/cameras/{camera_id}", {"enabled": True})
    until(lambda: mandor.processes().get(name), "its process again", 5)
    mandor.json("DELETE", f"/api/cameras/{camera_id}")
    until(lambda: name not in mandor.processes(), "its end for good", 5)
    assert mandor.call("GET", f"/api/cameras/{camera_id}").status_code == 404
