"""What processes cost: CPU seconds and memory, with all that they started."""

from __future__ import annotations

from collections.abc import Iterable

import psutil

MEGABYTE = 1_000_000


def cpu_seconds(process_ids: Iterable[int]) -> float:
    """CPU time that they have used since they began, in user and system mode."""
    return sum(times.user + times.system for times in (p.cpu_times() for p in _family(process_ids)))


def memory_mb(process_ids: Iterable[int]) -> float:
    """Memory that they hold, in 1,000,000 bytes: what is shared counts once (the sum of proportional set sizes)."""
    return sum(p.memory_full_info().pss for p in _family(process_ids)) / MEGABYTE


def machine_cpu_seconds() -> float:
    """CPU time that anything at all has used on this machine since it started."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - times.iowait - times.guest - times.guest_nice


def _family(process_ids: Iterable[int]) -> list[psutil.Process]:
    parents = [psutil.Process(process_id) for process_id in process_ids]
    return parents + [child for parent in parents for child in parent.children(recursive=True)]
