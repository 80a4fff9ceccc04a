"""The dashboard in Chromium against the real thing: the specs are in `frontend/e2e`."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.support.video.rtsp import RtspCamera, rtsp_camera
from tests.system.installation import EMAIL, PASSWORD, ROOT, Installation, free_port

pytestmark = [pytest.mark.system, pytest.mark.browser, pytest.mark.timeout(420)]
DAY = ROOT / "demo" / "warehouse.mp4"


def walk(mandor: Installation, rtsp_url: str, *specs: str, **environ: str) -> None:
    """Run these specs in Chromium; they must pass."""
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("MANDOR_REQUIRE_ALL") == "1":
            pytest.fail("Chromium is missing")
        pytest.skip("Chromium is missing")
    given = {
        **os.environ,
        "BASE_URL": mandor.base,
        "ADMIN_EMAIL": EMAIL,
        "ADMIN_PASSWORD": PASSWORD,
        "RTSP_URL": rtsp_url,
        "CHROMIUM": chromium,
        **environ,
    }
    done = subprocess.run(
        ["node", "--test", "--test-reporter=spec", "--test-concurrency=1", *specs],
        cwd=ROOT / "frontend",
        env=given,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def specs() -> list[str]:
    """All but the one that needs a camera of its own."""
    found = sorted((ROOT / "frontend" / "e2e" / "specs").glob("*.spec.mjs"))
    return [str(spec) for spec in found if spec.name != "modes.spec.mjs"]


class MortalCamera:
    """An RTSP camera that can be switched off and on, always at the same address."""

    def __init__(self) -> None:
        self._port = free_port()
        self._running = ExitStack()
        self.start()

    @property
    def url(self) -> str:
        return f"rtsp://127.0.0.1:{self._port}/day"

    def start(self) -> None:
        self._running.enter_context(rtsp_camera(port=self._port, day=DAY))

    def stop(self) -> None:
        self._running.close()


@contextmanager
def switched_over_http(camera: MortalCamera) -> Iterator[str]:
    """An address under which a browser's test switches the camera: POST /stop, POST /start."""

    class Switch(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            {"/stop": camera.stop, "/start": camera.start}[self.path]()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Switch)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_an_officer_logs_in_adds_a_camera_sees_it_move_and_opens_a_violation(
    no_cameras: Installation, rtsp: RtspCamera
) -> None:
    walk(no_cameras, rtsp.url("day"), *specs())


def test_the_picture_stays_through_changes_of_mode_and_comes_back_with_the_camera(no_cameras: Installation) -> None:
    camera = MortalCamera()
    try:
        with switched_over_http(camera) as control:
            walk(no_cameras, camera.url, "e2e/specs/modes.spec.mjs", CONTROL_URL=control)
    finally:
        camera.stop()
