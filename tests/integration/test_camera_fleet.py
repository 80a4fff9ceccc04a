"""Enabled cameras run, others do not; what cannot be known changes nothing; no open violation is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis import Redis

from backend.adapters import camera_config, camera_episodes, redis_keys
from backend.adapters.database import Database
from backend.adapters.pm2 import App
from backend.adapters.redis_connection import connect
from backend.adapters.repositories import cameras
from backend.core.errors import Unavailable
from backend.core.events import ViolationClosed, from_wire, uuid7
from backend.core.violation_processor import Episode
from backend.services.camera_fleet import CameraFleet
from backend.workers.pm2_manager import Orchestrator
from tests.builders import build_company
from tests.fakes.supervisor import FakeSupervisor
from tests.servers import RedisServer


def app_of(camera_id: int) -> App:
    return App(name=f"camera-{camera_id}", script="python", args=str(camera_id), cwd="/", log_file="/dev/null")


@dataclass
class Plant:
    """An orchestrator with real Redis and database, and a supervisor without processes."""

    redis: Redis
    database: Database
    supervisor: FakeSupervisor
    orchestrator: Orchestrator
    company_id: int
    site_id: int
    first_camera: int

    def add(self, name: str) -> int:
        with self.database.writing() as session:
            camera = cameras.add(
                session,
                self.company_id,
                self.site_id,
                name=name,
                source="demo://warehouse.mp4",
                mode="detect",
                enabled=True,
                demo=False,
                at=datetime.now(UTC),
            )
            return camera.id

    def change(self, camera_id: int, **values: object) -> None:
        with self.database.writing() as session:
            camera = cameras.find(session, self.company_id, camera_id)
            assert camera is not None
            for name, value in values.items():
                setattr(camera, name, value)

    def steps(self, count: int = 3) -> list[bool]:
        return [self.orchestrator.step() for _ in range(count)]

    def running(self) -> set[str]:
        broken, self.supervisor.broken = self.supervisor.broken, False
        try:
            return set(self.supervisor.processes())
        finally:
            self.supervisor.broken = broken

    def open_violation(self, camera_id: int, at: datetime | None = None) -> str:
        """The camera's worker has one open, and wrote that down."""
        moment = at or datetime.now(UTC)
        episode = Episode(
            violation_id=uuid7(moment, camera_id.to_bytes(10, "big")),
            item="helmet",
            opened_at=moment.timestamp(),
            last_seen=moment.timestamp(),
            last_missing=moment.timestamp(),
            box=(1.0, 2.0, 3.0, 4.0),
            track_id=1,
            wait_seconds=10.0,
            confidence=0.9,
        )
        camera_episodes.save(self.redis, camera_id, [episode])
        return episode.violation_id

    def ended(self) -> list[tuple[str, str]]:
        """Violation and reason of every end that was reported."""
        events = [from_wire(fields) for _, fields in self.redis.xrange(redis_keys.EVENTS)]
        return [(event.violation_id, event.reason) for event in events if isinstance(event, ViolationClosed)]


def plant_with(redis: Redis, sqlite_url: str) -> Plant:
    database, supervisor = Database(sqlite_url), FakeSupervisor()
    company = build_company(database, "ours")
    fleet = CameraFleet(redis, supervisor, app_of)
    return Plant(
        redis,
        database,
        supervisor,
        Orchestrator(database, fleet),
        company.company_id,
        company.site_id,
        company.camera_id,
    )


@pytest.fixture
def plant(redis: Redis, sqlite_url: str) -> Iterator[Plant]:
    found = plant_with(redis, sqlite_url)
    yield found
    found.database.close()


def successor(plant: Plant) -> Orchestrator:
    """The orchestrator's process was started anew: it remembers nothing."""
    return Orchestrator(plant.database, CameraFleet(plant.redis, plant.supervisor, app_of))


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
    left = {key.decode() for key in plant.redis.keys("mandor:camera:*")}
    assert left == {redis_keys.camera_config(other)}


def test_a_changed_camera_is_told_and_not_started_anew(plant: Plant) -> None:
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
    orchestrator = Orchestrator(away, CameraFleet(plant.redis, plant.supervisor, app_of))
    with pytest.raises(Unavailable), away.reading() as session:
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
        plant.redis.xadd(redis_keys.EVENTS, {"json": "{}"})
    plant.steps()
    assert plant.running() == set()
    plant.redis.delete(redis_keys.EVENTS)
    if restarted:
        plant.orchestrator = successor(plant)
    plant.steps()
    assert plant.ended() == [(violation, "stopped")]
    assert plant.redis.keys("mandor:camera:*") == []


def test_it_ends_as_stopped_even_if_redis_was_away_at_that_moment(mortal_redis: RedisServer, sqlite_url: str) -> None:
    redis = connect(mortal_redis.url, timeout_seconds=1.0)
    plant = plant_with(redis, sqlite_url)
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
