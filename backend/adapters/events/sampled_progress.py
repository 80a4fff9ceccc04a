"""Up to which number the sampled events of each camera and kind were received, so that what is missing is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from backend.adapters.events.consumer import EventConsumer, StreamEntry
from backend.adapters.redis.connection import RedisClient, errors_as_unavailable
from backend.core.events.sampled_batch import SampledBatch


class SampledConsumer(EventConsumer):
    """The backend's end of the sampled stream. The progress moves in one transaction with the acknowledgement."""

    def __init__(self, redis: RedisClient, *, name: str = "backend", retry_seconds: float = 2.0) -> None:
        super().__init__(redis, redis.names.events_sampled, name=name, retry_seconds=retry_seconds)

    def placed(self, batch: SampledBatch) -> SampledBatch | None:
        """The batch with what was lost before it; None when it was received already. Unavailable without Redis.

        Where the progress is not known (a Redis that lost it), everything before counts as left out: a count may be
        too high, never too low.
        """
        with errors_as_unavailable():
            found: Any = self._redis.hget(self._redis.names.sampled_received, _field(batch))
        sequence, _, last = (found or b"").decode().rpartition(" ")
        received = int(last) if sequence == batch.sequence else 0
        if batch.last <= received:
            return None
        return replace(batch, lost_before=max(0, batch.first - received - 1))

    def received(self, entry: StreamEntry, batch: SampledBatch) -> None:
        """Stored: acknowledge it and remember how far its camera's events came."""
        value = f"{batch.sequence} {batch.last}"
        self._finish(entry, lambda pipe: pipe.hset(self._redis.names.sampled_received, _field(batch), value))


def _field(batch: SampledBatch) -> str:
    return f"{batch.camera_id}:{batch.kind}"
