"""Finds workers that run and say nothing, as one does that was stopped from outside or hangs in the kernel.

A worker's own watchdog ends what hangs within half a minute; this is for those whose watchdog cannot.
"""

from __future__ import annotations

from collections.abc import Mapping

from redis import Redis

from backend.adapters.cameras import state as camera_state
from backend.adapters.redis.connection import errors_as_unavailable, try_to_write
from backend.core.errors import Unavailable

SILENT_SECONDS = 60.0
"""How long a running worker may say nothing. Longer than its start and its watchdog's limits, else a slow machine's
workers are started for ever; longer still leaves a camera dark for longer."""
UNBROKEN_SECONDS = 45.0
"""Looks further apart than this saw too little: nobody knows whether a worker could have spoken in between."""


class SilentWorkers:
    """What was seen at the last looks. Times are seconds of the wall clock."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._since: dict[tuple[int, int], float] = {}
        self._looked_at = float("-inf")

    def found(self, pids: Mapping[int, int], at: float) -> set[int]:
        """Cameras of these, by camera id the workers' process ids, that have said nothing for too long; each once.

        While Redis takes nothing from anybody, nobody is silent. Raises RedisError when it cannot be asked.
        """
        if not 0 <= at - self._looked_at <= UNBROKEN_SECONDS:
            self._since = {}
        self._looked_at = at
        reported = camera_state.read(self._redis, pids)
        quiet = [(camera_id, pid) for camera_id, pid in pids.items() if camera_id not in reported]
        if quiet and not self._takes_words():
            quiet = []
        self._since = {worker: self._since.get(worker, at) for worker in quiet}
        found = [worker for worker, since in self._since.items() if at - since >= SILENT_SECONDS]
        for worker in found:
            del self._since[worker]
        return {camera_id for camera_id, _ in found}

    def _takes_words(self) -> bool:
        try:
            with errors_as_unavailable():
                try_to_write(self._redis)
        except Unavailable:
            return False
        return True
