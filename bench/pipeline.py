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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Any

from bench.measuring import machine, rtsp_source, table
from bench.measuring.comparison import CASES, Comparison, report
from bench.measuring.processes import BenchError, Processes
from bench.scenes import scenes

UNTRAINED = (
    "The usual way ran with untrained weights (there was no bench/peers/yolo11n.pt): it finds next to nothing, so its "
    "suppression, tracker and drawing cost less than in earnest, which favours it."
)
SHAPE = (
    "The usual way shapes its input to the picture (ultralytics pads to multiples of 32: a 16:9 picture at 640 goes in "
    "as 640x384). It has one torch thread per process: more only take cores from each other."
)
NO_PEER = "ultralytics is not installed: ours was measured alone. Run `make extras` to compare."


@contextmanager
def prepared(options: argparse.Namespace) -> Iterator[Comparison]:
    """A folder, the scenes and the RTSP server, for as long as the benchmark runs."""
    with tempfile.TemporaryDirectory(prefix="mandor-bench-") as name:
        folder = Path(name)
        (folder / "rtsp").mkdir()
        report("making the quiet scene")
        clips = asdict(scenes.make(folder))
        with Processes(folder / "rtsp") as processes:
            most = max(options.limit, *options.cameras, *options.peer_cameras)
            yield Comparison(folder, rtsp_source.serve(processes, clips, most), options)


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
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    answer: dict[str, Any] = {"machine": asdict(machine.describe())}
    try:
        with prepared(options) as comparison:
            for case in CASES:
                answer[case.name] = comparison.compare(case) if case.name in options.only else None
            answer["held"] = comparison.held
    except BenchError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    answer["notes"] = _notes(answer)
    print("\n".join(table.lines(answer)))
    print(json.dumps(answer))


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """End once and in order: who asks again must not leave processes behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _notes(answer: dict[str, Any]) -> list[str]:
    peers = [part["peer"] for part in answer.values() if isinstance(part, dict) and "ratios" in part]
    if not any(peers):
        return [NO_PEER]
    return [SHAPE, UNTRAINED] if any(peer and "untrained" in peer["model"] for peer in peers) else [SHAPE]


if __name__ == "__main__":
    main()
