"""A Redis that is away, or takes nothing, holds up only what needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from redis.exceptions import RedisError

from backend.adapters.logging.rotation import LogRotation, part
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.processes.lock import ProcessLock
from backend.adapters.redis.connection import RedisClient, connect
from backend.workers.pm2_manager import OrchestratorRound
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.plants import Plant, plant_with
from tests.support.installations.servers import RedisServer


@dataclass
class RoundUnderTest:
    """A round over a plant, and a log that is too large."""

    plant: Plant
    round: OrchestratorRound
    log: Path
    redis: RedisClient
    server: RedisServer

    def step(self) -> None:
        """A round, a minute after the one before; an error of Redis is raised at its end."""
        self.plant.clock.goes_on(60)
        with pytest.raises(RedisError):
            self.round.step()


@pytest.fixture
def tested(mortal_redis: RedisServer, sqlite_url: str, tmp_path: Path) -> Iterator[RoundUnderTest]:
    redis = connect(mortal_redis.url, INSTALLATION, timeout_seconds=1.0)
    plant = plant_with(redis, sqlite_url, tmp_path)
    rotation = LogRotation((tmp_path,), most_bytes=10, monotonic=lambda: plant.clock.seconds)
    lock, heartbeat = ProcessLock(tmp_path, "orchestrator"), Heartbeat(redis, "orchestrator")
    plant.seconds(3)
    yield RoundUnderTest(
        plant,
        OrchestratorRound(plant.orchestrator, rotation, lock, heartbeat, Event()),
        tmp_path / "a.log",
        redis,
        mortal_redis,
    )
    plant.database.close()
    redis.close()


def full(tested: RoundUnderTest) -> None:
    tested.redis.config_set("maxmemory", 1)


def away(tested: RoundUnderTest) -> None:
    tested.server.kill()


@pytest.mark.parametrize("make", [full, away])
def test_logs_are_rotated_and_the_watchdog_is_content_without_redis(
    tested: RoundUnderTest, make: Callable[[RoundUnderTest], None]
) -> None:
    make(tested)
    tested.log.write_text("many log lines")
    tested.step()
    assert part(tested.log, 1).read_text() == "many log lines"
    assert tested.plant.orchestrator.stepped_at == tested.plant.clock.seconds


def test_a_full_redis_keeps_no_camera_from_being_ended(tested: RoundUnderTest) -> None:
    full(tested)
    tested.plant.change(tested.plant.first_camera, enabled=False, config_version=2)
    tested.step()
    assert tested.plant.running() == set()
