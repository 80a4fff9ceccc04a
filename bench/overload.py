"""More cameras than the detector can serve: each one's share, what is dropped, and how rates fall and recover.

    make bench NAME=overload              about 40 seconds

Real Redis, the real inference server and the client of the workers; the pictures are noise. Three stages: four cameras
at a low rate, then all twelve asking for more than can be done (the last of them only once a second), then four again.
Prints a table and, as the last line, one JSON object.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from redis.exceptions import RedisError

from backend.adapters.inference import frame_store
from backend.adapters.inference.announcement import load_to_wire, read_info
from backend.adapters.inference.client import REDIS_SECONDS, Detector
from backend.adapters.redis.connection import connect
from backend.core.errors import Unavailable
from backend.settings import installation_id
from bench.measuring import machine, redis_process
from bench.measuring.processes import BenchError, Processes, wait_until

CAMERAS, FEW, FEW_PER_SECOND, RARE_PER_SECOND = 12, 4, 1.0, 1.0
START_SECONDS = 60.0


@dataclass
class Tally:
    """How one camera's pictures ended."""

    judged: int = 0
    left_out: int = 0
    """Not sent, since rate control left them out."""
    unanswered: int = 0
    late: int = 0
    """Came while the worker waited."""

    def __sub__(self, other: Tally) -> Tally:
        return Tally(*(a - b for a, b in zip(asdict(self).values(), asdict(other).values(), strict=True)))


class Camera:
    """A worker's client of the detector, and pictures that are all to be sent."""

    def __init__(self, number: int, url: str, folder: Path) -> None:
        self.tally = Tally()
        self.per_second = 0.0
        self.closing = threading.Event()
        installation = installation_id(folder)
        self._redis = connect(url, installation, timeout_seconds=REDIS_SECONDS)
        self._detector = Detector(self._redis, number, frame_store.directory(folder, installation))
        self._number = number

    def run(self) -> None:
        """Until `closing`: a picture whenever one is due, the newest only."""
        self._detector.info = read_info(self._redis)
        side, rate = self._detector.side, 0.0
        picture = np.random.default_rng(self._number).integers(0, 255, (side, side, 3), dtype=np.uint8)
        due = time.monotonic()
        while not self.closing.wait(max(0.0, due - time.monotonic()) if rate else 0.05):
            if rate != self.per_second:
                rate, due = self.per_second, time.monotonic()
                self._detector.ask_at_most(rate or 1.0)
            if not rate:
                continue
            late = int((time.monotonic() - due) * rate)
            self.tally.late += late
            due += (late + 1) / rate
            self._ask(picture, side)
        self._detector.close()
        self._redis.close()

    def _ask(self, picture: np.ndarray, side: int) -> None:
        if not self._detector.may_ask():
            self.tally.left_out += 1
            return
        try:
            self._detector.detect(picture, side, side * 9 // 16)
            self.tally.judged += 1
        except Unavailable:
            self.tally.unanswered += 1


def stage(cameras: Sequence[Camera], rates: Sequence[float], seconds: float) -> list[Tally]:
    """How the pictures ended at these rates, the first quarter of the time left out."""
    for camera, rate in zip(cameras, rates, strict=True):
        camera.per_second = rate
    time.sleep(seconds / 4)
    before = [Tally(**asdict(camera.tally)) for camera in cameras]
    time.sleep(seconds * 3 / 4)
    return [camera.tally - was for camera, was in zip(cameras, before, strict=True)]


def summary(tallies: Sequence[Tally], rates: Sequence[float], seconds: float) -> dict[str, Any]:
    """Rates a second, the fairness among those that ask equally often, and drops."""
    measured = seconds * 3 / 4
    asking = [i for i, rate in enumerate(rates) if rate]
    alike = [tallies[i].judged for i in asking if rates[i] == max(rates)]
    return {
        "wanted_per_second": [rates[i] for i in asking],
        "judged_per_second": [round(tallies[i].judged / measured, 2) for i in asking],
        "judged_together_per_second": round(sum(tallies[i].judged for i in asking) / measured, 1),
        "fairness": round(min(alike) / max(1, *alike), 2),
        "drops": {name: sum(asdict(tallies[i])[name] for i in asking) for name in ("left_out", "unanswered", "late")},
    }


def measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The three stages. BenchError when a process does not start."""
    (folder / "redis").mkdir()
    url = f"unix://{folder}/redis/redis.sock"
    environ = {"DATA_DIR": str(folder), "REDIS_URL": url, "MODEL": options.model, "ENGINE": "onnxruntime"}
    redis = connect(url, installation_id(folder))

    def answers() -> bool:
        try:
            return read_info(redis) is not None
        except RedisError:
            return False

    with Processes(folder) as processes:
        redis_process.start(processes, folder / "redis", folder)
        processes.start("inference", [sys.executable, "-m", "backend.workers.inference_server"], environ)
        wait_until(answers, "the inference server", seconds=START_SECONDS, processes=processes)
        cameras = [Camera(i + 1, url, folder) for i in range(CAMERAS)]
        threads = [threading.Thread(target=camera.run) for camera in cameras]
        for thread in threads:
            thread.start()
        found: dict[str, Any] = {}
        try:
            few = [FEW_PER_SECOND if i < FEW else 0.0 for i in range(CAMERAS)]
            many = [options.fps] * (CAMERAS - 1) + [RARE_PER_SECOND]
            for name, rates in (("before", few), ("overload", many), ("after", few)):
                seconds = options.seconds * (2 if name == "overload" else 1)
                found[name] = summary(stage(cameras, rates, seconds), rates, seconds)
                info = read_info(redis)
                found[name]["load"] = load_to_wire(info.load) if info is not None and info.load is not None else None
                processes.check()
        finally:
            for camera in cameras:
                camera.closing.set()
            for thread in threads:
                thread.join(timeout=10)
            shutil.rmtree(frame_store.directory(folder, installation_id(folder)), ignore_errors=True)
    return found


def main() -> None:
    """Measure, print. Code 1 when it could not be measured; nothing is left running."""
    parser = argparse.ArgumentParser(prog="bench.overload", description="What becomes of too many cameras.")
    parser.add_argument("--seconds", type=float, default=8.0, help="length of the first and the last stage (8)")
    parser.add_argument("--fps", type=float, default=10.0, help="pictures a second that eleven cameras want (10)")
    parser.add_argument("--model", default="ppe-nano-640", help="name in the manifest (ppe-nano-640)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mandor-bench-") as name:
        try:
            found = measure(Path(name), options)
        except BenchError as error:
            sys.exit(str(error))
    for name, numbers in found.items():
        print(
            f"{name}: {numbers['judged_together_per_second']} pictures a second in all, fairness {numbers['fairness']}"
        )
        print("  wanted ", *(f"{rate:6.2f}" for rate in numbers["wanted_per_second"]))
        print("  judged ", *(f"{rate:6.2f}" for rate in numbers["judged_per_second"]))
        print("  drops  ", ", ".join(f"{name} {count}" for name, count in numbers["drops"].items()))
        print("  server ", json.dumps(numbers["load"]))
    print(json.dumps({"machine": asdict(machine.describe()), **found}))


if __name__ == "__main__":
    main()
