"""Reports when a worker observed its camera, and why it did not: recorded by its threads, sent through Redis."""

from __future__ import annotations

import threading
from datetime import datetime

from backend.adapters.coverage import spans as coverage_spans
from backend.adapters.machine.clock import new_id
from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraStatus
from backend.core.coverage.reasons import reason_of
from backend.core.coverage.record import CoverageRecord

SEND_SECONDS = 5.0
"""How often a span that grows is sent. A killed worker loses this much of what it observed; more often costs Redis."""


class CoverageReporter:
    """Any thread may record; the reporter thread sends. `steady` is the monotonic clock, in seconds."""

    def __init__(self, camera_id: int) -> None:
        self._camera_id = camera_id
        self._record = CoverageRecord(new_id)
        self._lock = threading.Lock()
        self._sent_at = float("-inf")
        self._sent_ids: frozenset[str] = frozenset()

    def observed(self, at: datetime, steady: float) -> None:
        """A picture was observed, or had not changed."""
        with self._lock:
            self._record.observe(at, steady)

    def note_status(self, status: CameraStatus, at: datetime, steady: float, *, assesses_something: bool) -> None:
        """Record whether the worker's status allows observing."""
        reason = reason_of(status, judges_something=assesses_something)
        since = status.since if status.state == "blind" else None
        with self._lock:
            self._record.set_reason(at, steady, reason, since=since)

    def send(self, redis: RedisClient, steady: float) -> None:
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

    def end(self, redis: RedisClient) -> None:
        """The process ends in order. Raises RedisError."""
        with self._lock:
            self._record.end()
        self.send(redis, float("inf"))
