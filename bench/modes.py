"""A camera that is only streamed, 1080p at 25 pictures a second: what it costs.

    make bench NAME=modes [ARGS="--seconds 30"]

Side by side, at the same time, each with a stream of its own and, where it stores or sends something, a Redis of its
own: the ancestor (every frame decoded, drawn on, encoded as JPEG at quality 80, stored in Redis), ours with nobody
watching, ours with a viewer of video, and `ffmpeg -c copy` as the limit. Prints a table and, as the last line, one JSON
object: CPU seconds over equal time, and memory.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.adapters.cameras import config as camera_config
from backend.adapters.cameras import control as camera_control
from backend.adapters.cameras import state as camera_state
from backend.adapters.live import frames as live_frames
from backend.adapters.redis.messages import MessageReader
from backend.core.cameras.camera import CameraConfig
from backend.workers.pm2_manager import LEAN
from bench.measuring import redis_process, rtsp_source
from bench.measuring.machine import describe
from bench.measuring.process_costs import cpu_seconds, memory_mb
from bench.measuring.processes import BenchError, Processes, wait_until
from bench.scenes import modes_clip

ANCESTOR = Path(__file__).with_name("peers") / "decode_draw_store.py"
SETTLE_SECONDS = 5.0
START_SECONDS = 60.0
CAMERA = 1
AIMS = {"stream_unwatched": ("ancestor", 0.1), "stream_watched": ("ancestor", 0.1)}
LIMIT = 2.0
"""Ours, unwatched, is meant to stay within so many times `ffmpeg -c copy`."""


@dataclass(frozen=True, slots=True)
class Case:
    """One way to stream a camera. `pids` are its processes."""

    name: str
    pids: list[int]
    tend: Callable[[], None] = lambda: None
    """Called again and again while it is measured."""


def main() -> None:
    """Start everything, let it settle, measure."""
    parser = argparse.ArgumentParser(prog="bench.modes", description="What a camera costs that is only streamed.")
    parser.add_argument("--seconds", type=float, default=30.0, help="length of the measurement (30)")
    options = parser.parse_args()
    machine = describe()
    try:
        with tempfile.TemporaryDirectory(prefix="mandor-bench-") as name:
            answer = _measure(Path(name), options.seconds)
    except BenchError as error:
        sys.exit(str(error))
    answer = {"machine": {"cpu": machine.cpu, "cores": machine.cores, "load_before": machine.load_before}, **answer}
    print("\n".join(_table(answer)))
    print(json.dumps(answer))


def _measure(folder: Path, seconds: float) -> dict[str, object]:
    clip = modes_clip.make(folder / "clip.mp4", seconds)
    (folder / "out").mkdir()
    with Processes(folder / "out") as processes:
        source = rtsp_source.serve(processes, {"gate": clip}, 4)
        cases = [
            _ancestor(folder, processes, source.url("gate", 1)),
            _ours(folder, processes, source.url("gate", 2), "stream_unwatched", watched=False),
            _ours(folder, processes, source.url("gate", 3), "stream_watched", watched=True),
            *_copy(processes, source.url("gate", 4)),
        ]
        _pass(cases, min(SETTLE_SECONDS, seconds), processes)
        before = {case.name: cpu_seconds(case.pids) for case in cases}
        _pass(cases, seconds, processes)
        spent = {case.name: round(cpu_seconds(case.pids) - before[case.name], 3) for case in cases}
        memory = {case.name: round(memory_mb(case.pids), 1) for case in cases}
    return {"seconds": seconds, "cpu_seconds": spent, "memory_mb": memory, "ratios": _ratios(spent)}


def _pass(cases: Sequence[Case], seconds: float, processes: Processes) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        processes.check()
        for case in cases:
            case.tend()
        time.sleep(0.2)


def _ancestor(folder: Path, processes: Processes, source: str) -> Case:
    url, redis = redis_process.start(processes, folder / "ancestor", folder / "ancestor", "redis-ancestor")
    processes.start("ancestor", [sys.executable, str(ANCESTOR), source, url], LEAN)
    wait_until(lambda: redis.exists("frame:1") > 0, "the ancestor", seconds=START_SECONDS, processes=processes)
    return Case("ancestor", processes.ids_of("ancestor", "redis-ancestor"))


def _ours(folder: Path, processes: Processes, source: str, name: str, *, watched: bool) -> Case:
    url, redis = redis_process.start(processes, folder / name, folder / name, f"redis-{name}")
    config = CameraConfig(camera_id=CAMERA, company_id=1, site_id=1, name=name, source=source, mode="stream")
    camera_config.publish(redis, config)
    environ = {"DATA_DIR": str(folder / name), "REDIS_URL": url, "LOG_LEVEL": "WARNING", **LEAN}
    processes.start(name, [sys.executable, "-m", "backend.workers.camera_worker", str(CAMERA)], environ)

    def live() -> bool:
        status = camera_state.read(redis, [CAMERA]).get(CAMERA)
        return status is not None and status.state == "live"

    wait_until(live, name, seconds=START_SECONDS, processes=processes)
    pids = processes.ids_of(name, f"redis-{name}")
    if not watched:
        return Case(name, pids)
    live_frames.keep_watching_video(redis, CAMERA)
    camera_control.notify(redis, CAMERA, camera_control.VIDEO)
    viewer = MessageReader(redis, redis.names.video_channel(CAMERA))

    def watch() -> None:
        live_frames.keep_watching_video(redis, CAMERA)
        while viewer.read() is not None:
            pass

    return Case(name, pids, watch)


def _copy(processes: Processes, source: str) -> list[Case]:
    """Nothing when ffmpeg is missing."""
    program = shutil.which("ffmpeg")
    if program is None:
        return []
    quietly = [program, "-v", "error", "-nostdin", "-rtsp_transport", "tcp", "-i", source]
    processes.start("copy", [*quietly, "-an", "-c", "copy", "-f", "null", "-"])
    return [Case("copy", processes.ids_of("copy"))]


def _ratios(spent: dict[str, float]) -> dict[str, float]:
    ratios = {f"{name}/{other}": spent[name] / spent[other] for name, (other, _) in AIMS.items()}
    if spent.get("copy"):
        ratios |= {f"{name}/copy": spent[name] / spent["copy"] for name in AIMS}
    return {name: round(ratio, 3) for name, ratio in ratios.items()}


def _table(answer: dict[str, object]) -> list[str]:
    spent, memory, ratios = answer["cpu_seconds"], answer["memory_mb"], answer["ratios"]
    assert isinstance(spent, dict)
    assert isinstance(memory, dict)
    assert isinstance(ratios, dict)
    lines = [f"1080p25 for {answer['seconds']:g} s, processes with their Redis", f"{'':20}{'CPU s':>8}{'MB':>8}"]
    lines += [f"{name:20}{spent[name]:>8.2f}{memory[name]:>8.1f}" for name in spent]
    lines += [f"{name}: {value:g} (aim: at most {_aim(name):g})" for name, value in ratios.items()]
    return lines


def _aim(name: str) -> float:
    ours, _, other = name.partition("/")
    return LIMIT if other == "copy" else AIMS[ours][1]


if __name__ == "__main__":
    main()
