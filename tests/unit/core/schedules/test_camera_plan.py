"""A camera's mode: an override comes before the schedule, and an unreadable schedule never switches it off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.core.schedules.camera_plan import HEAD_START, CameraPlan, ModeNow, ModeOverride, head_start
from backend.core.schedules.schedule import WeeklySchedule
from backend.core.schedules.scheduler import Scheduler
from tests.unit.core.schedules.test_scheduler import weekly

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY_SHIFT = WeeklySchedule(name="x", otherwise="off", slots=(weekly("08:00-16:00", mode="stream", name="Day shift"),))
SCHEDULER = Scheduler(DAY_SHIFT, ZoneInfo("UTC"))
OVER = ModeOverride(mode="off", until=NOON, by="Sari")
WORD = ModeOverride(mode="detect", until=NOON + HOUR, by="Sari")
EVENING = NOON + 8 * HOUR


@pytest.mark.parametrize(
    ("plan", "at", "expected"),
    [
        (CameraPlan(fixed="detect"), NOON, ModeNow("detect", "fixed")),
        (CameraPlan(fixed="detect", enabled=False, override=WORD), NOON, ModeNow("off", "disabled")),
        (CameraPlan(fixed="stream", override=WORD), NOON, ModeNow("detect", "override", "Sari", NOON + HOUR)),
        (CameraPlan(fixed="stream", override=WORD), NOON + HOUR, ModeNow("stream", "fixed")),
        (CameraPlan(fixed="detect", override=OVER), NOON, ModeNow("detect", "fixed")),
        (
            CameraPlan(fixed="detect", scheduler=SCHEDULER),
            NOON,
            ModeNow("stream", "slot", "Day shift", NOON + 4 * HOUR),
        ),
        (
            CameraPlan(fixed="detect", scheduler=SCHEDULER),
            EVENING,
            ModeNow("off", "otherwise", "", NOON + 20 * HOUR),
        ),
        (
            CameraPlan(fixed="detect", scheduler=SCHEDULER, override=WORD),
            NOON,
            ModeNow("detect", "override", "Sari", NOON + HOUR),
        ),
        (CameraPlan(fixed="detect", unreadable=True), EVENING, ModeNow("detect", "unreadable")),
        (
            CameraPlan(fixed="stream", unreadable=True, override=WORD),
            NOON,
            ModeNow("detect", "override", "Sari", NOON + HOUR),
        ),
        (CameraPlan(fixed="detect", override=ModeOverride(mode="off")), EVENING, ModeNow("off", "override")),
    ],
)
def test_the_mode_and_why(plan: CameraPlan, at: datetime, expected: ModeNow) -> None:
    assert plan.mode_at(at) == expected


@pytest.mark.parametrize(("cameras", "seconds"), [(0, 20), (1, 20), (2, 20.6), (11, 26), (64, 57.8)])
def test_the_more_cameras_the_earlier_their_processes_start(cameras: int, seconds: float) -> None:
    assert head_start(cameras) == timedelta(seconds=seconds)


def test_a_process_runs_a_little_before_its_camera_is_on_and_not_behind() -> None:
    plan = CameraPlan(fixed="detect", scheduler=SCHEDULER)
    begins, ends = NOON - 4 * HOUR, NOON + 4 * HOUR
    second = timedelta(seconds=1)
    moments = (begins - HEAD_START - second, begins - HEAD_START, begins, ends - second, ends)
    assert [plan.wants_process(at) for at in moments] == [False, True, True, True, False]
    overridden = CameraPlan(fixed="detect", override=ModeOverride(mode="off", until=NOON))
    assert [overridden.wants_process(NOON - HEAD_START - second), overridden.wants_process(NOON - second)] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("plan", "switched"),
    [
        (CameraPlan(fixed="detect"), None),
        (CameraPlan(fixed="detect", scheduler=SCHEDULER), EVENING - 4 * HOUR),
        (CameraPlan(fixed="detect", scheduler=SCHEDULER, override=ModeOverride(mode="off")), None),  # a person did
        (
            CameraPlan(fixed="detect", scheduler=SCHEDULER, override=ModeOverride(mode="detect", until=EVENING - HOUR)),
            EVENING - HOUR,
        ),
        (CameraPlan(fixed="detect", scheduler=SCHEDULER, override=WORD), EVENING - 4 * HOUR),
        (CameraPlan(fixed="detect", override=OVER), NOON),
    ],
)
def test_since_when_it_is_on_or_off_by_the_clock(plan: CameraPlan, switched: datetime | None) -> None:
    assert plan.switched_at(EVENING) == switched
