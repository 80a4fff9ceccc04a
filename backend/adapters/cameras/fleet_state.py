"""Restart records of the cameras' processes, in Redis.

For the next orchestrator and for the dashboard.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from backend.adapters.redis.connection import RedisClient
from backend.core.fleet.restart_budget import Restarts


def save(redis: RedisClient, restarts: Mapping[int, Restarts], gone: Iterable[int] = ()) -> None:
    """Write these cameras' records, and delete those of `gone`."""
    pipe = redis.pipeline(transaction=True)
    for camera_id, record in restarts.items():
        pipe.hset(redis.names.fleet, str(camera_id), json.dumps(asdict(record)))
    for camera_id in gone:
        pipe.hdel(redis.names.fleet, str(camera_id))
    pipe.execute()


def load(redis: RedisClient) -> dict[int, Restarts]:
    """All records by camera. Redis errors are raised, never reported as "no deaths"."""
    stored: dict[bytes, bytes] = redis.hgetall(redis.names.fleet)  # type: ignore[assignment]
    return {int(camera_id): _decode(value) for camera_id, value in stored.items()}


def clear(redis: RedisClient) -> None:
    """Delete all records: a user has restarted Mandor, so every camera is tried again."""
    redis.delete(redis.names.fleet)


def _decode(value: bytes) -> Restarts:
    body: dict[str, Any] = json.loads(value)
    known = {name: part for name, part in body.items() if name in Restarts.__dataclass_fields__}
    return Restarts(**{**known, "deaths": tuple(known.get("deaths", ()))})
