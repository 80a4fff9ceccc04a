"""A camera's process while the detector is killed: the picture goes on, it says so, and judges again by itself."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.adapters.cameras import state as camera_state
from backend.adapters.inference.frame_store import directory
from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraConfig, CameraStatus
from backend.services.camera_process.runtime import CameraFolders, CameraRuntime
from tests.support.installations.identity import INSTALLATION, be_the_tests
from tests.support.installations.processes import ROOT, OwnProcess
from tests.support.installations.servers import wait_until

CONFIG = CameraConfig(camera_id=7, company_id=1, site_id=2, name="demo", source="demo:warehouse", demo=True)


@pytest.fixture
def server(redis_url: str, tmp_path: Path) -> Iterator[OwnProcess]:
    """The real inference server."""
    environ = {
        "DATA_DIR": str(be_the_tests(tmp_path)),
        "REDIS_URL": redis_url,
        "MODEL": "ppe-nano-416",
        "ENGINE": "onnxruntime",
    }
    process = OwnProcess(["-m", "backend.workers.inference_server"], log=tmp_path / "inference.log", environ=environ)
    process.start()
    yield process
    process.kill()
    shutil.rmtree(directory(tmp_path, INSTALLATION), ignore_errors=True)


@pytest.fixture
def runtime(redis: RedisClient, tmp_path: Path) -> Iterator[CameraRuntime]:
    """A camera that is watched, with its two threads."""
    folders = CameraFolders(journal=tmp_path / "journal", frames=directory(tmp_path, INSTALLATION), demo=ROOT / "demo")
    camera, stop = CameraRuntime(folders, redis, CONFIG), threading.Event()

    def judge() -> None:
        while not stop.is_set():
            camera.loop.step()

    def report() -> None:
        while not stop.wait(0.5):
            camera.reporter.report()

    threads = [threading.Thread(target=judge), threading.Thread(target=report)]
    for thread in threads:
        thread.start()
    yield camera
    stop.set()
    for thread in threads:
        thread.join(timeout=20)
    camera.stop()


def status(redis: RedisClient) -> CameraStatus:
    found = camera_state.read(redis, [7]).get(7)
    return found if found is not None else CameraStatus(state="starting", mode="detect", since=None)  # type: ignore[arg-type]


def test_the_picture_stays_live_while_the_detector_is_killed_and_detection_resumes_by_itself(
    redis: RedisClient, server: OwnProcess, runtime: CameraRuntime
) -> None:
    wait_until(lambda: status(redis).frames_judged > 3 and status(redis).reason == "", "judging", seconds=60)
    assert 3 < status(redis).detect_fps_wanted <= 5

    server.kill()
    wait_until(lambda: status(redis).reason == "inference_away", "the camera to say so", seconds=20)
    received = status(redis).frames_received
    wait_until(lambda: status(redis).frames_received > received + 5, "the picture to go on")
    assert status(redis).state == "live"
    assert status(redis).drops.away + status(redis).drops.busy > 0
    judged = status(redis).frames_judged

    server.start()
    wait_until(lambda: status(redis).frames_judged > judged + 3, "judging to resume", seconds=60)
    wait_until(lambda: status(redis).reason == "", "all to be well", seconds=10)
    share = status(redis).judged_share
    assert share is not None
    assert 0 < share < 1
