"""A worker's word about when it watched: kept by its threads, sent through Redis to the ledger."""

from __future__ import annotations

import threading
from datetime import datetime

from redis import Redis

from backend.adapters.coverage import spans as coverage_spans
from backend.adapters.machine.clock import new_id
from backend.core.cameras.camera import CameraStatus
from backend.core.coverage.reasons import reason_of
from backend.core.coverage.record import CoverageRecord

SEND_SECONDS = 5.0
"""How often a span that grows is sent. A killed worker loses this much of what it watched; more often costs Redis."""


class WatchTestimony:
    """Shared by the thread that looks and the one that reports. `steady` is the monotonic clock, in seconds."""

    def __init__(self, camera_id: int) -> None:
        self._camera_id = camera_id
        self._record = CoverageRecord(new_id)
        self._lock = threading.Lock()
        self._sent_at = float("-inf")
        self._sent_ids: frozenset[str] = frozenset()

    def looked(self, at: datetime, steady: float) -> None:
        """A picture was judged, or seen to be as it was."""
        with self._lock:
            self._record.observe(at, steady)

    def told(self, status: CameraStatus, at: datetime, steady: float, *, judges_something: bool) -> None:
        """What the worker says of itself."""
        reason = reason_of(status, judges_something=judges_something)
        found_later = status.since if status.state == "blind" else None
        with self._lock:
            self._record.set_reason(at, steady, reason, since=found_later)

    def send(self, redis: Redis, steady: float) -> None:
        """Send what began or ended at once, and what grows every few seconds. Raises RedisError; nothing is lost."""
        with self._lock:
            spans = self._record.unsent()
        changed = any(span.closed or span.id not in self._sent_ids for span in spans)
        if not changed and steady - self._sent_at < SEND_SECONDS:
            return
        coverage_spans.write(redis, self._camera_id, spans)
        self._sent_at = steady
        self._sent_ids = frozenset(span.id for span in spans)
        with self._lock:
            self._record.mark_sent(spans)

    def end(self, redis: Redis) -> None:
        """The process ends in order. Raises RedisError."""
        with self._lock:
            self._record.end()
        self.send(redis, float("inf"))
