"""What a PM2 that was killed leaves behind: its processes go on, and are not restarted when they end.

A process is an orphan of `home` only when all of this holds: it is this user's; a PM2 with this very home set it in
which file its number is kept; its name is one of ours; no PM2 is above it. A name or a number alone decides nothing:
both are used again.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from backend.adapters.processes.pm2 import SupervisorError
from backend.adapters.processes.pm2_ancestry import PID_FILE, is_daemon, pm2_above

END_SECONDS = 6.0
"""How long a process may take to end before it is killed, as under PM2 (`kill_timeout`)."""
KILL_SECONDS = 5.0
PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A process that goes on without PM2."""

    name: str
    """As PM2 called it; what it started itself bears its name, too."""
    process: psutil.Process


def find(home: Path, redis_number: int, redis_file: str, is_ours: Callable[[str], bool]) -> list[Orphan]:
    """The orphans of `home` with names that are ours. Only this user's processes are looked at.

    Redis writes its title over its environment, so its process number and the file that PM2 set are arguments.
    """
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.pid == os.getpid() or process.uids().real != os.getuid() or is_daemon(process, home):
                continue
            environ = process.environ()
            name, file = environ.get("name", ""), environ.get(PID_FILE, "")
            if process.pid == redis_number and process.name() == "redis-server":
                name, file = "redis", redis_file
            if is_ours(name) and _is_in(home, file, process) and pm2_above(process, home) is None and is_alive(process):
                found.append(Orphan(name=name, process=process))
    return found


def end(orphans: Sequence[Orphan]) -> None:
    """End these; SupervisorError when one is left.

    1. The orchestrator, whose next question would start another PM2. 2. The others. 3. Redis, when no process needs it.
    """
    for stage in (0, 1, 2):
        _end([orphan.process for orphan in orphans if _stage(orphan.name) == stage])


def names(orphans: Iterable[Orphan]) -> list[str]:
    """Each name once, in order."""
    return sorted({orphan.name for orphan in orphans})


def is_alive(process: psutil.Process) -> bool:
    """Whether it runs; one that has ended and was not fetched by its parent does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _is_in(home: Path, file: str, process: psutil.Process) -> bool:
    """Whether this file is in `home` as the process sees it: a container's folder of the same name is another one."""
    return bool(file) and Path(f"/proc/{process.pid}/root{file}").parent.parent.samefile(home)


def _stage(name: str) -> int:
    return {"orchestrator": 0, "redis": 2}.get(name, 1)


def _end(processes: list[psutil.Process]) -> None:
    """Ask as PM2 does, wait, then kill. psutil signals none whose number another one has by now."""
    left = _signalled(processes, signal.SIGINT, END_SECONDS)
    left = _signalled(left, signal.SIGKILL, KILL_SECONDS)
    if left:
        numbers = ", ".join(str(process.pid) for process in left)
        raise SupervisorError(f"These processes do not end: {numbers}.", hint="See `make doctor`.")


def _signalled(processes: list[psutil.Process], number: signal.Signals, seconds: float) -> list[psutil.Process]:
    """Who is left so long after."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(number)
    until = time.monotonic() + seconds
    while (left := list(filter(is_alive, processes))) and time.monotonic() < until:
        time.sleep(PAUSE_SECONDS)
    return left
