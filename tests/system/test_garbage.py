"""Garbage in: a clear error each, and the rest of the system goes on."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
import requests

from tests.support.video.clips import clip, sound
from tests.support.video.rtsp import RtspCamera
from tests.system.installation import ROOT, Installation, until

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]


@pytest.fixture
def garbage(tmp_path: Path) -> dict[str, str]:
    """Sources that are none, and the reason that each must give."""
    text = tmp_path / "notes.mp4"
    text.write_text("These are the minutes of the safety meeting.\n" * 50)
    clip(tmp_path / "whole.mp4", frames=50)
    cut = tmp_path / "cut.mp4"
    cut.write_bytes((tmp_path / "whole.mp4").read_bytes()[:2000])
    tiny = clip(tmp_path / "tiny.avi", width=2, height=2, codec="mjpeg")
    huge = clip(tmp_path / "huge.avi", width=7680, height=4320, frames=1, codec="mjpeg")
    return {
        str(text): "not_video",
        str(cut): "not_video",
        str(sound(tmp_path / "sound.mp4")): "not_video",
        str(tiny): "picture_too_small",
        str(huge): "picture_too_large",
        str(tmp_path / "nowhere.mp4"): "file_missing",
        "rtsp://127.0.0.1:1/x": "unreachable",
    }


def test_bad_sources_are_reported_and_a_good_camera_goes_on(
    no_cameras: Installation, rtsp: RtspCamera, garbage: dict[str, str]
) -> None:
    mandor = no_cameras
    good = mandor.add_camera("good", rtsp.url("day"))
    mandor.wait_for_state(good, "live")
    for source, reason in garbage.items():
        tested = mandor.json("POST", "/api/cameras/test", {"source": source})
        assert (tested["ok"], tested["reason"]["code"]) == (False, reason), source
        assert tested["reason"]["message"]
        assert tested["reason"]["hint"]
    some = {source: mandor.add_camera(reason, source) for source, reason in list(garbage.items())[:1]}
    for source, camera_id in some.items():
        camera = mandor.wait_for_state(camera_id, "failed")
        assert camera["reason"]["code"] == garbage[source]
    assert mandor.camera(good)["state"] == "live"


def test_a_password_in_a_source_is_in_no_answer_and_no_log(no_cameras: Installation, rtsp: RtspCamera) -> None:
    mandor = no_cameras
    secret = "s3cr3t-of-the-plant"
    source = f"rtsp://officer:{secret}@127.0.0.1:{rtsp.port}/nothing-here"
    camera_id = mandor.add_camera("secret", source)
    mandor.wait_for_state(camera_id, "failed")
    answers = [
        mandor.call("GET", "/api/cameras").text,
        mandor.call("POST", "/api/cameras/test", {"source": source}).text,
    ]
    assert all(secret not in answer for answer in answers)
    assert secret not in mandor.logs()
    assert secret not in mandor.pm2("jlist")


def test_a_body_of_100_mb_is_refused_and_the_backend_goes_on(mandor: Installation) -> None:
    headers = {"Authorization": f"Bearer {mandor.token}", "Content-Type": "application/json"}
    with contextlib.suppress(requests.ConnectionError):  # the server may hang up before it was all sent
        answer = requests.post(f"{mandor.base}/api/cameras", data=b"x" * 100_000_000, headers=headers, timeout=60)
        assert answer.status_code == 413
        assert answer.json()["code"] == "body_too_large"
    assert mandor.call("GET", "/api/cameras").status_code == 200


def test_the_token_of_a_deleted_user_opens_nothing(mandor: Installation) -> None:
    with contextlib.closing(sqlite3.connect(mandor.data_dir / "mandor.db", timeout=10)) as database:
        row = database.execute("SELECT * FROM users").fetchone()
        columns = [c[1] for c in database.execute("PRAGMA table_info(users)")]
        with database:
            database.execute("DELETE FROM users")
        answer = mandor.call("GET", "/api/cameras")
        with database:
            places = ",".join("?" * len(columns))
            database.execute(f"INSERT INTO users ({','.join(columns)}) VALUES ({places})", row)
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_authenticated"
    assert mandor.call("GET", "/api/cameras").status_code == 200


def test_a_model_that_does_not_load_is_reported_and_live_pictures_go_on(
    no_cameras: Installation, rtsp: RtspCamera
) -> None:
    mandor = no_cameras
    camera_id = mandor.add_camera("day", rtsp.url("day"))
    mandor.wait_for_state(camera_id, "live")
    models = mandor.data_dir / "model"
    shutil.copytree(ROOT / "model", models)
    entry = json.loads((models / "manifest.json").read_text())
    (models / next(m["file"] for m in entry["models"] if m["name"] == entry["default"])).write_text("not a model")
    environ = dict(mandor.environ)
    mandor.environ["MODEL_DIR"] = str(models)
    try:
        restart_detector(mandor)
        until(lambda: "is not the one that the manifest promises" in mandor.logs(), "the reason in the log", 30)
        blind = until(lambda: _blind(mandor, camera_id), "the camera to say that nothing is judged", 30)
        assert blind["state"] == "live"
        assert mandor.call("GET", "/api/models/info").status_code == 503
        assert requests.get(f"{mandor.base}/health", timeout=5).json()["status"] == "degraded"
    finally:
        mandor.environ = {**environ, "MODEL_DIR": str(ROOT / "model")}
        restart_detector(mandor)
    until(lambda: mandor.camera(camera_id)["reason"] is None, "judging again", 40)


def restart_detector(mandor: Installation) -> None:
    """PM2 refuses while it is about to start a process again by itself; then the next try goes through."""
    until(lambda: mandor.pm2("restart", "inference", "--update-env"), "PM2 to restart the detector", 30)


def _blind(mandor: Installation, camera_id: int) -> dict | None:
    camera = mandor.camera(camera_id)
    return camera if camera["reason"] and camera["reason"]["code"] == "inference_away" else None
