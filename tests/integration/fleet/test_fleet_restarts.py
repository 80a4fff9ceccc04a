"""Workers start a few at a time; one that keeps dying is tried now and then; a healthy one is never started anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from backend.adapters.cameras import fleet_state
from backend.adapters.processes.pm2 import App, SupervisorError
from backend.adapters.redis.connection import RedisClient
from backend.core.fleet.restart_budget import HELD, MOST_DEATHS, RETRY_SECONDS, STEADY_SECONDS
from backend.services.fleet.camera_fleet import MOST_STARTING, STARTING_SECONDS
from backend.services.fleet.silent_workers import SILENT_SECONDS
from tests.support.installations.plants import Plant, plant_with, successor


@pytest.fixture
def plant(redis: RedisClient, sqlite_url: str, tmp_path: Path) -> Iterator[Plant]:
    found = plant_with(redis, sqlite_url, tmp_path)
    yield found
    found.database.close()


def starts(plant: Plant) -> list[int]:
    """How many were started by each call."""
    return [len(names) for what, names in plant.supervisor.calls if what == "start"]


def test_sixty_four_cameras_start_a_few_at_a_time_in_a_few_calls(plant: Plant) -> None:
    for n in range(63):
        plant.add(f"camera {n}")
    plant.seconds(20)
    assert len(plant.running()) == 64
    assert max(starts(plant)) <= MOST_STARTING
    assert len(starts(plant)) <= 16


def test_more_start_only_when_the_last_ones_report_or_have_had_their_time(plant: Plant) -> None:
    for n in range(3 * MOST_STARTING - 1):
        plant.add(f"camera {n}")
    plant.seconds(10, reporting=False)
    assert starts(plant) == [MOST_STARTING]
    plant.report()
    plant.seconds(2, reporting=False)
    assert starts(plant) == [MOST_STARTING] * 2
    plant.seconds(int(STARTING_SECONDS) + 2, reporting=False)
    assert starts(plant) == [MOST_STARTING] * 3


def crash_for(plant: Plant, seconds: int) -> int:
    """Every process dies in every second that it runs; how often that happened."""
    deaths = 0
    for _ in range(seconds):
        plant.clock.goes_on(1)
        plant.orchestrator.step()
        for name in plant.running():
            plant.supervisor.crash(name, 1)
            deaths += 1
    return deaths


def test_a_broken_installation_makes_no_storm(plant: Plant) -> None:
    """Sixty-four workers that die at once: never more than a few at a time, and then hardly any."""
    for n in range(63):
        plant.add(f"camera {n}")
    crash_for(plant, 200)
    assert plant.running() == set()
    assert all(record.given_up for record in fleet_state.load(plant.redis).values())
    calls = len(plant.supervisor.calls)
    assert crash_for(plant, 60) < 64 * MOST_DEATHS
    assert len(plant.supervisor.calls) - calls < 40


def test_a_camera_whose_worker_keeps_dying_is_given_up_and_recovers_by_itself(plant: Plant) -> None:
    other, name = plant.add("other"), f"camera-{plant.first_camera}"
    plant.seconds(3)
    before = plant.supervisor.processes()[f"camera-{other}"]
    for _ in range(MOST_DEATHS):
        assert name in plant.running()
        plant.supervisor.crash(name, 75)
        plant.seconds(16)
    assert plant.running() == {f"camera-{other}"}
    record = fleet_state.load(plant.redis)[plant.first_camera]
    assert (record.given_up, record.total, record.last_code) == (True, MOST_DEATHS, 75)

    plant.seconds(int(RETRY_SECONDS))
    assert name in plant.running()
    plant.seconds(int(STEADY_SECONDS) + 16)
    record = fleet_state.load(plant.redis)[plant.first_camera]
    assert (record.given_up, record.next_attempt_at) == (False, None)
    assert plant.supervisor.processes()[f"camera-{other}"] == before


def test_an_attempt_that_dies_is_ended_within_seconds(plant: Plant) -> None:
    name = f"camera-{plant.first_camera}"
    crash_for(plant, 30)
    assert plant.running() == set()
    plant.clock.goes_on(RETRY_SECONDS)
    plant.seconds(1)
    assert plant.running() == {name}
    plant.supervisor.crash(name, 1)
    plant.seconds(9)
    assert plant.running() == set()


def test_a_camera_that_was_given_up_is_tried_at_once_when_a_user_changes_it(plant: Plant) -> None:
    crash_for(plant, 30)
    assert plant.running() == set()
    plant.change(plant.first_camera, source="demo://warehouse_night.mp4", config_version=2)
    plant.seconds(1)
    assert plant.running() == {f"camera-{plant.first_camera}"}


def test_an_attempt_whose_call_failed_and_started_it_all_the_same_heals_too(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash_for(plant, 30)
    plant.clock.goes_on(RETRY_SECONDS)
    start = plant.supervisor.start

    def start_too_slowly(apps: Sequence[App]) -> None:
        monkeypatch.undo()
        start(apps)
        raise SupervisorError("PM2 did not answer.")

    monkeypatch.setattr(plant.supervisor, "start", start_too_slowly)
    plant.seconds(int(STEADY_SECONDS) + 16)
    record = fleet_state.load(plant.redis)[plant.first_camera]
    assert (record.given_up, record.next_attempt_at) == (False, None)
    assert plant.running() == {f"camera-{plant.first_camera}"}


def test_a_worker_that_runs_but_does_not_report_is_restarted_and_counted(plant: Plant) -> None:
    other = plant.add("other")
    plant.seconds(20)
    before = plant.supervisor.processes()

    def only_the_other_reports(seconds: int) -> None:
        for _ in range(seconds):
            plant.seconds(1)
            plant.redis.delete(plant.redis.names.camera_state(plant.first_camera))

    only_the_other_reports(int(SILENT_SECONDS) - 2)
    assert plant.supervisor.processes() == before
    only_the_other_reports(40)
    after = plant.supervisor.processes()
    name = f"camera-{plant.first_camera}"
    assert after[name].pid != before[name].pid
    assert after[f"camera-{other}"] == before[f"camera-{other}"]
    record = fleet_state.load(plant.redis)[plant.first_camera]
    assert (record.total, record.given_up) == (1, False)
    only_the_other_reports(6 * 90)
    assert fleet_state.load(plant.redis)[plant.first_camera].given_up


def test_silence_means_nothing_while_redis_takes_no_writes_or_is_not_checked(plant: Plant) -> None:
    plant.seconds(20)
    before = plant.supervisor.processes()
    plant.seconds(int(SILENT_SECONDS) - 10, reporting=False)
    plant.redis.delete(plant.redis.names.camera_state(plant.first_camera))
    plant.redis.config_set("maxmemory", 1)
    try:
        plant.seconds(2 * int(SILENT_SECONDS), reporting=False)
    finally:
        plant.redis.config_set("maxmemory", 0)
    plant.seconds(int(SILENT_SECONDS) - 10, reporting=False)
    plant.clock.goes_on(3600)  # the machine slept
    plant.seconds(int(SILENT_SECONDS) - 10, reporting=False)
    assert plant.supervisor.processes() == before


def test_a_successor_remembers_what_was_given_up(plant: Plant) -> None:
    crash_for(plant, 30)
    plant.orchestrator = successor(plant)
    plant.seconds(20)
    assert plant.running() == set()
    plant.seconds(int(RETRY_SECONDS))
    assert plant.running() == {f"camera-{plant.first_camera}"}


def test_a_successor_adopts_what_runs(plant: Plant) -> None:
    plant.add("other")
    plant.seconds(3)
    before, calls = plant.supervisor.processes(), list(plant.supervisor.calls)
    plant.orchestrator = successor(plant)
    plant.seconds(60)
    assert plant.supervisor.processes() == before
    assert plant.supervisor.calls == calls


def test_a_process_that_died_often_before_records_began_is_adopted_too(plant: Plant) -> None:
    """Redis has lost everything, and the supervisor counts the restarts of months."""
    plant.seconds(3)
    for _ in range(70):
        plant.supervisor.crash(f"camera-{plant.first_camera}", 1)
    plant.redis.flushall()
    before = plant.supervisor.processes()
    plant.orchestrator = successor(plant)
    plant.seconds(60)
    assert plant.supervisor.processes() == before


def test_a_worker_that_waits_for_another_ones_place_is_not_given_up(plant: Plant) -> None:
    plant.seconds(3)
    for _ in range(3 * MOST_DEATHS):
        plant.supervisor.crash(f"camera-{plant.first_camera}", HELD)
        plant.seconds(16)
    assert plant.running() == {f"camera-{plant.first_camera}"}


def test_a_supervisor_that_cannot_be_asked_loses_no_death_and_starts_nothing(plant: Plant) -> None:
    plant.seconds(3)
    name = f"camera-{plant.first_camera}"
    calls = list(plant.supervisor.calls)
    plant.supervisor.broken = True
    for _ in range(MOST_DEATHS):
        plant.supervisor.crash(name, 1)
    plant.seconds(30)
    assert plant.supervisor.calls == calls
    plant.supervisor.broken = False
    plant.seconds(1)
    assert plant.running() == set()


def test_a_disabled_camera_begins_anew(plant: Plant) -> None:
    crash_for(plant, 30)
    plant.change(plant.first_camera, enabled=False, config_version=2)
    plant.seconds(1)
    assert fleet_state.load(plant.redis) == {}
    plant.change(plant.first_camera, enabled=True, config_version=3)
    plant.seconds(1)
    assert plant.running() == {f"camera-{plant.first_camera}"}
