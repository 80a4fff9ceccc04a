"""Carries a camera's journal to the stream, through restarts of Redis."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from backend.adapters.events import stream as event_stream
from backend.adapters.events.journal import EventJournal
from backend.core.errors import Unavailable

log = logging.getLogger(__name__)
BUDGET_SECONDS = 0.5
"""How long one round may send. Longer delays the camera's word on how it is, shorter drains a backlog more slowly."""


class EventDelivery:
    """A journal and its way. `step` belongs to one thread."""

    def __init__(self, redis: Redis, folder: Path, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._redis = redis
        self._run = ""
        self.journal = EventJournal(folder, lambda event: event_stream.append(redis, event), monotonic=monotonic)

    def step(self) -> int:
        """One round; returns how many events still wait. A Redis that is away only delays them.

        A Redis that has started anew may have forgotten what it answered last: that is sent again.
        """
        try:
            run = event_stream.run_of(self._redis)
        except (RedisError, Unavailable):
            run = self._run
        if self._run not in ("", run):
            log.warning("Redis has started anew: %d events are sent again", self.journal.send_again())
        self._run = run
        return self.journal.flush(budget_seconds=BUDGET_SECONDS)
