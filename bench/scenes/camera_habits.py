"""Cameras with one habit each, for `bench.cameras`: scripted RTSP cameras, HTTP cameras and files."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from bench.measuring.processes import BenchError
from tests.fakes.http_camera import http_camera

ROOT = Path(__file__).resolve().parents[2]
UP_SECONDS = 20.0
LOGIN = ("--user", "admin", "--password", "secret12")


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """What a camera does."""

    name: str
    options: tuple[str, ...] = ()
    """Of oddcam; or `http` and the path of a stream; or `file` and its path below the cases."""
    login: str = ""
    scheme: str = "rtsp"
    clip: str = "stamps-slower-than-real/clip.mp4"
    expected: str = "yes"
    """In mode detect."""
    pause_seconds: float = 0.0
    """Between two openings."""


HABITS = (
    Habit(name="is an ordinary H.264 camera"),
    Habit(name="sends audio before video", options=("--audio-first",)),
    Habit(name="wants Basic", options=("--auth", "basic", *LOGIN), login="admin:secret12"),
    Habit(name="wants Digest with MD5", options=("--auth", "digest", *LOGIN), login="admin:secret12"),
    Habit(name="wants Digest with SHA-256", options=("--auth", "sha256", *LOGIN), login="admin:secret12"),
    Habit(name="offers Digest with SHA-256 and MD5", options=("--auth", "both", *LOGIN), login="admin:secret12"),
    Habit(
        name="is given a wrong password",
        options=("--auth", "digest", *LOGIN),
        login="admin:wrong",
        expected="login_refused",
    ),
    Habit(
        name="wants SHA-256 and is given a wrong password",
        options=("--auth", "sha256", *LOGIN),
        login="admin:wrong",
        expected="login_refused",
    ),
    Habit(name="refuses TCP (461)", options=("--udp-only",)),
    Habit(
        name="refuses TCP and wants SHA-256",
        options=("--udp-only", "--auth", "sha256", *LOGIN),
        login="admin:secret12",
    ),
    Habit(name="has no such path (404)", options=("--status", "404 Stream Not Found"), expected="stream_not_found"),
    Habit(name="forbids it (403)", options=("--status", "403 Forbidden"), expected="login_refused"),
    Habit(name="is full (453)", options=("--status", "453 Not Enough Bandwidth"), expected="camera_busy"),
    Habit(name="is starting (503)", options=("--status", "503 Service Unavailable"), expected="camera_busy"),
    Habit(name="takes one viewer only", options=("--max-sessions", "1"), pause_seconds=0.5),
    Habit(name="refuses the request (400)", options=("--status", "400 Bad Request"), expected="request_refused"),
    Habit(name="has another version (505)", options=("--status", "505 Version"), expected="protocol_unsupported"),
    Habit(name="fails itself (500)", options=("--status", "500 Internal"), expected="camera_error"),
    Habit(
        name="moved to an address where nothing is (302)",
        options=("--redirect", "rtsp://127.0.0.1:9/cam"),
        expected="address_moved",
    ),
    Habit(name="does not speak TLS and is asked for rtsps", scheme="rtsps", expected="tls_failed"),
    Habit(name="accepts and says nothing", options=("--silent",), expected="timeout"),
    Habit(
        name="has intra refresh, no IDR pictures", options=("--no-idr",), clip="no-idr-picture-only/intra-refresh.mp4"
    ),
    Habit(name="begins between two key frames", options=("--start-nonkey", "--shared")),
    Habit(name="describes no parameter sets", options=("--no-ps", "--add-ps")),
    Habit(name="sends parameter sets in its description only", options=("--strip-ps",)),
    Habit(name="stamps faster than it sends (night)", options=("--fps", "5")),
    Habit(name="stamps all pictures alike", options=("--ts-const",)),
    Habit(name="jumps in its stamps", options=("--jump-every", "1", "--jump", "30")),
    Habit(name="begins just before its stamps overflow", options=("--ts-start", "4294900000")),
    Habit(name="sends MJPEG over HTTP", options=("http", "proper")),
    Habit(name="leaves out the first boundary", options=("http", "no-first-boundary")),
    Habit(name="doubles the boundary's dashes", options=("http", "doubled-dashes")),
    Habit(name="writes wrong lengths", options=("http", "long-length")),
    Habit(name="ends lines with bare line feeds", options=("http", "bare-line-feeds")),
    Habit(name="sends bare JPEG pictures", options=("http", "bare-pictures")),
    Habit(name="offers single snapshots", options=("http", "snap.jpg")),
    Habit(name="is a phone's clip, recorded upright", options=("file", "rotated-file/rotated.mp4")),
)


def need_cases() -> Path:
    """The folder of reported cases beside the checkout. BenchError without it."""
    for folder in ROOT.parents:
        found = folder / "shared" / "cases"
        if (found / "oddcam" / "oddcam.py").is_file():
            return found
    raise BenchError("shared/cases/oddcam/oddcam.py is missing beside this checkout")


@contextmanager
def served(habit: Habit, folder: Path) -> Iterator[str]:
    """The address of a camera with this habit, as long as it is needed. `folder` is for its files."""
    kind = habit.options[0] if habit.options else ""
    if kind == "file":
        yield f"file:{need_cases() / habit.options[1]}"
    elif kind == "http":
        with http_camera(_pictures(), interval=0.1) as camera:
            yield camera.url(habit.options[1])
    else:
        with _odd_camera(habit) as port:
            yield f"{habit.scheme}://{habit.login + '@' if habit.login else ''}127.0.0.1:{port}/cam"


def _pictures() -> list[bytes]:
    pictures = [np.full((360, 640, 3), level, np.uint8) for level in (60, 120, 180)]
    return [cv2.imencode(".jpg", picture)[1].tobytes() for picture in pictures]


@contextmanager
def _odd_camera(habit: Habit) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    script, clip = need_cases() / "oddcam" / "oddcam.py", need_cases() / habit.clip
    process = subprocess.Popen(
        [sys.executable, str(script), str(port), str(clip), *habit.options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.kill()
        process.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + UP_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise BenchError("a scripted camera did not start")
