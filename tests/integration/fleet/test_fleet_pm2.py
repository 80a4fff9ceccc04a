"""The orchestrator's process, real workers, real PM2: what runs is adopted, what is killed comes back, never two."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from backend.adapters.cameras import state as camera_state
from backend.adapters.processes.pm2 import Pm2, Running
from backend.adapters.redis.connection import RedisClient
from backend.core.fleet.restart_budget import HELD
from tests.builders import build_plant
from tests.support.installations.identity import be_the_tests
from tests.support.installations.pm2_daemon import PROGRAM, pm2_home
from tests.support.installations.processes import OwnProcess
from tests.support.installations.servers import wait_until

pytestmark = pytest.mark.timeout(240)


def has_ended(pid: int) -> bool:
    """Whether the process is gone, or only its entry waits to be fetched by its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@dataclass
class Fleet:
    """An orchestrator over a PM2 of its own, with one camera that shows a clip."""

    redis: RedisClient
    pm2: Pm2
    orchestrator: OwnProcess
    environ: dict[str, str]
    folder: Path
    camera_id: int

    def worker(self) -> Running:
        return self.pm2.processes()[f"camera-{self.camera_id}"]

    def pid_that_reports(self) -> int:
        """0 when none does."""
        status = camera_state.read(self.redis, [self.camera_id]).get(self.camera_id)
        return status.pid if status is not None and status.state == "live" else 0

    def second_worker(self) -> OwnProcess:
        arguments = ["-m", "backend.workers.camera_worker", str(self.camera_id)]
        return OwnProcess(arguments, log=self.folder / "second.log", environ=self.environ)


@pytest.fixture
def fleet(redis: RedisClient, redis_url: str) -> Iterator[Fleet]:
    with pm2_home() as home:
        url = f"sqlite:///{home}/mandor.db"
        camera_id = build_plant(url, ["demo:warehouse"]).camera_ids[0]
        environ = {
            "DATA_DIR": str(be_the_tests(home)),
            "REDIS_URL": redis_url,
            "DATABASE_URL": url,
            "PM2_HOME": str(home),
        }
        orchestrator = OwnProcess(["-m", "backend.workers.pm2_manager"], log=home / "orchestrator.log", environ=environ)
        orchestrator.start()
        fleet = Fleet(redis, Pm2(PROGRAM, home), orchestrator, environ, home, camera_id)
        try:
            wait_until(lambda: fleet.pid_that_reports() != 0, "the camera to be live", seconds=60)
            yield fleet
        finally:
            orchestrator.kill()


def test_an_orchestrator_that_was_killed_adopts_what_runs(fleet: Fleet) -> None:
    before = fleet.worker()
    fleet.orchestrator.kill()
    logged = len(fleet.orchestrator.log.read_bytes())
    fleet.orchestrator.start()
    fleet.redis.hdel(fleet.redis.names.fleet, str(fleet.camera_id))
    wait_until(
        lambda: fleet.redis.hexists(fleet.redis.names.fleet, str(fleet.camera_id)), "its first refresh", seconds=30
    )
    assert fleet.worker() == before
    assert b"starting camera" not in fleet.orchestrator.log.read_bytes()[logged:]


def test_a_killed_worker_comes_back_and_is_counted(fleet: Fleet) -> None:
    before = fleet.worker()
    os.kill(before.pid, signal.SIGKILL)
    wait_until(lambda: fleet.pid_that_reports() not in (0, before.pid), "another worker to report", seconds=60)

    def is_counted() -> bool:
        value = fleet.redis.hget(fleet.redis.names.fleet, str(fleet.camera_id))
        return value is not None and b'"total": 1' in value

    wait_until(is_counted, "the death to be counted", seconds=30)


def test_a_second_worker_for_the_camera_is_refused(fleet: Fleet) -> None:
    first = fleet.pid_that_reports()
    second = fleet.second_worker()
    second.start()
    assert second.ends(seconds=90) == HELD
    assert "another process runs this camera" in second.log.read_text()
    assert fleet.pid_that_reports() == first


def test_a_worker_whose_supervisor_was_killed_makes_room_for_the_next_one(fleet: Fleet) -> None:
    """The orchestrator's next query starts an empty PM2; it starts the camera's worker again."""
    orphan = fleet.pid_that_reports()
    os.kill(int((fleet.folder / "pm2.pid").read_text()), signal.SIGKILL)
    wait_until(lambda: fleet.pid_that_reports() not in (0, orphan), "another worker to report", seconds=90)
    assert fleet.worker().pid == fleet.pid_that_reports()
    wait_until(lambda: has_ended(orphan), "the one before to end", seconds=30)
