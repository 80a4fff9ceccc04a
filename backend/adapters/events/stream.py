"""The Redis stream on which workers report and the backend reads.

An entry stays in the stream until the backend has stored it: it is acknowledged and deleted together, after the
commit. What was delivered and not acknowledged (a crash, a database that was away) is delivered again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from redis import Redis
from redis.exceptions import ResponseError

from backend.adapters.redis import keys as redis_keys
from backend.adapters.redis.connection import errors_as_unavailable
from backend.core.errors import Unavailable
from backend.core.events.events import AnyEvent, to_wire

MAX_ENTRIES = 2000
"""Unread entries carry pictures (about 150 kB each), so a stream without its reader must not fill the memory."""
MAX_DELIVERIES = 5
_EVENT_ID = re.compile(rb'"id": ?"([0-9a-f-]{36})"')


def append(redis: Redis, event: AnyEvent, *, max_entries: int = MAX_ENTRIES) -> None:
    """Report an event. Unavailable (`redis_unavailable`, `events_backlog`) when it must wait in a journal."""
    with errors_as_unavailable():
        if redis.xlen(redis_keys.EVENTS) >= max_entries:
            raise Unavailable(
                f"{max_entries} events wait for the backend.", code="events_backlog", hint="Is the backend up?"
            )
        fields: Any = to_wire(event)
        redis.xadd(redis_keys.EVENTS, fields)


def run_of(redis: Redis) -> str:
    """Which run of the Redis server this is: it changes when the server starts anew."""
    with errors_as_unavailable():
        answer: Any = redis.info("server")
    return str(answer.get("run_id", ""))


@dataclass(frozen=True, slots=True)
class Delivery:
    """An entry as it was delivered, for the `deliveries`-th time (from 1)."""

    entry_id: str
    fields: Mapping[bytes, bytes]
    deliveries: int

    @property
    def event_id(self) -> str:
        """The event's id as far as it can be read, for the log."""
        found = _EVENT_ID.search(self.fields.get(b"json", b""))
        return found[1].decode() if found else ""


class EventConsumer:
    """The backend's end of the stream. Every method raises Unavailable when Redis is away."""

    def __init__(self, redis: Redis, *, name: str = "backend", retry_seconds: float = 2.0) -> None:
        self._redis = redis
        self._name = name
        self._retry_milliseconds = int(retry_seconds * 1000)
        self._recovered_up_to: str | None = "0"

    def next(self, *, block_seconds: float = 1.0) -> Delivery | None:
        """The next entry to store, or None when none came within `block_seconds`.

        1. After a start: what this consumer was given before and did not acknowledge.
        2. What failed or was abandoned, once it has rested for `retry_seconds`.
        3. What is new.
        """
        with errors_as_unavailable():
            try:
                return self._recovered() or self._rested() or self._new(block_seconds)
            except ResponseError as error:
                if not str(error).startswith("NOGROUP"):
                    raise
                self._create_group()
                return None

    def done(self, delivery: Delivery) -> None:
        """Stored: acknowledge it and take it out of the stream, together."""
        with errors_as_unavailable():
            pipe = self._redis.pipeline(transaction=True)
            self._finish(pipe, delivery.entry_id)
            pipe.execute()

    def give_back(self, delivery: Delivery) -> None:
        """Not stored, through no fault of the entry: it comes again and this delivery does not count."""
        with errors_as_unavailable():
            self._redis.xclaim(
                redis_keys.EVENTS,
                redis_keys.EVENTS_GROUP,
                self._name,
                0,
                [delivery.entry_id],
                retrycount=delivery.deliveries - 1,
                justid=True,
            )

    def backlog(self) -> int:
        """How many entries wait."""
        with errors_as_unavailable():
            return int(self._redis.xlen(redis_keys.EVENTS))

    def _create_group(self) -> None:
        try:
            self._redis.xgroup_create(redis_keys.EVENTS, redis_keys.EVENTS_GROUP, id="0", mkstream=True)
        except ResponseError as error:
            if not str(error).startswith("BUSYGROUP"):
                raise

    def _recovered(self) -> Delivery | None:
        while self._recovered_up_to is not None:
            found = self._read({redis_keys.EVENTS: self._recovered_up_to}, block=None)
            if found is None:
                self._recovered_up_to = None
                return None
            entry_id, fields = found
            self._recovered_up_to = entry_id
            delivery = self._redelivered(entry_id, fields)
            if delivery is not None:
                return delivery
        return None

    def _rested(self) -> Delivery | None:
        """Oldest first. Not by XAUTOCLAIM: Redis 6.2 answers nil for an entry that was deleted, and for ever."""
        pending: Any = self._redis.xpending_range(
            redis_keys.EVENTS, redis_keys.EVENTS_GROUP, "-", "+", 1, idle=self._retry_milliseconds
        )
        for waiting in pending:
            entry_id = _text(waiting["message_id"])
            if not self._redis.xrange(redis_keys.EVENTS, entry_id, entry_id):
                self._redis.xack(redis_keys.EVENTS, redis_keys.EVENTS_GROUP, entry_id)
                continue
            claimed: Any = self._redis.xclaim(
                redis_keys.EVENTS, redis_keys.EVENTS_GROUP, self._name, self._retry_milliseconds, [entry_id]
            )
            for _, fields in claimed:
                return Delivery(entry_id, fields, int(waiting["times_delivered"]) + 1)
        return None

    def _new(self, block_seconds: float) -> Delivery | None:
        found = self._read({redis_keys.EVENTS: ">"}, block=max(1, int(block_seconds * 1000)))
        return None if found is None else Delivery(found[0], found[1], 1)

    def _read(self, streams: dict[str, str], *, block: int | None) -> tuple[str, Mapping[bytes, bytes]] | None:
        reply: Any = self._redis.xreadgroup(
            redis_keys.EVENTS_GROUP,
            self._name,
            streams,  # type: ignore[arg-type]
            count=1,
            block=block,
        )
        for _, entries in _pairs(reply):
            for entry_id, fields in entries:
                return _text(entry_id), fields
        return None

    def _redelivered(self, entry_id: str, fields: Mapping[bytes, bytes] | None) -> Delivery | None:
        if not fields:  # deleted from the stream, still on the list
            self._redis.xack(redis_keys.EVENTS, redis_keys.EVENTS_GROUP, entry_id)
            return None
        pending: Any = self._redis.xpending_range(redis_keys.EVENTS, redis_keys.EVENTS_GROUP, entry_id, entry_id, 1)
        return Delivery(entry_id, fields, int(pending[0]["times_delivered"]) if pending else 1)

    def _finish(self, pipe: Any, entry_id: str) -> None:
        pipe.xack(redis_keys.EVENTS, redis_keys.EVENTS_GROUP, entry_id)
        pipe.xdel(redis_keys.EVENTS, entry_id)


def _pairs(reply: Any) -> list[Any]:
    """The client answers a list of pairs or, with RESP3, a dictionary whose values are lists of batches."""
    if isinstance(reply, dict):
        return [(name, [entry for batch in batches for entry in batch]) for name, batches in reply.items()]
    return reply or []


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
