"""Cameras on this machine: what each costs, next to the way a user would otherwise do it.

    make bench NAME=pipeline              about 8 minutes
    make bench NAME=pipeline ARGS=--quick under 2

Ours are the real processes; the other side is one process per camera with ultralytics' `YOLO.track`, a nano model at
the same rate, and a JPEG per frame for the viewer. Both watch the same scenes over RTSP. Prints a table and, as the
last line, one JSON object.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bench import machine, peer_side, ratios, rtsp_source, scene_run, scenes, table
from bench.our_side import OurSide
from bench.peer_side import PeerSide
from bench.processes import BenchError, Processes
from bench.rtsp_source import RtspSource
from bench.scene_run import Plan, SceneRun

SMALL_MODEL, SMALL_SIZE = "ppe-first-416", 416
PEER_SIZE = 640
UNTRAINED = (
    "The usual way ran with untrained weights (there was no bench/peers/yolo11n.pt): it finds next to nothing, so its "
    "suppression, tracker and drawing cost less than in earnest, which favours it."
)
NO_PEER = "ultralytics is not installed: ours was measured alone. Run `make extras` to compare."


@dataclass(frozen=True, slots=True)
class Case:
    """One scene at one model size."""

    name: str
    scene: str
    model: str = ""
    peer_size: int = PEER_SIZE


CASES = (
    Case("busy", "busy"),
    Case("busy_416", "busy", model=SMALL_MODEL, peer_size=SMALL_SIZE),
    Case("quiet", "quiet"),
)


def say(message: str) -> None:
    """A line of progress, with the time since the start."""
    sys.stderr.write(f"{time.perf_counter() - _BEGAN:5.0f} s  {message}\n")
    sys.stderr.flush()


class Pipeline:
    """Runs the cases one after the other, each side alone."""

    def __init__(self, folder: Path, source: RtspSource, options: argparse.Namespace) -> None:
        self._folder = folder
        self._source = source
        self._options = options
        self._program = None if options.no_peer else peer_side.python()
        self.held: dict[str, int | None] = {"ours": None, "peer": None}

    def compare(self, case: Case) -> dict[str, Any]:
        """Both sides on one case."""
        ours = self._ours(case)
        peer = self._peer(case) if self._program is not None else None
        return {
            "ours": ours.figures(),
            "peer": peer.figures() if peer is not None else None,
            "ratios": ratios.of(ours, peer),
            "aims": {name: round(aim, 3) for name, aim in ratios.AIMS[case.name].items()},
        }

    def _plan(self, case: Case, cameras: list[int]) -> Plan:
        both = sorted(set(self._options.cameras) & set(self._options.peer_cameras))
        compared_at = both[-1] if both else self._options.cameras[-1]
        if case.name != "busy":
            cameras = [n for n in cameras if n <= compared_at]
        return Plan(
            fps=self._options.fps,
            seconds=self._options.seconds,
            cameras=tuple(cameras),
            compared_at=compared_at if compared_at in cameras else cameras[-1],
            settle_seconds=2.0 if self._options.quick else 4.0,
        )

    def _ours(self, case: Case) -> SceneRun:
        plan = self._plan(case, self._options.cameras)
        say(f"{case.name}: ours with {_numbers(plan)} cameras")
        side = OurSide(self._folder / f"ours-{case.name}", self._source, case.scene, fps=plan.fps, model=case.model)
        try:
            info = side.info
            found = scene_run.run(
                side, plan, model=f"{info.name}, {info.engine}", has_viewer_switch=True, rest=time.sleep
            )
            if case.name == "busy" and not self._options.quick:
                say("how many cameras ours holds")
                self.held["ours"] = self._held(side, plan, found, doubling=True)
        finally:
            side.close()
        return found

    def _peer(self, case: Case) -> SceneRun:
        assert self._program is not None
        plan = self._plan(case, self._options.peer_cameras)
        say(f"{case.name}: the usual way with {_numbers(plan)} cameras")
        side = PeerSide(
            self._folder / f"peer-{case.name}",
            self._source,
            case.scene,
            program=self._program,
            fps=plan.fps,
            size=case.peer_size,
        )
        try:
            found = scene_run.run(side, plan, model="", has_viewer_switch=False, rest=time.sleep)
            found = replace(found, model=f"{side.model()}, {case.peer_size}")
            if case.name == "busy" and not self._options.quick:
                say("how many cameras the usual way holds")
                self.held["peer"] = self._held(side, plan, found, doubling=False)
        finally:
            side.close()
        return found

    def _held(self, side: OurSide | PeerSide, plan: Plan, found: SceneRun, *, doubling: bool) -> int:
        quick = replace(plan, seconds=min(plan.seconds, 8.0))
        limit = self._options.limit
        return scene_run.held(side, quick, dict(found.windows), limit=limit, doubling=doubling, rest=time.sleep)


def _numbers(plan: Plan) -> str:
    return ", ".join(map(str, plan.cameras))


@contextmanager
def prepared(options: argparse.Namespace) -> Iterator[Pipeline]:
    """A folder, the scenes and the RTSP server, for as long as the benchmark runs."""
    with tempfile.TemporaryDirectory(prefix="mandor-bench-") as name:
        folder = Path(name)
        (folder / "rtsp").mkdir()
        say("making the quiet scene")
        clips = asdict(scenes.make(folder))
        with Processes(folder / "rtsp") as processes:
            most = max(options.limit, *options.cameras, *options.peer_cameras)
            yield Pipeline(folder, rtsp_source.serve(processes, clips, most), options)


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line."""

    def numbers(text: str) -> list[int]:
        return sorted({int(part) for part in text.split(",")})

    parser = argparse.ArgumentParser(prog="bench.pipeline", description="What each camera costs on this machine.")
    parser.add_argument("--quick", action="store_true", help="two minutes: no 416 and no search for the limit")
    parser.add_argument("--no-peer", action="store_true", help="measure ours alone")
    parser.add_argument("--fps", type=float, default=5.0, help="detections a second and camera (5)")
    parser.add_argument("--seconds", type=float, help="length of each measurement (15; quick: 6)")
    parser.add_argument("--cameras", type=numbers, help="numbers of our cameras (1,2,4; quick: 1,2)")
    parser.add_argument("--peer-cameras", type=numbers, default=[1, 2], help="numbers of the other side's (1,2)")
    parser.add_argument("--limit", type=int, default=16, help="cameras at most when searching what is held (16)")
    parser.add_argument("--only", choices=[case.name for case in CASES], action="append", help="these cases only")
    options = parser.parse_args(arguments)
    options.seconds = options.seconds or (6.0 if options.quick else 15.0)
    options.cameras = options.cameras or ([1, 2] if options.quick else [1, 2, 4])
    options.only = options.only or (["busy", "quiet"] if options.quick else [case.name for case in CASES])
    return options


def main() -> None:
    """Measure, print. Code 1 when it could not be measured, 130 when interrupted; nothing is left running."""
    options = parse()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    answer: dict[str, Any] = {"machine": asdict(machine.describe())}
    try:
        with prepared(options) as pipeline:
            for case in CASES:
                answer[case.name] = pipeline.compare(case) if case.name in options.only else None
            answer["held"] = pipeline.held
    except BenchError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    answer["notes"] = _notes(answer)
    print("\n".join(table.lines(answer)))
    print(json.dumps(answer))


def _notes(answer: dict[str, Any]) -> list[str]:
    peers = [part["peer"] for part in answer.values() if isinstance(part, dict) and "ratios" in part]
    if not any(peers):
        return [NO_PEER]
    return [UNTRAINED] if any(peer and "untrained" in peer["model"] for peer in peers) else []


_BEGAN = time.perf_counter()

if __name__ == "__main__":
    main()
