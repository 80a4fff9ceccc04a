"""What this backend process has stored and told, since it started."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from threading import Lock

from backend.core.system.latency import Lag, LagNumbers
from backend.services.ingest.ingest import StoredViolation

Opened = tuple[int, int, str]
"""Company, camera, item."""


class StoringNumbers:
    """Counters and lags. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._opened: Counter[Opened] = Counter()
        self._stored = Lag()
        self._told = Lag()

    def stored(self, stored: StoredViolation, at: datetime) -> None:
        """A violation's change was committed by `at`."""
        if stored.change != "opened":
            return
        with self._lock:
            self._opened[stored.company_id, stored.camera_id, stored.item] += 1
            if stored.decided_at is not None:
                self._stored.add((at - stored.decided_at).total_seconds())

    def told(self, seconds: float) -> None:
        """The browsers were told, this long after the commit."""
        with self._lock:
            self._told.add(seconds)

    def opened(self) -> dict[Opened, int]:
        """Violations stored, by company, camera and item."""
        with self._lock:
            return dict(self._opened)

    def lags(self) -> tuple[LagNumbers | None, LagNumbers | None]:
        """From decision to database, and from database to browsers."""
        with self._lock:
            return self._stored.numbers(), self._told.numbers()
