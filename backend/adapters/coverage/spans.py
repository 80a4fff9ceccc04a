"""Coverage reports of workers on their way to the coverage log: a hash for each camera, by the span's id.

A worker writes, the backend reads, stores and removes what will not change any more. Nothing here expires: a backend
that was away for hours still learns what was observed meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime

from backend.adapters.redis.connection import RedisClient
from backend.core.coverage.record import CoverageSpan
from backend.core.events.timestamps import format_time, parse_time

PendingSpans = Mapping[str, bytes]
"""A camera's spans as they stand in Redis, by id."""


def write(redis: RedisClient, camera_id: int, spans: Iterable[CoverageSpan]) -> None:
    """Add these, or put them in the place of what they were before."""
    fields = [part for span in spans for part in (span.id, _encode(span))]
    if fields:
        redis.hset(redis.names.watch_spans(camera_id), items=fields)


def read(redis: RedisClient, camera_ids: Iterable[int]) -> dict[int, PendingSpans]:
    """What waits for each camera. Redis errors are raised, never turned into "nothing waits"."""
    ids = list(camera_ids)
    pipe = redis.pipeline(transaction=False)
    for camera_id in ids:
        pipe.hgetall(redis.names.watch_spans(camera_id))
    found: list[dict[bytes, bytes]] = pipe.execute() if ids else []
    return {i: {k.decode(): v for k, v in hashed.items()} for i, hashed in zip(ids, found, strict=True) if hashed}


def remove(redis: RedisClient, camera_id: int, ids: Iterable[str]) -> None:
    """Remove what is stored and will not change any more."""
    fields = list(ids)
    if fields:
        redis.hdel(redis.names.watch_spans(camera_id), *fields)


def decode(span_id: str, value: bytes) -> CoverageSpan:
    """The span that `write` wrote. ValueError when it is none."""
    try:
        body = json.loads(value)
        return CoverageSpan(
            id=span_id,
            since=parse_time(body["since"]),
            until=parse_time(body["until"]),
            reason=str(body["reason"])[:64],
            closed=bool(body["closed"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"not a span: {type(error).__name__}: {error}") from error


def _encode(span: CoverageSpan) -> str:
    body = {k: format_time(v) if isinstance(v, datetime) else v for k, v in asdict(span).items() if k != "id"}
    return json.dumps(body, separators=(",", ":"))
