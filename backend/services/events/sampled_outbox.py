"""Sampled events of one camera: held in memory, thinned at the limit, sent in batches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from redis.exceptions import RedisError

from backend.adapters.events import event_counter, stream
from backend.adapters.events.event_counter import EventCounter
from backend.adapters.redis.connection import RedisClient
from backend.core.errors import Unavailable
from backend.core.events.envelope import Event
from backend.core.events.kinds import Kinds
from backend.core.events.sample_buffer import SampleBuffer
from backend.core.events.sampled_batch import SampledBatch

PATTERN = "sampled-*.count"


class _Kind:
    """One kind's counter, buffer, and the batch that is being sent.

    A batch whose answer was lost may be in the stream already: it is sent again unchanged, so that it is recognised.
    """

    def __init__(self, counter: EventCounter, buffer: SampleBuffer, stream_entries: int) -> None:
        self.counter = counter
        self.buffer = buffer
        self.stream_entries = stream_entries
        self.unsent: SampledBatch | None = None


class SampledOutbox:
    """The sampled events of one camera. Thread-safe; `flush` belongs to one thread.

    No file is opened before the first event.
    """

    def __init__(self, redis: RedisClient, folder: Path, kinds: Kinds, monotonic: Callable[[], float]) -> None:
        self._redis = redis
        self._folder = folder
        self._kinds = kinds
        self._monotonic = monotonic
        self._lock = Lock()
        self._by_kind: dict[str, _Kind] = {}

    def add(self, event: Event) -> None:
        """Number it and hold it; it may be thinned before it is sent."""
        with self._lock:
            kind = self._by_kind.get(event.kind) or self._opened(event)
            kind.buffer.add(kind.counter.next(), event)

    def flush(self, deadline: float) -> int:
        """Send a batch of each kind; returns how many batches still wait."""
        try:
            for kind in list(self._by_kind.values()):
                while self._monotonic() < deadline and self._send(kind):
                    pass
        except (RedisError, Unavailable):
            pass  # held, and thinned if that lasts
        with self._lock:
            return sum((kind.unsent is not None) + (not kind.buffer.is_empty) for kind in self._by_kind.values())

    def forget(self) -> None:
        """The camera is gone: its counters go too."""
        with self._lock:
            for kind in self._by_kind.values():
                kind.counter.close()
            self._by_kind.clear()
            event_counter.remove(self._folder, PATTERN)

    def _send(self, kind: _Kind) -> bool:
        """One batch; False when there was none."""
        with self._lock:
            kind.unsent = kind.unsent or kind.buffer.take(kind.counter.sequence)
        if kind.unsent is None:
            return False
        stream.append_sampled(self._redis, kind.unsent, max_entries=kind.stream_entries)
        kind.unsent = None
        return True

    def _opened(self, event: Event) -> _Kind:
        limits = self._kinds.of(event).limits
        path = self._folder / PATTERN.replace("*", event.kind)
        kind = self._by_kind[event.kind] = _Kind(EventCounter(path), SampleBuffer(limits), limits.stream_entries)
        return kind
