"""What the jobs process does about a disk that is nearly or wholly full."""

from __future__ import annotations

import logging
import subprocess
import sys
import time

from backend.services.system.disk_monitor import DiskMonitor

log = logging.getLogger(__name__)
COMMAND = (sys.executable, "-m", "backend.jobs.evidence_retention")
PAUSE_SECONDS = 60.0
"""Between two attempts on a disk that stays full. Shorter: CPU for nothing. Longer: it stays full for longer."""
LONGEST_SECONDS = 300.0


class FullDisk:
    """Makes room without Redis, which on a full disk refuses to write, and with it the queue of jobs."""

    def __init__(self, disks: DiskMonitor) -> None:
        self._disks = disks
        self._tried_at = float("-inf")

    def is_low(self) -> bool:
        """Whether less is free than retention keeps free."""
        states = self._disks.read()
        return any(state.disk is not None and state.disk.free_bytes < state.reserve.wanted for state in states)

    def make_room(self) -> bool:
        """On a full disk: retention now, in a process of its own. Says whether it was tried."""
        if not any(state.level == "full" for state in self._disks.read()):
            return False
        if time.monotonic() - self._tried_at < PAUSE_SECONDS:
            return False
        log.error("the disk with the evidence is full: the oldest evidence goes now")
        try:
            subprocess.run(COMMAND, check=False, timeout=LONGEST_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            log.error("no room could be made: %s", error)
        self._tried_at = time.monotonic()
        return True
