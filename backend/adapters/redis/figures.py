"""Figures of the Redis server and the lengths of its queues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.adapters.redis.connection import RedisClient

_OLDEST = "local found = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1); return found[1] and found[1][1]"
"""The oldest entry's id without its pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedisNumbers:
    """The server."""

    version: str
    memory_bytes: int
    uptime_seconds: int
    clock_offset_seconds: float
    """By how much its clock is ahead of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueNumbers:
    """The stream of events."""

    backlog: int
    """Events that wait to be stored."""
    oldest_seconds: float | None
    """For how long the oldest of them has been waiting; None when none is."""


def read_server(redis: RedisClient, *, at: datetime) -> RedisNumbers:
    """The server at `at`. Raises RedisError."""
    pipe = redis.pipeline(transaction=False)
    pipe.time()
    pipe.info("server")
    pipe.info("memory")
    (seconds, microseconds), server, memory = pipe.execute()
    return RedisNumbers(
        version=str(server["redis_version"]),
        memory_bytes=int(memory["used_memory"]),
        uptime_seconds=int(server["uptime_in_seconds"]),
        clock_offset_seconds=round(seconds + microseconds / 1e6 - at.timestamp(), 3),
    )


def read_queue(redis: RedisClient) -> QueueNumbers:
    """The stream now. Raises RedisError."""
    pipe = redis.pipeline(transaction=False)
    pipe.xlen(redis.names.events)
    pipe.time()
    pipe.eval(_OLDEST, 1, redis.names.events)
    backlog, (seconds, microseconds), oldest = pipe.execute()
    return QueueNumbers(
        backlog=int(backlog),
        oldest_seconds=_age(oldest, seconds + microseconds / 1e6),
    )


def _age(entry_id: Any, now: float) -> float | None:
    if entry_id is None:
        return None
    milliseconds = int(bytes(entry_id).split(b"-")[0])
    return round(max(0.0, now - milliseconds / 1000), 3)
