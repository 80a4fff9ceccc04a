"""A Redis of a benchmark's own, as the embedded one is run."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from redis.exceptions import RedisError

from backend.adapters.redis import server as redis_server
from backend.adapters.redis.connection import RedisClient, connect
from backend.settings import installation_id
from bench.measuring.processes import Processes, wait_until

START_SECONDS = 60.0


def start(processes: Processes, folder: Path, data_dir: Path, name: str = "redis") -> tuple[str, RedisClient]:
    """Its address and a client of the installation in `data_dir`, once it answers. Its files go to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    processes.start(name, [redis_server.program(), *redis_server.arguments(folder)])
    url = f"unix://{folder}/redis.sock"
    redis = connect(url, installation_id(data_dir))

    def answers() -> bool:
        with suppress(RedisError):
            return bool(redis.ping())
        return False

    wait_until(answers, "Redis", seconds=START_SECONDS, processes=processes)
    return url, redis
