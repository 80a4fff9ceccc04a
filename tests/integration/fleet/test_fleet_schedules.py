"""Schedules start and end cameras' processes, a little early; what cannot be read ends none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.adapters.cameras import config as camera_config
from backend.adapters.database.repositories import cameras, schedules
from backend.adapters.database.tables import Site
from backend.core.accounts.scope import Scope
from backend.core.schedules.camera_plan import HEAD_START, head_start
from tests.integration.fleet.test_camera_fleet import Plant, plant  # noqa: F401 - a fixture

MIDNIGHT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # of Saturday in Jakarta, where the site is
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
SLOT = {"days": [6], "start": "08:00", "end": "16:00", "mode": "detect", "name": "Saturday shift"}
DEFINITION = {"otherwise": "off", "slots": [SLOT], "exceptions": []}
BEGINS, ENDS = MIDNIGHT + 8 * HOUR, MIDNIGHT + 16 * HOUR


class Clock:
    """Stands where a test puts it."""

    def __init__(self) -> None:
        self.at = MIDNIGHT

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(plant: Plant) -> Clock:  # noqa: F811
    found = Clock()
    plant.orchestrator._clock = found
    return found


def follow(plant: Plant, definition: dict[str, Any] = DEFINITION) -> None:  # noqa: F811
    """Every camera but one named "other" follows a schedule."""
    with plant.database.writing(Scope.installation()) as session:
        row = schedules.add(session, plant.company_id, name="shifts", definition=definition, at=MIDNIGHT)
        for camera in cameras.live(session, plant.company_id):
            if camera.name != "other":
                camera.schedule_id = row.id


def running_at(plant: Plant, clock: Clock, at: datetime) -> bool:  # noqa: F811
    clock.at = at
    plant.steps()
    return f"camera-{plant.first_camera}" in plant.running()


def test_a_camera_starts_a_little_before_its_slot_and_ends_with_it(plant: Plant, clock: Clock) -> None:  # noqa: F811
    follow(plant)
    moments = (MIDNIGHT, BEGINS - HEAD_START - SECOND, BEGINS - HEAD_START, BEGINS, ENDS - SECOND, ENDS)
    assert [running_at(plant, clock, at) for at in moments] == [False, False, True, True, True, False]
    assert [kind for kind, _ in plant.supervisor.calls] == ["start", "delete"]  # started once, ended once


def test_what_was_open_ends_as_stopped_when_the_schedule_ends_the_camera(
    plant: Plant,  # noqa: F811
    clock: Clock,
) -> None:
    follow(plant)
    assert running_at(plant, clock, BEGINS)
    violation = plant.open_violation(plant.first_camera, BEGINS)
    assert not running_at(plant, clock, ENDS)
    assert plant.ended() == [(violation, "stopped")]
    assert camera_config.read(plant.redis, plant.first_camera) is None


def test_the_more_cameras_there_are_the_earlier_they_start(plant: Plant, clock: Clock) -> None:  # noqa: F811
    for n in range(9):
        plant.add(f"camera {n}")
    follow(plant)
    assert not running_at(plant, clock, BEGINS - head_start(10) - SECOND)
    assert running_at(plant, clock, BEGINS - head_start(10))


def test_other_cameras_do_not_notice(plant: Plant, clock: Clock) -> None:  # noqa: F811
    other = plant.add("other")
    follow(plant)
    for at in (MIDNIGHT, BEGINS, ENDS):
        clock.at = at
        plant.steps()
        assert f"camera-{other}" in plant.running()
    starts = [names for kind, names in plant.supervisor.calls if kind == "start"]
    assert sum(f"camera-{other}" in names for names in starts) == 1


@pytest.mark.parametrize(
    "definition",
    [{}, {**DEFINITION, "slots": [{**SLOT, "end": "25:00"}]}, {**DEFINITION, "otherwise": "hibernate"}],
)
def test_a_schedule_that_cannot_be_read_keeps_the_cameras_own_mode(
    plant: Plant,  # noqa: F811
    clock: Clock,
    definition: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    follow(plant, definition)
    assert running_at(plant, clock, MIDNIGHT)
    messages = [record.message for record in caplog.records if "keeps its mode" in record.message]
    assert len(messages) == 1  # once, not every second


def test_a_time_zone_that_cannot_be_read_keeps_it_as_well(plant: Plant, clock: Clock) -> None:  # noqa: F811
    follow(plant)
    with plant.database.writing(Scope.installation()) as session:
        site = session.get(Site, plant.site_id)
        assert site is not None
        site.time_zone = "Mars/Olympus"
    assert running_at(plant, clock, MIDNIGHT)


def test_an_override_comes_before_the_schedule_until_it_ends(plant: Plant, clock: Clock) -> None:  # noqa: F811
    follow(plant)
    plant.change(plant.first_camera, override_mode="stream", override_until=MIDNIGHT + HOUR)
    assert running_at(plant, clock, MIDNIGHT)
    assert running_at(plant, clock, MIDNIGHT + HOUR - SECOND)
    assert not running_at(plant, clock, MIDNIGHT + HOUR)
    plant.change(plant.first_camera, override_mode="off", override_until=None)
    assert not running_at(plant, clock, BEGINS)
    plant.change(plant.first_camera, override_mode="off", override_until=BEGINS + HOUR)
    assert not running_at(plant, clock, BEGINS + HOUR - HEAD_START - SECOND)
    assert running_at(plant, clock, BEGINS + HOUR - HEAD_START)


def test_the_published_configuration_has_all_that_the_worker_needs(plant: Plant, clock: Clock) -> None:  # noqa: F811
    follow(plant)
    assert running_at(plant, clock, BEGINS)
    config = camera_config.read(plant.redis, plant.first_camera)
    assert config is not None
    assert (config.time_zone, "Saturday shift" in config.schedule, config.mode) == ("Asia/Jakarta", True, "detect")
