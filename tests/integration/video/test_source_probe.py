"""The probe as it is used: a process with the source on stdin and one line of JSON on stdout."""

import base64
import json
import subprocess
import sys
import time

import cv2
import numpy as np
import pytest

from backend.workers.confined import source_probe
from tests.fakes.network_camera import free_port, mjpeg, network_camera, rtsp_answering, silent
from tests.support.video.clips import clip, jpeg
from tests.support.video.rtsp import ROOT, rtsp_camera

SECRET = "s3cr3t%40word"


def probe(text, *, module="backend.workers.confined.source_probe"):
    """The answer, and how long it took. Whatever happens: status 0, one line, nothing on stderr, no password."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", module], input=text.encode(), capture_output=True, cwd=ROOT, timeout=30, check=False
    )
    seconds = time.monotonic() - began
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1
    for secret in (SECRET, "s3cr3t@word", "s3cr3t"):
        assert secret.encode() not in done.stdout
    return json.loads(done.stdout), seconds


def picture(answer):
    return cv2.imdecode(np.frombuffer(base64.b64decode(answer["snapshot"]), np.uint8), cv2.IMREAD_COLOR)


def test_a_source_that_works_is_shown():
    answer, _ = probe("demo:warehouse?start=3\n")
    assert {k: v for k, v in answer.items() if k != "snapshot"} == {
        "ok": True,
        "width": 960,
        "height": 540,
        "fps": 10.0,
        "codec": "h264",
    }
    assert picture(answer).shape == (540, 960, 3)


def test_a_large_picture_is_made_smaller(tmp_path):
    path = clip(tmp_path / "large.mp4", width=1920, height=1080, frames=1)
    answer, _ = probe(f"file:{path}")
    assert (answer["width"], answer["height"]) == (1920, 1080)
    assert picture(answer).shape == (540, 960, 3)


def test_an_rtsp_camera_with_a_login():
    with rtsp_camera(gate=ROOT / "demo" / "warehouse.mp4", user="operator", password="s3cr3t@word") as camera:
        answer, _ = probe(camera.url("gate", login=f"operator:{SECRET}"))
        assert answer["ok"]
        assert picture(answer).mean() > 50
        refused, _ = probe(camera.url("gate", login=f"{SECRET}:operator"))
        assert refused["code"] == "login_refused"


def test_an_mjpeg_camera():
    with network_camera(mjpeg([jpeg((40, 40, 200))] * 3)) as camera:
        answer, _ = probe(camera.url(login=f"operator:{SECRET}"))
    assert answer["codec"] == "mjpeg"
    assert picture(answer).mean(axis=(0, 1)) == pytest.approx((40, 40, 200), abs=8)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "invalid_source"),
        ("hello", "invalid_source"),
        ("rtsp://u:s3cr3t/word@camera/1", "invalid_source"),
        ("x" * 100_000, "invalid_source"),
        ("demo:absent", "file_missing"),
        ("device:63", "device_missing"),
        (f"file:{__file__}", "not_video"),
    ],
)
def test_a_source_that_does_not_work_reports_why(text, code):
    answer, _ = probe(text)
    assert (answer["ok"], answer["code"]) == (False, code)
    assert answer["message"]
    assert answer["hint"]


def test_cameras_that_refuse_or_do_not_answer():
    login = f"operator:{SECRET}"
    assert probe(f"rtsp://{login}@127.0.0.1:{free_port()}/1")[0]["code"] == "unreachable"
    with network_camera(rtsp_answering("404 Not Found")) as camera:
        assert probe(camera.url("rtsp", login=login))[0]["code"] == "stream_not_found"
    with network_camera(silent) as camera:
        answer, seconds = probe(camera.url("rtsp", login=login))
    assert answer["code"] == "timeout"
    assert seconds < 14


def test_bytes_that_are_no_text_are_refused():
    done = subprocess.run(
        [sys.executable, "-m", "backend.workers.confined.source_probe"],
        input=b"\xff\xfe\x00",
        capture_output=True,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["code"] == "invalid_source"


STUCK = """
import threading
from backend.workers.confined import source_probe
source_probe.LIMIT_SECONDS = 0.5
source_probe.probe = lambda *a, **k: threading.Event().wait()
source_probe.main()
"""


def test_a_library_that_hangs_does_not_hang_the_probe():
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", STUCK], input=b"demo:warehouse", capture_output=True, cwd=ROOT, timeout=20, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["code"] == "timeout"
    assert time.monotonic() - began < 10
    assert source_probe.LIMIT_SECONDS <= 14
