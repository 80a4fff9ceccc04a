"""Cameras for an hour: does any process grow?

    make bench NAME=soak [ARGS="--minutes 60 --cameras 8"]

A whole installation under PM2 with its own data: half of the cameras detect, half only stream, and a viewer watches two
of them. Each process's own memory is read twice a minute; behind the first sixth, which is warming up, a line is fitted
by least squares. Prints a table and, as the last line, one JSON object: megabytes at the beginning and the end, and the
slope in megabytes an hour with its standard error, per process.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil

from backend.adapters.cameras import control as camera_control
from backend.adapters.live import frames as live_frames
from backend.adapters.redis.connection import connect
from backend.settings import installation_id
from backend.settings.path_urls import redis_socket_url
from bench.measuring import rtsp_source
from bench.measuring.machine import describe
from bench.measuring.process_costs import MEGABYTE
from bench.measuring.processes import Processes
from bench.scenes import scenes
from tests.system.installation import Installation, installed

READ_SECONDS = 30.0
WARMING = 1 / 6
WATCHED = (1, 2)
"""The first camera detects, the second streams."""


@dataclass(slots=True)
class Series:
    """One process's memory over time; it begins anew when the process is another."""

    pid: int
    minutes: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    restarts: int = 0

    def add(self, pid: int, minute: float) -> None:
        """Read the memory that is its own now, with what it started (the sum of unique set sizes)."""
        if pid != self.pid:
            self.pid, self.minutes, self.megabytes, self.restarts = pid, [], [], self.restarts + 1
        self.minutes.append(minute)
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        self.megabytes.append(sum(_own_bytes(one) for one in family) / MEGABYTE)

    def grown(self) -> dict[str, float]:
        """First, last and most megabytes behind the warming, the slope in megabytes an hour, and its standard error."""
        behind = [n for n, minute in enumerate(self.minutes) if minute >= self.minutes[-1] * WARMING]
        hours = np.array([self.minutes[n] for n in behind]) / 60
        held = np.array([self.megabytes[n] for n in behind])
        slope, error = _line(hours, held)
        found = {
            "mb_first": held[0],
            "mb_last": held[-1],
            "mb_most": held.max(),
            "mb_per_hour": slope,
            "standard_error": error,
        }
        return {**{name: round(float(value), 2) for name, value in found.items()}, "restarts": self.restarts}


def main() -> None:
    """Start, watch, say."""
    parser = argparse.ArgumentParser(prog="bench.soak", description="Does any process grow?")
    parser.add_argument("--minutes", type=float, default=60.0, help="how long (60)")
    parser.add_argument("--cameras", type=int, default=8, help="how many (8)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mandor-soak-") as name, Processes(Path(name)) as processes:
        source = rtsp_source.serve(processes, {"busy": scenes.BUSY}, options.cameras)
        with installed(DEMO="0") as mandor:
            series = _watch(mandor, source, options.cameras, options.minutes)
    grown = {process: one.grown() for process, one in sorted(series.items()) if len(one.minutes) > 2}
    print(f"{'':14}{'first MB':>10}{'last MB':>10}{'most MB':>10}{'MB an hour':>12}{'± error':>10}{'restarts':>10}")
    for process, one in grown.items():
        print(f"{process:14}" + "".join(f"{one[key]:>{width}.2f}" for key, width in COLUMNS))
    print(json.dumps({"machine": describe().cpu, "minutes": options.minutes, "processes": grown}))


COLUMNS = (
    ("mb_first", 10),
    ("mb_last", 10),
    ("mb_most", 10),
    ("mb_per_hour", 12),
    ("standard_error", 10),
    ("restarts", 10),
)


def _watch(mandor: Installation, source: rtsp_source.RtspSource, cameras: int, minutes: float) -> dict[str, Series]:
    for camera in range(1, cameras + 1):
        camera_id = mandor.add_camera(f"camera {camera}", source.url("busy", camera))
        if camera % 2 == 0:
            mandor.json("PATCH", f"/api/cameras/{camera_id}", {"mode": "stream"})
    redis = connect(redis_socket_url(mandor.data_dir / "redis" / "redis.sock"), installation_id(mandor.data_dir))
    series: dict[str, Series] = {}
    began = time.monotonic()
    read_at = began
    while (elapsed := time.monotonic() - began) < minutes * 60:
        for camera_id in WATCHED:
            live_frames.keep_watching_video(redis, camera_id)
            camera_control.notify(redis, camera_id, camera_control.WATCH)
        if time.monotonic() >= read_at:
            read_at += READ_SECONDS
            for process, pid in mandor.processes().items():
                if pid:
                    series.setdefault(process, Series(pid)).add(pid, elapsed / 60)
        time.sleep(4.0)
    return series


def _own_bytes(process: psutil.Process) -> int:
    """0 for one that has ended meanwhile, such as a background job."""
    try:
        return int(process.memory_full_info().uss)
    except psutil.NoSuchProcess:
        return 0


def _line(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Slope and standard error of the least-squares line; 0 with fewer than three points."""
    if len(x) < 3:
        return 0.0, 0.0
    away = x - x.mean()
    slope = float(away @ y / (away @ away))
    rest = y - y.mean() - slope * away
    return slope, float(np.sqrt((rest @ rest) / (len(x) - 2) / (away @ away)))


if __name__ == "__main__":
    main()
