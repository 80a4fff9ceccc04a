"""A Redis of a benchmark's own, as the embedded one is run."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from backend.adapters.redis import server as redis_server
from backend.adapters.redis.connection import connect
from bench.measuring.processes import Processes, wait_until

START_SECONDS = 60.0


def start(processes: Processes, folder: Path, name: str = "redis") -> tuple[str, Redis]:
    """Its address and a client, once it answers. Its files go to `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    processes.start(name, [redis_server.program(), *redis_server.arguments(folder)])
    url = f"unix://{folder}/redis.sock"
    redis = connect(url)

    def answers() -> bool:
        with suppress(RedisError):
            return bool(redis.ping())
        return False

    wait_until(answers, "Redis", seconds=START_SECONDS, processes=processes)
    return url, redis
