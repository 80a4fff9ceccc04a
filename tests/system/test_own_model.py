"""A plant's own model takes over while a camera streams, and the one before comes back: no picture goes unjudged for
long, nobody is accused twice."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.models.model_wraps import wrapped
from tests.support.video.rtsp import RtspCamera
from tests.system.installation import ROOT, Installation, until

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]
LONGEST_GAP = 4.0
"""Seconds between two reports of a worker in which a judged picture was counted: it reports once a second."""


def make_model(mandor: Installation, *words: str) -> str:
    """`make model …` on this installation; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", "backend.commands.model", *words],
        cwd=ROOT,
        env=mandor.environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def watching(mandor: Installation, camera_id: int) -> Iterator[list[float]]:
    """When the camera was live, with a detector, and looking at several pictures a second."""
    times: list[float] = []
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.3):
            camera = mandor.camera(camera_id)
            if camera["state"] == "live" and camera["reason"] is None and camera["detect_fps"] > 2:
                times.append(time.monotonic())

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield times
    finally:
        stop.set()
        thread.join()


def test_another_model_takes_over_while_a_camera_streams_and_the_one_before_comes_back(
    no_cameras: Installation, rtsp: RtspCamera, tmp_path: Path
) -> None:
    mandor = no_cameras
    shipped = mandor.json("GET", "/api/models/info")
    (tmp_path / "best.onnx").write_bytes(wrapped("yolo-v8", "rgb-1"))
    camera_id = mandor.add_camera("day", rtsp.url("day"))
    mandor.wait_for_state(camera_id, "live")
    until(lambda: mandor.camera(camera_id)["detect_fps"] > 3, "pictures to be judged", 30)
    dropped = mandor.camera(camera_id)["frames_dropped"]
    with watching(mandor, camera_id) as seen:
        began = time.monotonic()
        output = make_model(mandor, f"FILE={tmp_path / 'best.onnx'}", "YES=1", "NAME=plant-1")
        assert "plant-1@" in output
        assert "runs now" in output
        own = mandor.json("GET", "/api/models/info")
        assert (own["name"], own["previous"], own["switch"]) == ("plant-1", shipped["name"], None)
        assert own["mapping"]["NO-Hardhat"] == "no-helmet"
        by_own = until(
            lambda: [v for v in mandor.violations(camera_id) if v["model"].startswith("plant-1@")],
            "a violation judged by the new model",
            60,
        )[0]
        assert "runs now" in make_model(mandor, "BACK=1")
        assert mandor.json("GET", "/api/models/info")["name"] == shipped["name"]
        assert "▶ " + shipped["name"] in make_model(mandor)
        time.sleep(3)  # what comes after the change back
        ended = time.monotonic()
    gaps = [b - a for a, b in zip([began, *seen], [*seen, ended], strict=True)]
    assert max(gaps) < LONGEST_GAP, "the camera was judged all the while"
    assert mandor.camera(camera_id)["frames_dropped"] - dropped < 30, "a few pictures may find the engine busy"
    same = [
        v
        for v in mandor.violations(camera_id)
        if v["item"] == by_own["item"] and abs(moment(v) - moment(by_own)) < 2 and v["id"] != by_own["id"]
    ]
    assert same == [], "nobody is accused twice because the model changed"


def moment(violation: dict[str, str]) -> float:
    return datetime.fromisoformat(violation["opened_at"]).timestamp()
