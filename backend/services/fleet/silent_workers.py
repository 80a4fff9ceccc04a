"""Finds workers that run but do not report.

One that was stopped from outside, or hangs in the kernel, does so. A worker's own watchdog ends it within half a minute
when it hangs; this is for workers whose watchdog cannot.
"""

from __future__ import annotations

from collections.abc import Mapping

from backend.adapters.cameras import state as camera_state
from backend.adapters.redis.connection import RedisClient, errors_as_unavailable, try_to_write
from backend.core.errors import Unavailable

SILENT_SECONDS = 60.0
"""How long a running worker may not report. Longer than its start and its watchdog's limits, else workers of a slow
machine are restarted for ever; longer still leaves a camera without detection for longer."""
UNBROKEN_SECONDS = 45.0
"""After a longer gap between checks it is not known whether a worker reported in between: counting restarts."""


class SilentWorkers:
    """Remembers since when each worker has not reported.

    Times are seconds of the wall clock.
    """

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._silent_since: dict[tuple[int, int], float] = {}
        self._checked_at = float("-inf")

    def found(self, pids: Mapping[int, int], at: float) -> set[int]:
        """Cameras whose worker has not reported for too long; each once.

        `pids`: the workers' process ids by camera.

        While Redis takes no writes, no worker counts as silent. Raises RedisError when it cannot be queried.
        """
        if not 0 <= at - self._checked_at <= UNBROKEN_SECONDS:
            self._silent_since = {}
        self._checked_at = at
        reported = camera_state.read(self._redis, pids)
        quiet = [(camera_id, pid) for camera_id, pid in pids.items() if camera_id not in reported]
        if quiet and not self._redis_takes_writes():
            quiet = []
        self._silent_since = {worker: self._silent_since.get(worker, at) for worker in quiet}
        found = [worker for worker, since in self._silent_since.items() if at - since >= SILENT_SECONDS]
        for worker in found:
            del self._silent_since[worker]
        return {camera_id for camera_id, _ in found}

    def _redis_takes_writes(self) -> bool:
        try:
            with errors_as_unavailable():
                try_to_write(self._redis)
        except Unavailable:
            return False
        return True
