"""One engine with one model in a process of its own: a case comes in as JSON, figures go out as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from statistics import median

import numpy as np
import psutil
from numpy.typing import NDArray

from bench.engine_runs.engine_case import EngineCase, EngineFigures
from bench.measuring.process_costs import MEGABYTE
from bench.measuring.processes import BenchError

ROOT = Path(__file__).resolve().parents[2]
CLIP = ROOT / "demo" / "warehouse.mp4"
FRAME = 240
"""Of the clip: three people, near and far."""
WARM_UP = 3
LEAST_RUNS = 20
TIMEOUT_SECONDS = 300


def measured(case: EngineCase, seconds: float) -> EngineFigures:
    """Run the case in a fresh process. BenchError with its output when it fails."""
    request = json.dumps({"case": asdict(case), "seconds": seconds})
    program = [sys.executable, "-c", "from bench.engine_runs.engine_run import main; main()"]
    done = subprocess.run(
        program, input=request, cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
    )
    if done.returncode != 0:
        raise BenchError(f"{case.engine} with {case.model} {case.shape}: {done.stderr.strip()[-500:]}")
    return EngineFigures(**json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """The process's side: 1. Load. 2. Warm up. 3. Look at one picture again and again. 4. Say what it took."""
    from backend.adapters.engines import selection as engines

    request = json.loads(sys.stdin.read())
    case = EngineCase(**{**request["case"], "classes": tuple(request["case"]["classes"])})
    model = engines.for_entry(case.entry, case.engine)[case.engine](case.entry, case.threads)
    picture = _picture(case.width)[None, : case.height]
    for _ in range(WARM_UP):
        model.detect(picture)
    times: list[float] = []
    cpu = time.process_time()
    until = time.perf_counter() + request["seconds"]
    while time.perf_counter() < until or len(times) < LEAST_RUNS:
        began = time.perf_counter()
        (found,) = model.detect(picture)
        times.append((time.perf_counter() - began) * 1000)
    figures = EngineFigures(
        device=model.device,
        ms=round(median(times), 2),
        ms_best=round(min(times), 2),
        cpu_ms=round((time.process_time() - cpu) * 1000 / len(times), 2),
        memory_mb=round(psutil.Process().memory_info().rss / MEGABYTE, 1),
        found=len(found),
    )
    sys.stdout.write(json.dumps(asdict(figures)) + "\n")


def _picture(side: int) -> NDArray[np.uint8]:
    """A frame of the demonstration in the top left corner of a square of `side` pixels, BGR."""
    import av

    from backend.core.vision.boxes import LETTERBOX_GREY, Letterbox

    with av.open(str(CLIP)) as clip:
        frame = next(frame for number, frame in enumerate(clip.decode(video=0)) if number == FRAME)
    width, height = Letterbox(frame.width, frame.height, side).scaled
    canvas = np.full((side, side, 3), LETTERBOX_GREY, np.uint8)
    canvas[:height, :width] = frame.to_ndarray(format="bgr24", width=width, height=height)
    return canvas
