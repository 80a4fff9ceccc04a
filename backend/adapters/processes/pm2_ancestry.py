"""Whether a PM2 supervises a process: it is among its ancestors. A killed PM2 is an ancestor of no process."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import psutil

PID_FILE = "pm_pid_path"
"""The environment variable by which PM2 gives a process the path of its pid file: `<home>/pids/<name>-<id>.pid`."""
DAEMON = "God Daemon"
"""What PM2 calls itself in the list of processes, unless PM2_DAEMON_TITLE says otherwise."""


def is_daemon(process: psutil.Process, home: Path) -> bool:
    """Whether this is a PM2: by its title, or because `home` says so. psutil.Error when that cannot be known."""
    if DAEMON in " ".join(process.cmdline()):
        return True
    with suppress(OSError, ValueError):
        return int((home / "pm2.pid").read_text()) == process.pid
    return False


def pm2_above(process: psutil.Process, home: Path) -> psutil.Process | None:
    """The PM2 that supervises this process or one of its ancestors. psutil.Error when that cannot be known."""
    for above in process.parents():
        with suppress(psutil.ZombieProcess):  # killed: a thread of it has not ended yet
            if is_daemon(above, home) and above.status() != psutil.STATUS_ZOMBIE:
                return above
    return None


def is_abandoned(process: psutil.Process, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the process with this environment was started by a PM2 that is gone. False when it is not known."""
    file = environ.get(PID_FILE)
    if not file:
        return False
    try:
        return pm2_above(process, Path(file).parent.parent) is None
    except psutil.Error:
        return False
