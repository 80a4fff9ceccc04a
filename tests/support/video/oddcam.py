"""The scripted RTSP camera of the reported cases, in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.video.rtsp import ROOT

UP_SECONDS = 20.0


def cases() -> Path:
    """The folder of reported cases beside the checkout. Skips the test without it, unless MANDOR_REQUIRE_ALL=1."""
    for folder in ROOT.parents:
        found = folder / "shared" / "cases"
        if (found / "oddcam" / "oddcam.py").is_file():
            return found
    missing = "the reported cases are missing: there is no shared/cases/oddcam/oddcam.py beside this checkout"
    if os.environ.get("MANDOR_REQUIRE_ALL") == "1":
        pytest.fail(missing)
    pytest.skip(missing)


@dataclass(frozen=True)
class OddCamera:
    """A camera that is up."""

    port: int
    process: subprocess.Popen[str]
    log: Path | None = None

    def url(self, *, login: str = "", scheme: str = "rtsp", options: str = "") -> str:
        """Its address. `login` is `user:password`, as it is written in an address."""
        return f"{scheme}://{login + '@' if login else ''}127.0.0.1:{self.port}/cam{options}"

    def logins(self) -> int:
        """How many logins it was sent (needs `--verbose` and a log)."""
        assert self.log is not None
        return self.log.read_text().count("'authorization'")


@contextmanager
def odd_camera(*options: str, file: Path | None = None, log: Path | None = None) -> Iterator[OddCamera]:
    """Serve `file` (a clip of 24 s at 10 pictures a second) with these habits."""
    folder = cases()
    clip = file or folder / "stamps-slower-than-real" / "clip.mp4"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (log or Path(os.devnull)).open("w") as output:
        process = subprocess.Popen(
            [sys.executable, str(folder / "oddcam" / "oddcam.py"), str(port), str(clip), *options],
            stdout=output,
            stderr=subprocess.DEVNULL,
            text=True,
        )
    try:
        _wait_for(port)
        yield OddCamera(port, process, log)
    finally:
        process.kill()
        process.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + UP_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                pytest.fail("the odd camera did not start")
            time.sleep(0.05)
        else:
            return
