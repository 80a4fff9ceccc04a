"""The backend's end of a stream of events.

An entry stays in the stream until the backend has stored it: it is acknowledged and deleted together, after the
commit. What was delivered and not acknowledged (a crash, a database that was away) is delivered again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from redis.exceptions import ResponseError

from backend.adapters.redis.connection import RedisClient, errors_as_unavailable
from backend.adapters.redis.names import EVENTS_GROUP

MAX_DELIVERIES = 5
_EVENT_ID = re.compile(rb'"id": ?"([0-9a-f-]{36})"')


@dataclass(frozen=True, slots=True)
class StreamEntry:
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
    """Reads one stream. Every method raises Unavailable when Redis is away."""

    def __init__(
        self, redis: RedisClient, stream: str = "", *, name: str = "backend", retry_seconds: float = 2.0
    ) -> None:
        """`stream`: empty for that of durable events."""
        self._redis = redis
        self._stream = stream or redis.names.events
        self._name = name
        self._retry_milliseconds = int(retry_seconds * 1000)
        self._recovered_up_to: str | None = "0"

    def next(self, *, block_seconds: float = 1.0) -> StreamEntry | None:
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

    def done(self, entry: StreamEntry) -> None:
        """Stored: acknowledge it and take it out of the stream, together."""
        self._finish(entry)

    def _finish(self, entry: StreamEntry, also: Callable[[Any], None] | None = None) -> None:
        """One transaction; `also` adds commands to it."""
        with errors_as_unavailable():
            pipe = self._redis.pipeline(transaction=True)
            pipe.xack(self._stream, EVENTS_GROUP, entry.entry_id)
            pipe.xdel(self._stream, entry.entry_id)
            if also is not None:
                also(pipe)
            pipe.execute()

    def give_back(self, entry: StreamEntry) -> None:
        """Not stored, through no fault of the entry: it comes again and this delivery does not count."""
        with errors_as_unavailable():
            self._redis.xclaim(
                self._stream,
                EVENTS_GROUP,
                self._name,
                0,
                [entry.entry_id],
                retrycount=entry.deliveries - 1,
                justid=True,
            )

    def backlog(self) -> int:
        """How many entries wait."""
        with errors_as_unavailable():
            return int(self._redis.xlen(self._stream))

    def _create_group(self) -> None:
        try:
            self._redis.xgroup_create(self._stream, EVENTS_GROUP, id="0", mkstream=True)
        except ResponseError as error:
            if not str(error).startswith("BUSYGROUP"):
                raise

    def _recovered(self) -> StreamEntry | None:
        while self._recovered_up_to is not None:
            found = self._read({self._stream: self._recovered_up_to}, block=None)
            if found is None:
                self._recovered_up_to = None
                return None
            entry_id, fields = found
            self._recovered_up_to = entry_id
            entry = self._redelivered(entry_id, fields)
            if entry is not None:
                return entry
        return None

    def _rested(self) -> StreamEntry | None:
        """Oldest first. Not by XAUTOCLAIM: Redis 6.2 answers nil for an entry that was deleted, and for ever."""
        pending: Any = self._redis.xpending_range(
            self._stream, EVENTS_GROUP, "-", "+", 1, idle=self._retry_milliseconds
        )
        for waiting in pending:
            entry_id = _text(waiting["message_id"])
            if not self._redis.xrange(self._stream, entry_id, entry_id):
                self._redis.xack(self._stream, EVENTS_GROUP, entry_id)
                continue
            claimed: Any = self._redis.xclaim(
                self._stream, EVENTS_GROUP, self._name, self._retry_milliseconds, [entry_id]
            )
            for _, fields in claimed:
                return StreamEntry(entry_id, fields, int(waiting["times_delivered"]) + 1)
        return None

    def _new(self, block_seconds: float) -> StreamEntry | None:
        found = self._read({self._stream: ">"}, block=max(1, int(block_seconds * 1000)))
        return None if found is None else StreamEntry(found[0], found[1], 1)

    def _read(self, streams: dict[str, str], *, block: int | None) -> tuple[str, Mapping[bytes, bytes]] | None:
        reply: Any = self._redis.xreadgroup(
            EVENTS_GROUP,
            self._name,
            streams,  # type: ignore[arg-type]
            count=1,
            block=block,
        )
        for _, entries in _pairs(reply):
            for entry_id, fields in entries:
                return _text(entry_id), fields
        return None

    def _redelivered(self, entry_id: str, fields: Mapping[bytes, bytes] | None) -> StreamEntry | None:
        if not fields:  # deleted from the stream, still on the list
            self._redis.xack(self._stream, EVENTS_GROUP, entry_id)
            return None
        pending: Any = self._redis.xpending_range(self._stream, EVENTS_GROUP, entry_id, entry_id, 1)
        return StreamEntry(entry_id, fields, int(pending[0]["times_delivered"]) if pending else 1)


def _pairs(reply: Any) -> list[Any]:
    """The client answers a list of pairs or, with RESP3, a dictionary whose values are lists of batches."""
    if isinstance(reply, dict):
        return [(name, [entry for batch in batches for entry in batch]) for name, batches in reply.items()]
    return reply or []


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
