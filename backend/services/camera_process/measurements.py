"""What a camera's worker measures of itself for people who look after the system."""

from __future__ import annotations

import time
from datetime import datetime

from redis import Redis

from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.video.capture_status import CaptureStatus
from backend.core.cameras.connection_quality import ConnectionHistory, ConnectionNumbers
from backend.core.system.latency import Lag, LagNumbers


class CameraMeasures:
    """One camera's lag and connection. The main thread adds, the reporter reads."""

    def __init__(self, redis: Redis, camera_id: int) -> None:
        self.heartbeat = Heartbeat(redis, f"camera-{camera_id}")
        self._lag = Lag()
        self._connection = ConnectionHistory()

    def judged(self, taken_at: datetime, now: datetime) -> None:
        """A picture that was taken at `taken_at` has been decided on."""
        self._lag.add((now - taken_at).total_seconds())

    def lag(self) -> LagNumbers | None:
        """How long it takes from a picture to its decision."""
        return self._lag.numbers()

    def connection(self, seen: CaptureStatus) -> ConnectionNumbers:
        """The connection's last hour, with what is seen now."""
        now = time.monotonic()
        pictured = seen.state in ("live", "stale") and seen.last_frame_monotonic is not None
        age = now - seen.last_frame_monotonic if pictured and seen.last_frame_monotonic is not None else None
        self._connection.add(now, reconnects=seen.reconnects, decode_errors=seen.decode_errors, frame_age_seconds=age)
        return self._connection.numbers(seen.jitter)
