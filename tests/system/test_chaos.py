"""The short forms of `make chaos`: Redis, the backend and an RTSP server go away; it sees what a broken worker does."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.support.installations.processes import ROOT
from tests.support.video.rtsp import need_rtsp

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]


def chaos(*arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the last line of a run."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos", "--seed", "1", "--real", "0", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.stdout, done.stderr
    summary: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return done.returncode, summary | {"output": done.stdout + done.stderr}


def test_nothing_is_lost_or_doubled_while_everything_is_killed() -> None:
    kinds = "kill_redis,kill_camera,kill_backend,power_cut_redis"
    code, summary = chaos("--seconds", "26", "--pause", "5", "--faults", kinds)
    assert code == 0, summary["output"]
    assert (summary["lost"], summary["doubled"], summary["pictures_missing"], summary["put_aside"]) == (0, 0, 0, 0)
    assert summary["stored"] == summary["decided"] > 20
    assert summary["keyed"]["wrong"] == 0
    assert summary["keyed"]["right"] == summary["keyed"]["keys"] > 20
    sampled = summary["sampled"]
    assert (sampled["uncounted"], sampled["stored"] > 0, sampled["left_out"] > sampled["stored"]) == (0, True, True)
    assert {"kill_redis", "kill_camera", "kill_backend"} <= summary["faults"].keys()


def test_nothing_is_lost_or_doubled_by_a_real_worker_whose_rtsp_server_goes_away() -> None:
    need_rtsp()
    times = ("--seconds", "22", "--pause", "10", "--longest", "4")
    code, summary = chaos("--real", "1", "--cameras", "1", *times, "--faults", "stop_rtsp")
    assert code == 0, summary["output"]
    real = summary["real"]
    assert (real["lost"], real["doubled"], real["pictures_missing"]) == (0, 0, 0)
    assert real["stored"] == real["decided"] > 0, summary["output"]
    assert real["recovery_seconds"]["stop_rtsp"]["max"] < 30


def test_a_worker_without_its_journal_is_seen_to_lose() -> None:
    code, summary = chaos("--seconds", "10", "--pause", "3", "--faults", "kill_redis", "--broken", "journal")
    assert code == 1
    assert summary["lost"] > 0


def test_a_worker_without_its_memory_is_seen_to_accuse_twice() -> None:
    code, summary = chaos(
        "--seconds", "10", "--pause", "3", "--stays", "30", "--faults", "kill_camera", "--broken", "memory"
    )
    assert code == 1
    assert summary["doubled"] > 0
