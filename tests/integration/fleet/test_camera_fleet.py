"""Enabled cameras run, others do not; what cannot be known changes nothing; no open violation is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.adapters.cameras import config as camera_config
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras
from backend.adapters.processes.pm2 import App
from backend.adapters.redis.connection import RedisClient, connect
from backend.adapters.violations import open_episodes as camera_episodes
from backend.core.accounts.scope import Scope
from backend.core.errors import Unavailable
from backend.services.fleet.camera_fleet import MOST_ENDING
from tests.fakes.supervisor import FakeSupervisor
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.plants import Plant, app_of, orchestrator_of, plant_with, successor
from tests.support.installations.servers import RedisServer


@pytest.fixture
def plant(redis: RedisClient, sqlite_url: str, tmp_path: Path) -> Iterator[Plant]:
    found = plant_with(redis, sqlite_url, tmp_path)
    yield found
    found.database.close()


def test_all_cameras_start_in_one_call_and_then_nothing_more_is_asked(plant: Plant) -> None:
    ids = [plant.first_camera, *(plant.add(f"camera {n}") for n in range(7))]
    assert plant.steps() == [True, False, False]
    assert plant.supervisor.calls == [("start", [f"camera-{i}" for i in ids])]
    configs = [camera_config.read(plant.redis, i) for i in ids]
    assert [config.camera_id for config in configs if config] == ids


def test_a_camera_that_is_added_starts_and_the_others_go_on(plant: Plant) -> None:
    plant.steps()
    before = plant.supervisor.processes()
    added = plant.add("new")
    plant.steps()
    assert plant.supervisor.calls[1:] == [("start", [f"camera-{added}"])]
    assert plant.supervisor.processes()[f"camera-{plant.first_camera}"] == before[f"camera-{plant.first_camera}"]


@pytest.mark.parametrize("change", [{"enabled": False}, {"deleted_at": datetime.now(UTC)}])
def test_a_camera_that_is_disabled_or_removed_ends_and_leaves_nothing_behind(plant: Plant, change: dict) -> None:
    other = plant.add("other")
    plant.steps()
    plant.change(plant.first_camera, **change)
    plant.steps()
    assert plant.running() == {f"camera-{other}"}
    left = {key.decode() for key in plant.redis.keys(plant.redis.names.of("camera:*"))}
    assert left == {plant.redis.names.camera_config(other)}


def test_many_cameras_end_a_few_at_a_time_and_without_a_pause(plant: Plant) -> None:
    for number in range(3 * MOST_ENDING):
        plant.add(f"camera {number}")
    plant.seconds(30)
    with plant.database.writing(Scope.installation()) as session:
        for camera in cameras.of_every_company(session):
            camera.enabled = False
    plant.supervisor.calls.clear()
    assert plant.steps(5) == [True, True, True, True, False]
    assert plant.running() == set()
    assert [len(names) for _, names in plant.supervisor.calls] == [MOST_ENDING] * 3 + [1]


def test_a_changed_camera_is_notified_and_not_restarted(plant: Plant) -> None:
    plant.steps()
    plant.change(plant.first_camera, source="demo://warehouse_night.mp4", config_version=2)
    plant.steps()
    assert len(plant.supervisor.calls) == 1
    config = camera_config.read(plant.redis, plant.first_camera)
    assert config is not None
    assert (config.source, config.version) == ("demo://warehouse_night.mp4", 2)


@pytest.mark.parametrize("status", ["stopped", "errored"])
def test_a_process_that_the_supervisor_has_given_up_is_started_again(plant: Plant, status: str) -> None:
    plant.steps()
    plant.supervisor.set_status(f"camera-{plant.first_camera}", status)
    successor(plant).step()
    assert plant.supervisor.processes()[f"camera-{plant.first_camera}"].status == "online"


def test_processes_that_are_none_of_its_own_are_left_alone(plant: Plant) -> None:
    names = ("backend", "frontend", "camera-obscura")
    plant.supervisor.start([App(name=n, script="x", args="", cwd="/", log_file="/dev/null") for n in names])
    plant.steps()
    assert plant.running() == {*names, f"camera-{plant.first_camera}"}


def test_a_supervisor_that_cannot_be_asked_changes_nothing_and_is_asked_again(plant: Plant) -> None:
    plant.steps()
    violation = plant.open_violation(plant.first_camera)
    plant.change(plant.first_camera, enabled=False)
    plant.add("new")
    plant.supervisor.broken = True
    assert plant.steps() == [False, False, False]
    assert plant.running() == {f"camera-{plant.first_camera}"}
    assert plant.ended() == []
    plant.supervisor.broken = False
    assert plant.steps()[0] is True
    assert len(plant.running()) == 1
    assert plant.ended() == [(violation, "stopped")]


def test_a_database_that_is_away_changes_nothing(plant: Plant, tmp_path: Path) -> None:
    plant.steps()
    away = Database(f"sqlite:///{tmp_path}/there/is/none.db")
    orchestrator = orchestrator_of(away, plant.redis, plant.supervisor, tmp_path, plant.clock)
    with pytest.raises(Unavailable), away.reading(Scope.installation()) as session:
        cameras.enabled_camera_configs(session)
    assert orchestrator.step() is False
    assert plant.running() == {f"camera-{plant.first_camera}"}
    assert camera_config.read(plant.redis, plant.first_camera) is not None


def test_what_a_disabled_camera_had_open_ends_as_stopped_exactly_once(plant: Plant) -> None:
    other = plant.add("other")
    plant.steps()
    violation = plant.open_violation(plant.first_camera)
    plant.open_violation(other)
    plant.change(plant.first_camera, enabled=False)
    plant.steps(5)
    plant.orchestrator = successor(plant)
    plant.steps(5)
    assert plant.ended() == [(violation, "stopped")]
    assert len(camera_episodes.load(plant.redis, other)) == 1


def test_it_ends_as_stopped_even_if_the_orchestrator_was_away_when_it_was_disabled(plant: Plant) -> None:
    plant.steps()
    violation = plant.open_violation(plant.first_camera)
    plant.change(plant.first_camera, enabled=False)
    plant.orchestrator = successor(plant)
    plant.steps()
    assert plant.ended() == [(violation, "stopped")]


@pytest.mark.parametrize("restarted", [False, True])
def test_it_ends_as_stopped_even_if_the_stream_was_full_at_that_moment(
    plant: Plant, monkeypatch: pytest.MonkeyPatch, restarted: bool
) -> None:
    """Its process is gone by then: nothing in the supervisor's list reminds of it."""
    plant.steps()
    violation = plant.open_violation(plant.first_camera)
    plant.change(plant.first_camera, enabled=False)
    for _ in range(2000):
        plant.redis.xadd(plant.redis.names.events, {"json": "{}"})
    plant.steps()
    assert plant.running() == set()
    plant.redis.delete(plant.redis.names.events)
    if restarted:
        plant.orchestrator = successor(plant)
    plant.steps()
    assert plant.ended() == [(violation, "stopped")]
    assert plant.redis.keys(plant.redis.names.of("camera:*")) == []


def test_it_ends_as_stopped_even_if_redis_was_away_at_that_moment(
    mortal_redis: RedisServer, sqlite_url: str, tmp_path: Path
) -> None:
    redis = connect(mortal_redis.url, INSTALLATION, timeout_seconds=1.0)
    plant = plant_with(redis, sqlite_url, tmp_path)
    plant.steps()
    violation = plant.open_violation(plant.first_camera)
    plant.change(plant.first_camera, enabled=False)

    class DyingSupervisor(FakeSupervisor):
        """Redis dies while the process is being ended."""

        def delete(self, names: list[str]) -> None:  # type: ignore[override]
            super().delete(names)
            mortal_redis.kill()

    dying = DyingSupervisor()
    dying.start([app_of(plant.first_camera)])
    plant.supervisor = dying
    plant.orchestrator = successor(plant)
    with pytest.raises(ConnectionError):
        try:
            plant.steps()
        except Exception as error:
            raise ConnectionError from error
    mortal_redis.start()
    plant.steps()
    assert plant.ended() == [(violation, "stopped")]
    plant.database.close()
    redis.close()
