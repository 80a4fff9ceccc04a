"""An orchestrator with real Redis and database, and a supervisor without processes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backend.adapters.cameras import state as camera_state
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras
from backend.adapters.machine.clock import new_id
from backend.adapters.processes.pm2 import App
from backend.adapters.redis.connection import RedisClient
from backend.adapters.violations import open_episodes as camera_episodes
from backend.core.accounts.scope import Scope
from backend.core.cameras.camera import CameraStatus
from backend.core.events.event_id import uuid7
from backend.core.events.kinds import from_wire
from backend.core.events.violation import ViolationClosed
from backend.services.fleet.camera_fleet import CameraFleet
from backend.services.fleet.leftovers import CameraLeftovers, Folders
from backend.workers.pm2_manager import Orchestrator
from tests.builders import build_company
from tests.fakes.supervisor import FakeSupervisor
from tests.support.episodes import open_episode


@dataclass
class Clock:
    """A wall clock and a monotonic one that advance on demand."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    seconds: float = 0.0

    def goes_on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds


def app_of(camera_id: int) -> App:
    return App(name=f"camera-{camera_id}", script="python", args=str(camera_id), cwd="/", log_file="/dev/null")


@dataclass
class Plant:
    """All of it."""

    redis: RedisClient
    database: Database
    supervisor: FakeSupervisor
    orchestrator: Orchestrator
    company_id: int
    site_id: int
    first_camera: int
    folder: Path
    clock: Clock

    def add(self, name: str) -> int:
        with self.database.writing(Scope.installation()) as session:
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
        with self.database.writing(Scope.installation()) as session:
            camera = cameras.find(session, self.company_id, camera_id)
            assert camera is not None
            for name, value in values.items():
                setattr(camera, name, value)

    def steps(self, count: int = 3) -> list[bool]:
        return [self.orchestrator.step() for _ in range(count)]

    def seconds(self, seconds: int, *, reporting: bool = True) -> None:
        """So many steps, a second apart; every process reports that is up."""
        for _ in range(seconds):
            self.clock.goes_on(1)
            self.orchestrator.step()
            if reporting:
                self.report()

    def report(self) -> None:
        """What workers say of themselves."""
        status = CameraStatus(state="live", mode="detect", since=self.clock.now)
        for name in self.running():
            camera_state.write(self.redis, int(name.removeprefix("camera-")), status)

    def running(self) -> set[str]:
        broken, self.supervisor.broken = self.supervisor.broken, False
        try:
            return set(self.supervisor.processes())
        finally:
            self.supervisor.broken = broken

    def open_violation(self, camera_id: int, at: datetime | None = None) -> str:
        """The camera's worker has one open, and wrote that down."""
        moment = at or datetime.now(UTC)
        episode = open_episode(
            at=moment.timestamp(), violation_id=uuid7(moment, camera_id.to_bytes(10, "big")), track_id=1
        )
        camera_episodes.save(self.redis, camera_id, [episode])
        return episode.violation_id

    def ended(self) -> list[tuple[str, str]]:
        """Violation and reason of every end that was reported; one that was sent twice is stored once, by its id."""
        events = [from_wire(fields) for _, fields in self.redis.xrange(self.redis.names.events)]
        ends = {event.id: event for event in events if isinstance(event, ViolationClosed)}
        return [(event.violation_id, event.reason) for event in ends.values()]


def plant_with(redis: RedisClient, sqlite_url: str, folder: Path) -> Plant:
    database, supervisor, clock = Database(sqlite_url), FakeSupervisor(), Clock()
    company = build_company(database, "ours")
    return Plant(
        redis,
        database,
        supervisor,
        orchestrator_of(database, redis, supervisor, folder, clock),
        company.company_id,
        company.site_id,
        company.camera_id,
        folder,
        clock,
    )


def orchestrator_of(
    database: Database, redis: RedisClient, supervisor: FakeSupervisor, folder: Path, clock: Clock
) -> Orchestrator:
    folders = Folders(journals=folder / "journal", frames=folder / "frames", locks=folder / "run")
    leftovers = CameraLeftovers(redis, folders, new_id, monotonic=lambda: clock.seconds)
    fleet = CameraFleet(redis, supervisor, app_of)
    return Orchestrator(database, fleet, leftovers, clock=lambda: clock.now, monotonic=lambda: clock.seconds)


def successor(plant: Plant) -> Orchestrator:
    """The orchestrator's process was started anew: it remembers nothing, and holds nothing."""
    plant.orchestrator.close()
    return orchestrator_of(plant.database, plant.redis, plant.supervisor, plant.folder, plant.clock)
