"""The machine that a benchmark ran on."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.measuring.process_costs import MEGABYTE


@dataclass(frozen=True, slots=True)
class Machine:
    """What figures must be read with."""

    cpu: str
    cores: int
    memory_mb: int
    python: str
    load_before: float
    """Average number of processes that wanted to run in the minute before: high means that figures are too high."""


def describe() -> Machine:
    """This machine, now."""
    return Machine(
        cpu=_cpu_name(),
        cores=psutil.cpu_count() or 1,
        memory_mb=round(psutil.virtual_memory().total / MEGABYTE),
        python=platform.python_version(),
        load_before=round(os.getloadavg()[0], 2),
    )


def _cpu_name() -> str:
    table = Path("/proc/cpuinfo")
    lines = table.read_text().splitlines() if table.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
