"""What this backend process has stored and published, since it started."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from threading import Lock

from backend.core.events.envelope import Event
from backend.core.events.kinds import KINDS, Kinds
from backend.core.events.violation import ViolationOpened
from backend.core.system.latency import Lag, LagNumbers

Opened = tuple[int, int, str]
"""Company, camera, and the first item, or the rule's kind when it asks for no items."""


class IngestCounters:
    """Counters and lags. Thread-safe."""

    def __init__(self, kinds: Kinds = KINDS) -> None:
        self._lock = Lock()
        self._stored = dict.fromkeys((kind.name for kind in kinds), 0)
        self._left_out = dict.fromkeys((kind.name for kind in kinds), 0)
        self._opened: Counter[Opened] = Counter()
        self._store_lag = Lag()
        self._publish_lag = Lag()

    def count_stored(self, event: Event, at: datetime) -> None:
        """An event that changed something was committed by `at`."""
        with self._lock:
            self._stored[event.kind] += 1
            if isinstance(event, ViolationOpened):
                self._opened[event.company_id, event.camera_id, event.item or event.rule_kind] += 1
                if event.decided_at is not None:
                    self._store_lag.add((at - event.decided_at).total_seconds())

    def count_sampled(self, kind: str, stored: int, left_out: int) -> None:
        """A batch of sampled events was committed."""
        with self._lock:
            self._stored[kind] += stored
            self._left_out[kind] += left_out

    def count_published(self, seconds: float) -> None:
        """The browsers were sent an event, this long after its commit."""
        with self._lock:
            self._publish_lag.add(seconds)

    def stored(self) -> dict[str, int]:
        """Events stored, by kind; every kind is there."""
        with self._lock:
            return dict(self._stored)

    def left_out(self) -> dict[str, int]:
        """Events that were thinned or lost on their way, by kind; only sampled kinds ever have any."""
        with self._lock:
            return dict(self._left_out)

    def opened(self) -> dict[Opened, int]:
        """Violations stored, by company, camera and item."""
        with self._lock:
            return dict(self._opened)

    def lags(self) -> tuple[LagNumbers | None, LagNumbers | None]:
        """From decision to database, and from database to browsers."""
        with self._lock:
            return self._store_lag.numbers(), self._publish_lag.numbers()
