"""A real RTSP camera for tests, in a process of its own."""

from __future__ import annotations

import os
import selectors
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SERVER = ROOT / "tests" / "fakes" / "rtsp_server.py"
PYTHON = "/usr/bin/python3"
NEEDS = (
    "import gi; [gi.require_version(n, '1.0') for n in ('Gst', 'GstApp', 'GstRtsp', 'GstRtspServer')];"
    "from gi.repository import Gst, GstRtspServer; Gst.init(None);"
    "assert all(Gst.ElementFactory.find(n) for n in ('qtdemux', 'h264parse', 'rtph264pay', 'appsrc'))"
)
UP_SECONDS = 20.0


@dataclass(frozen=True)
class RtspCamera:
    """A server that is up."""

    port: int
    process: subprocess.Popen[str]

    def url(self, name: str, *, login: str = "", options: str = "") -> str:
        """The address of a stream. `login` is `user:password`, as it is written in an address."""
        return f"rtsp://{login + '@' if login else ''}127.0.0.1:{self.port}/{name}{options}"

    def stop(self) -> None:
        """Kill it, as a power cut would, and wait until it is gone."""
        self.process.kill()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextmanager
def rtsp_camera(*, port: int = 0, user: str = "", password: str = "", **clips: Path) -> Iterator[RtspCamera]:
    """Serve each clip under its name. Skips the test when GStreamer is missing, unless MANDOR_REQUIRE_ALL=1."""
    need_rtsp()
    login = ["--user", user, "--password", password] if user else []
    streams = [f"{name}={path}" for name, path in clips.items()]
    process = subprocess.Popen(
        [PYTHON, str(SERVER), str(port), *streams, "--audio", "tone", *login], stdout=subprocess.PIPE, text=True
    )
    camera = RtspCamera(_port_of(process), process)
    try:
        yield camera
    finally:
        if process.poll() is None:
            camera.stop()


def need_rtsp() -> None:
    """Skip the test where there can be no server, or fail it with MANDOR_REQUIRE_ALL=1."""
    missing = why_not()
    if missing:
        if os.environ.get("MANDOR_REQUIRE_ALL") == "1":
            pytest.fail(missing)
        pytest.skip(missing)


@cache
def why_not() -> str:
    """Why no RTSP server can run here; empty when one can."""
    if not Path(PYTHON).exists():
        return f"no RTSP server for tests: there is no {PYTHON}"
    found = subprocess.run([PYTHON, "-c", NEEDS], capture_output=True, check=False, timeout=60)
    return "" if found.returncode == 0 else "no RTSP server for tests: python3-gi or gst-rtsp-server is missing"


def _port_of(process: subprocess.Popen[str]) -> int:
    """Wait for `up PORT`."""
    assert process.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        line = process.stdout.readline() if selector.select(UP_SECONDS) else ""
    word, _, port = line.partition(" ")
    if word != "up":
        process.kill()
        process.wait(10)
        process.stdout.close()
        pytest.fail(f"the RTSP server did not start: {line!r}")
    return int(port)
