"""Leftovers of a worker are sent and removed, but never what a running worker still uses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.adapters.events.journal import KEEP_SECONDS, EventJournal
from backend.adapters.inference.frame_store import FrameWriter, cameras_in
from backend.adapters.processes.lock import ProcessLock
from backend.adapters.redis.connection import RedisClient
from backend.adapters.violations import open_episodes as camera_episodes
from backend.core.errors import Unavailable
from backend.core.events.envelope import Event
from backend.core.events.kinds import from_wire
from backend.core.events.violation import ViolationClosed
from backend.services.violations.open_violations import FILE, OpenViolations
from tests import builders
from tests.builders import CompanyOfWorld, camera_changed
from tests.support.installations.plants import Plant, plant_with


@pytest.fixture
def plant(redis: RedisClient, sqlite_url: str, tmp_path: Path) -> Iterator[Plant]:
    found = plant_with(redis, sqlite_url, tmp_path)
    yield found
    found.database.close()


def unsent(plant: Plant, *events: Event) -> Path:
    """The first camera's worker died with these in its journal, while Redis was away."""

    def away(event: Event) -> None:
        raise Unavailable("away")

    folder = plant.folder / "journal" / f"camera-{plant.first_camera}"
    folder.mkdir(parents=True, exist_ok=True)
    journal = EventJournal(folder, away)
    for event in events:
        journal.add(event)
    assert journal.flush() == len(events)
    return folder


def of(plant: Plant) -> CompanyOfWorld:
    return CompanyOfWorld(plant.company_id, plant.site_id, plant.first_camera, {}, {})


def sent(plant: Plant) -> list[Event]:
    return [from_wire(fields) for _, fields in plant.redis.xrange(plant.redis.names.events)]


@pytest.mark.parametrize("change", [{"enabled": False}, {"deleted_at": datetime.now(UTC)}])
def test_the_journal_of_a_camera_that_is_gone_is_sent_in_its_order(plant: Plant, change: dict) -> None:
    plant.seconds(3)
    opened = builders.opened(of(plant))
    failed = camera_changed(of(plant), "failed", at=builders.START)
    folder = unsent(plant, failed, opened)
    (folder / "000000000009.part").write_bytes(b"half")
    plant.change(plant.first_camera, **change)
    plant.seconds(2)
    assert sent(plant)[:2] == [failed, opened]
    ends = [(e.violation_id, e.reason) for e in sent(plant)[2:] if isinstance(e, ViolationClosed)]
    assert ends == [(opened.id, "stopped")], "violations of a removed camera end, also if only the journal has them"
    plant.seconds(int(KEEP_SECONDS) + 20)
    assert len(sent(plant)) == 3
    assert not folder.exists()


def test_what_the_journal_has_ended_is_not_ended_again(plant: Plant) -> None:
    plant.seconds(3)
    opened = builders.opened(of(plant))
    unsent(plant, opened, builders.closed(of(plant), opened.id, at=builders.START))
    plant.change(plant.first_camera, enabled=False)
    plant.seconds(2)
    assert [e.reason for e in sent(plant) if isinstance(e, ViolationClosed)] == ["worn"]


def test_nothing_is_lost_while_the_stream_is_full(plant: Plant) -> None:
    plant.seconds(3)
    opened = builders.opened(of(plant))
    folder = unsent(plant, opened)
    for _ in range(2000):
        plant.redis.xadd(plant.redis.names.events, {"json": "{}"})
    plant.change(plant.first_camera, deleted_at=datetime.now(UTC))
    plant.seconds(5)
    assert len(list(folder.glob("*.event"))) == 2
    plant.redis.delete(plant.redis.names.events)
    plant.seconds(2)
    assert [event.kind for event in sent(plant)] == ["violation.opened", "violation.closed"]
    plant.seconds(int(KEEP_SECONDS) + 2)
    assert not folder.exists()


def test_what_only_the_file_beside_the_journal_knows_ends_too_and_is_not_taken_over_later(plant: Plant) -> None:
    plant.seconds(3)
    violation = plant.open_violation(plant.first_camera)
    folder = plant.folder / "journal" / f"camera-{plant.first_camera}"
    OpenViolations(plant.redis, plant.first_camera, folder).save(camera_episodes.load(plant.redis, plant.first_camera))
    plant.redis.delete(plant.redis.names.camera_episodes(plant.first_camera))
    plant.change(plant.first_camera, enabled=False)
    plant.seconds(2)
    assert plant.ended() == [(violation, "stopped")]
    assert not (folder / FILE).exists()


def test_a_worker_that_starts_gets_its_place_at_once(plant: Plant) -> None:
    """The orchestrator sends the journal of a camera that is off, and a user switches the camera on."""
    plant.seconds(3)
    unsent(plant, builders.opened(of(plant)))
    plant.change(plant.first_camera, enabled=False)
    plant.seconds(2)
    worker = ProcessLock(plant.folder / "run", f"camera-{plant.first_camera}")
    assert not worker.try_take()
    plant.seconds(1)
    assert worker.try_take()


def test_what_cannot_be_read_is_kept(plant: Plant) -> None:
    folder = unsent(plant)
    (folder / "000000000001.event").write_bytes(b"rubbish")
    plant.change(plant.first_camera, enabled=False)
    plant.seconds(2)
    assert [path.name for path in folder.iterdir()] == ["000000000001.broken"]


def test_the_events_of_a_camera_that_was_given_up_are_sent_and_its_violations_stay_open(plant: Plant) -> None:
    name = f"camera-{plant.first_camera}"
    plant.seconds(1)
    violation = plant.open_violation(plant.first_camera)
    opened = builders.opened(of(plant))
    unsent(plant, opened)
    for _ in range(10):
        if name in plant.running():
            plant.supervisor.crash(name, 1)
        plant.seconds(5)
    assert plant.running() == set()
    assert sent(plant) == [opened]
    assert [e.violation_id for e in camera_episodes.load(plant.redis, plant.first_camera)] == [violation]


def test_shared_memory_of_cameras_without_a_worker_is_given_back(plant: Plant) -> None:
    other = plant.add("other")
    frames = plant.folder / "frames"
    for camera_id in (plant.first_camera, other, 77):
        FrameWriter(frames, camera_id, 64)
    plant.change(plant.first_camera, enabled=False)
    plant.seconds(3)
    assert cameras_in(frames) == {other}


def test_a_worker_that_the_supervisor_does_not_know_keeps_what_is_its_own(plant: Plant) -> None:
    plant.seconds(3)
    lock = ProcessLock(plant.folder / "run", f"camera-{plant.first_camera}")
    assert lock.try_take()
    folder = unsent(plant, builders.opened(of(plant)))
    frames = plant.folder / "frames"
    writer = FrameWriter(frames, plant.first_camera, 64)
    plant.change(plant.first_camera, enabled=False)
    plant.seconds(20)
    assert (cameras_in(frames), len(list(folder.glob("*.event"))), sent(plant)) == ({plant.first_camera}, 1, [])
    lock.release()
    writer.close()
    plant.seconds(20)
    assert [event.kind for event in sent(plant)] == ["violation.opened", "violation.closed"]
