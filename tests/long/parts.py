"""The parts of `make test-long`: a command each, and what its output says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.long.clocks import Clock, clocks
from tests.support.installations.processes import ROOT

EXCLUDED: dict[str, str] = {}
"""Tests that cannot run under a shifted clock, and why."""
SUITES = ("tests/unit", "tests/integration")
LAST_LINES = 40
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
COUNTS = re.compile(r"^=* ?(\d+ .*(?:passed|failed|error).* in .*?)=*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One command of the run."""

    name: str
    command: tuple[str, ...]
    clock: Clock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a part."""

    name: str
    passed: bool
    seconds: float
    summary: str
    failed: tuple[str, ...] = ()


def parts(now: datetime, *, suites: Sequence[str] = SUITES, soak_minutes: int = 0) -> list[Part]:
    """All parts, the shortest first; soaking only when minutes are given."""
    excluded = [argument for name in EXCLUDED for argument in ("--deselect", name)]
    suite = (sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", *excluded, *suites)
    found = [Part(name=name, command=(sys.executable, "-m", f"tests.{name}")) for name in ("chaos", "mutate")]
    found += [Part(name=clock.name, command=suite, clock=clock) for clock in clocks(now)]
    if soak_minutes:
        soak = (sys.executable, "-m", "bench.soak", "--minutes", str(soak_minutes))
        found.append(Part(name="soak", command=soak))
    return found


def run(part: Part) -> Outcome:
    """Run one part; its output goes to the terminal when it fails."""
    command, environ = list(part.command), dict(os.environ)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mandor-pyc-") as cache:
        if part.clock is not None:
            command = part.clock.command(command, now=datetime.now(UTC))
            environ = part.clock.environment(environ, cache=Path(cache))
        done = subprocess.run(
            command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
    if done.returncode != 0:
        sys.stdout.write("\n".join(done.stdout.splitlines()[-LAST_LINES:]) + "\n")
    return Outcome(
        name=part.name,
        passed=done.returncode == 0,
        seconds=time.monotonic() - began,
        summary=_summary(done.stdout),
        failed=tuple(FAILED.findall(done.stdout)),
    )


def _summary(output: str) -> str:
    """The counts of pytest, or else the last line."""
    counts = COUNTS.findall(output)
    lines = [line for line in output.splitlines() if line.strip()]
    return str(counts[-1]).strip() if counts else (lines[-1] if lines else "no output")
