"""A Redis that is away, or takes nothing, holds up only what needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from redis import Redis
from redis.exceptions import RedisError

from backend.adapters.logging.rotation import LogRotation, part
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.processes.lock import ProcessLock
from backend.adapters.redis.connection import connect
from backend.workers.pm2_manager import Round
from tests.support.installations.plants import Plant, plant_with
from tests.support.installations.servers import RedisServer


@dataclass
class Turn:
    """A round over a plant, and a log that is too large."""

    plant: Plant
    round: Round
    log: Path
    redis: Redis
    server: RedisServer

    def step(self) -> None:
        """A round, a minute after the one before; what Redis refuses is said at its end."""
        self.plant.clock.goes_on(60)
        with pytest.raises(RedisError):
            self.round.step()


@pytest.fixture
def turn(mortal_redis: RedisServer, sqlite_url: str, tmp_path: Path) -> Iterator[Turn]:
    redis = connect(mortal_redis.url, timeout_seconds=1.0)
    plant = plant_with(redis, sqlite_url, tmp_path)
    rotation = LogRotation((tmp_path,), most_bytes=10, monotonic=lambda: plant.clock.seconds)
    place, heartbeat = ProcessLock(tmp_path, "orchestrator"), Heartbeat(redis, "orchestrator")
    plant.seconds(3)
    yield Turn(
        plant, Round(plant.orchestrator, rotation, place, heartbeat, Event()), tmp_path / "a.log", redis, mortal_redis
    )
    plant.database.close()
    redis.close()


def full(turn: Turn) -> None:
    turn.redis.config_set("maxmemory", 1)


def away(turn: Turn) -> None:
    turn.server.kill()


@pytest.mark.parametrize("make", [full, away])
def test_logs_are_rotated_and_the_watchdog_is_content_without_redis(turn: Turn, make: Callable[[Turn], None]) -> None:
    make(turn)
    turn.log.write_text("much has been said")
    turn.step()
    assert part(turn.log, 1).read_text() == "much has been said"
    assert turn.plant.orchestrator.stepped_at == turn.plant.clock.seconds


def test_a_full_redis_keeps_no_camera_from_being_ended(turn: Turn) -> None:
    full(turn)
    turn.plant.change(turn.plant.first_camera, enabled=False, config_version=2)
    turn.step()
    assert turn.plant.running() == set()
