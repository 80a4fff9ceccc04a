"""How long it takes until all cameras are live, from nothing: real PM2, Redis, database and workers.

    make bench NAME=fleet [ARGS="--cameras 64"]

All cameras share one small RTSP stream and only stream it, so that what is measured is starting, not watching. Prints
when each wave was live and, as the last line, one JSON object: seconds, calls of PM2, processor seconds per worker.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import psutil

from backend import settings as settings_module
from backend.adapters.cameras import state as camera_state
from backend.adapters.database.connection import Database
from backend.adapters.inference import frame_store
from backend.adapters.machine.clock import new_id
from backend.adapters.processes.pm2 import Pm2
from backend.adapters.redis.connection import RedisClient
from backend.services.fleet.camera_fleet import CameraFleet
from backend.services.fleet.leftovers import CameraLeftovers, Folders
from backend.workers.pm2_manager import Orchestrator, app_of
from bench.measuring import redis_process, rtsp_source
from bench.measuring.machine import describe
from bench.measuring.process_costs import cpu_seconds
from bench.measuring.processes import BenchError, Processes
from tests.builders import build_plant

WIDTH, HEIGHT, FPS, SECONDS = 320, 192, 5, 20
AIM_SECONDS = 60.0
GIVE_UP_SECONDS = 300.0
END_SECONDS = 180.0
PM2 = settings_module.ROOT / "node_modules" / ".bin" / "pm2"


class CountedPm2(Pm2):
    """Counts what it is asked."""

    calls = 0
    spent_seconds = 0.0

    def _call(self, *args: str) -> str:
        began = time.monotonic()
        try:
            return super()._call(*args)
        finally:
            self.calls += 1
            self.spent_seconds += time.monotonic() - began


def main() -> None:
    """Start all of them, wait until all are live, end all of them."""
    parser = argparse.ArgumentParser(prog="bench.fleet", description="How long until all cameras are live.")
    parser.add_argument("--cameras", type=int, default=64, help="how many (64)")
    options = parser.parse_args()
    machine = describe()
    try:
        with tempfile.TemporaryDirectory(prefix="mandor-", dir="/tmp", ignore_cleanup_errors=True) as name:
            answer = _measure(Path(name), options.cameras)
    except BenchError as error:
        sys.exit(str(error))
    met = "met" if answer["seconds"] <= AIM_SECONDS else "missed"
    print(f"{options.cameras} cameras live after {answer['seconds']} s (aim {AIM_SECONDS:.0f} s: {met})")
    print(json.dumps({"machine": {"cores": machine.cores, "load_before": machine.load_before}, **answer}))


def _measure(folder: Path, count: int) -> dict[str, float]:
    (folder / "out").mkdir()
    with Processes(folder / "out") as processes:
        source = rtsp_source.serve(processes, {"gate": _clip(folder / "clip.mp4")}, 1)
        redis_url, redis = redis_process.start(processes, folder / "redis", folder)
        url = f"sqlite:///{folder}/mandor.db"
        build_plant(url, [source.url("gate", 1)] * count, mode="stream")
        os.environ |= {"DATA_DIR": str(folder), "REDIS_URL": redis_url, "DATABASE_URL": url}
        settings = settings_module.load()
        frames = frame_store.directory(folder, redis.names.installation)
        folders = Folders(journals=settings.journal_dir, frames=frames, locks=settings.run_dir)
        with _pm2(folder / "pm2") as pm2:
            fleet = CameraFleet(redis, pm2, lambda camera_id: app_of(settings, camera_id))
            orchestrator = Orchestrator(Database(url), fleet, CameraLeftovers(redis, folders, new_id))
            seconds = _until_live(orchestrator, redis, count)
            calls, spent = pm2.calls, pm2.spent_seconds
            workers = [process.pid for process in pm2.processes().values()]
            cpu = sum(cpu_seconds([pid]) for pid in workers if psutil.pid_exists(pid))
    return {
        "cameras": count,
        "seconds": round(seconds, 1),
        "pm2_calls": calls,
        "pm2_seconds": round(spent, 1),
        "cpu_seconds_a_worker": round(cpu / count, 2),
    }


def _until_live(orchestrator: Orchestrator, redis: RedisClient, count: int) -> float:
    """Step as the orchestrator's process does; seconds until every camera is live."""
    began, reported = time.monotonic(), 0
    while (now := time.monotonic() - began) < GIVE_UP_SECONDS:
        if not orchestrator.step():
            time.sleep(0.25)
        live = sum(status.state == "live" for status in camera_state.read(redis, range(1, count + 1)).values())
        if live != reported:
            reported = live
            print(f"{now:6.1f} s  {live} live", flush=True)
        if live == count:
            return time.monotonic() - began
    raise BenchError(f"After {GIVE_UP_SECONDS:.0f} s only {reported} of {count} cameras are live.")


def _clip(path: Path) -> Path:
    """A small picture with noise in it, five times a second."""
    noise = np.random.default_rng(1)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"preset": "ultrafast", "tune": "zerolatency"})
        stream.width, stream.height, stream.pix_fmt, stream.gop_size = WIDTH, HEIGHT, "yuv420p", FPS
        for n in range(FPS * SECONDS):
            pixels = noise.integers(0, 256, (HEIGHT // 8, WIDTH // 8, 3), np.uint8).repeat(8, 0).repeat(8, 1)
            picture = av.VideoFrame.from_ndarray(pixels, "bgr24")
            picture.pts, picture.time_base = n, Fraction(1, FPS)
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return path


@contextmanager
def _pm2(home: Path) -> Iterator[CountedPm2]:
    """A PM2 of its own, that is ended with all its processes."""
    home.mkdir()
    pm2 = CountedPm2(PM2, home)
    try:
        yield pm2
    finally:
        environ = {**os.environ, "PM2_HOME": str(home)}
        subprocess.run([str(PM2), "kill"], env=environ, capture_output=True, timeout=END_SECONDS, check=True)


if __name__ == "__main__":
    main()
