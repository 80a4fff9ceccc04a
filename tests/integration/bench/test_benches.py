"""Every benchmark runs from its first line to its last: for a second, with the least that it measures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.installations.processes import ROOT
from tests.support.video.oddcam import cases
from tests.support.video.rtsp import need_rtsp

SHORT = {
    "cameras": ["--only", "forbids it"],
    "engines": ["--quick", "--no-peer", "--seconds", "0.1"],
    "fleet": ["--cameras", "1"],
    "judgement": ["--pictures", "2"],
    "modes": ["--seconds", "1"],
    "overload": ["--seconds", "0.5", "--fps", "2", "--model", "ppe-nano-416"],
    "picture_health": ["--only", "alarms", "--seconds", "1", "--clip", "warehouse_night"],
    "pipeline": [
        *("--quick", "--no-peer", "--only", "busy", "--seconds", "1"),
        *("--cameras", "1", "--peer-cameras", "1", "--limit", "1"),
    ],
    "rules_try": ["--days", "1", "--person-minutes", "20"],
    "second_look": ["--seconds", "1"],
    "soak": ["--minutes", "0.01", "--cameras", "2"],
    "violations": ["--only", "demo", "--seconds", "1"],
}
"""Arguments of each benchmark."""
SEQUENCES = "needs sequences of people that are not in the repository; its parts have unit tests"
WITHOUT = {"crowd": SEQUENCES, "tracking": SEQUENCES}
"""Benchmarks that do not run here, and why."""
NEED_RTSP = {"fleet", "modes", "pipeline", "soak"}


def test_no_benchmark_is_left_out() -> None:
    benches = {path.stem for path in (ROOT / "bench").glob("*.py") if "\nif __name__ ==" in path.read_text()}
    assert benches == SHORT.keys() | WITHOUT.keys()


@pytest.mark.parametrize("name", SHORT)
def test_a_benchmark_runs(name: str, tmp_path: Path) -> None:
    if name in NEED_RTSP:
        need_rtsp()
    if name == "cameras":
        cases()
    environ = {**os.environ, "DATA_DIR": str(tmp_path), "ENGINE": "onnxruntime"}
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{name}", *SHORT[name]],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    last = done.stdout.splitlines()[-1]
    assert name == "picture_health" or json.loads(last), "the last line is one JSON object"
