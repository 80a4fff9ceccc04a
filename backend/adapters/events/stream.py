"""The worker's end of the streams on which it reports."""

from __future__ import annotations

from typing import Any

from backend.adapters.redis.connection import RedisClient, errors_as_unavailable
from backend.core.errors import Unavailable
from backend.core.events.envelope import Event
from backend.core.events.kinds import KINDS, Kinds
from backend.core.events.sampled_batch import SampledBatch, batch_to_wire
from backend.core.events.wire import to_wire

KEY = "key"
"""Field of a keyed entry: which value it is."""


def append(redis: RedisClient, event: Event, *, kinds: Kinds = KINDS, max_entries: int | None = None) -> None:
    """Report a durable event. Unavailable (`redis_unavailable`, `events_backlog`) when it must wait in a journal.

    `max_entries`: another limit than the kind's.
    """
    most = kinds.of(event).limits.stream_entries if max_entries is None else max_entries
    _add_below(redis, redis.names.events, to_wire(event), most)


def append_keyed(redis: RedisClient, key: str, event: Event, *, max_entries: int) -> None:
    """Report a keyed value. Unavailable when it must wait in the worker."""
    _add_below(redis, redis.names.events_keyed, {**to_wire(event), KEY: key.encode()}, max_entries)


def append_sampled(redis: RedisClient, batch: SampledBatch, *, max_entries: int) -> None:
    """Report a batch. Unavailable when it must wait in the worker, where it costs other events of its kind their place.

    MAXLEN bounds the stream also when many workers pass the check at once; an entry that it removes is counted by the
    batch that follows.
    """
    _add_below(redis, redis.names.events_sampled, batch_to_wire(batch), max_entries, maxlen=2 * max_entries)


def run_of(redis: RedisClient) -> str:
    """Which run of the Redis server this is: it changes when the server starts anew."""
    with errors_as_unavailable():
        answer: Any = redis.info("server")
    return str(answer.get("run_id", ""))


def _add_below(redis: RedisClient, stream: str, fields: Any, max_entries: int, *, maxlen: int | None = None) -> None:
    with errors_as_unavailable():
        if redis.xlen(stream) >= max_entries:
            raise Unavailable(
                f"{max_entries} events wait for the backend.", code="events_backlog", hint="Is the backend up?"
            )
        redis.xadd(stream, fields, maxlen=maxlen, approximate=False)
