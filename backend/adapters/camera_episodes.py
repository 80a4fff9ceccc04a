"""A camera's open violations in Redis, so that a worker that starts again does not report them again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from redis import Redis

from backend.adapters import redis_keys
from backend.core.violation_processor import Episode


def save(redis: Redis, camera_id: int, episodes: Iterable[Episode]) -> None:
    """Make the stored episodes these."""
    key = redis_keys.camera_episodes(camera_id)
    pipe = redis.pipeline(transaction=True)
    pipe.delete(key)
    for episode in episodes:
        pipe.hset(key, episode.violation_id, json.dumps(asdict(episode)))
    pipe.execute()


def load(redis: Redis, camera_id: int) -> list[Episode]:
    """The stored episodes. Redis errors are raised, never turned into "none open"."""
    stored: dict[bytes, bytes] = redis.hgetall(redis_keys.camera_episodes(camera_id))  # type: ignore[assignment]
    episodes = []
    for value in stored.values():
        body = json.loads(value)
        x1, y1, x2, y2 = body["box"]
        known = {k: v for k, v in body.items() if k in Episode.__dataclass_fields__}
        episodes.append(Episode(**{**known, "box": (x1, y1, x2, y2)}))
    return episodes
