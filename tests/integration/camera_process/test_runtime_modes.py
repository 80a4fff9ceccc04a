"""A camera's process follows the clock: the mode changes at its minute, without a restart and without a question."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backend.adapters.cameras import config as camera_config
from backend.adapters.live import frames as live_frames
from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraConfig
from backend.core.schedules.camera_plan import ModeNow, ModeOverride
from backend.services.camera_process.clock import CameraClock
from backend.services.camera_process.mode import ModeFollower
from backend.services.camera_process.runtime import CameraRuntime
from tests.integration.camera_process.test_camera_runtime import (
    BOTH,
    CONFIG,
    closed,
    kept,
    runtime_with_open_violations,
    stepped,
)

SECOND = timedelta(seconds=1)
BEGINS = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
"""A Saturday. The camera's process has no other clock than the one that a test sets."""
SHIFT = {"days": [6], "start": "08:00", "end": "16:00", "mode": "detect", "name": "Shift"}
SCHEDULED = replace(CONFIG, schedule=json.dumps({"otherwise": "off", "slots": [SHIFT], "exceptions": []}))


class Clock:
    """Stands where a test puts it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def test_the_mode_changes_at_its_minute_and_is_worked_out_once() -> None:
    clock = Clock(BEGINS - 20 * SECOND)
    mode = ModeFollower(SCHEDULED, clock)
    off = mode.now()
    assert off == ModeNow("off", "otherwise", "", BEGINS)
    clock.at = BEGINS - SECOND
    assert mode.now() is off
    clock.at = BEGINS
    on = mode.now()
    assert on == ModeNow("detect", "slot", "Shift", BEGINS + timedelta(hours=8))
    assert (mode.now() is on, mode.switched_at) == (True, BEGINS)
    clock.at = BEGINS - SECOND  # somebody set the machine's clock back
    assert mode.now().mode == "off"


def test_a_word_ends_at_its_time_and_a_schedule_that_cannot_be_read_changes_nothing() -> None:
    clock = Clock(BEGINS)
    mode = ModeFollower(replace(SCHEDULED, override=ModeOverride(mode="stream", until=BEGINS + SECOND)), clock)
    assert mode.now() == ModeNow("stream", "override", "", BEGINS + SECOND)
    clock.at = BEGINS + SECOND
    assert mode.now().why == "slot"
    for broken in (replace(CONFIG, schedule="{"), replace(SCHEDULED, time_zone="Mars/Olympus")):
        mode.follow(broken)
        assert mode.now() == ModeNow("detect", "unreadable")
        assert mode.switched_at == BEGINS


@pytest.fixture
def clocked(redis: RedisClient, tmp_path: Path) -> Iterator[tuple[CameraRuntime, Clock]]:
    """The camera with a clock of ours, in its shift."""
    clock = Clock(BEGINS + SECOND)
    camera = runtime_with_open_violations(redis, tmp_path, SCHEDULED, CameraClock(utc=clock))
    yield camera, clock
    camera.stop()


def test_detection_that_the_schedule_ends_closes_what_is_open_and_begins_again_without_a_restart(
    redis: RedisClient, clocked: tuple[CameraRuntime, Clock]
) -> None:
    camera, clock = clocked
    camera.detector.info = BOTH
    stepped(camera)
    connection = camera.loop.input._capture
    assert (camera.status().mode, camera.status().mode_name, kept(redis)) == ("detect", "Shift", ["a", "b"])
    clock.at = BEGINS + timedelta(hours=8)
    stepped(camera)
    off = camera.status()
    assert (off.state, off.mode, off.reason, off.since) == ("off", "off", "", clock.at)
    assert (sorted(closed(camera)), kept(redis)) == ([("a", "stopped"), ("b", "stopped")], [])
    looked = off.frames_judged + off.frames_dropped
    stepped(camera)
    after = camera.status()
    assert after.frames_judged + after.frames_dropped == looked  # nobody looks
    clock.at = BEGINS + timedelta(days=7)
    stepped(camera)
    on = camera.status()
    assert (on.mode, on.mode_why, on.since, camera.loop.input._capture) == ("detect", "slot", clock.at, connection)


def test_while_it_is_off_a_camera_shows_nothing(redis: RedisClient, clocked: tuple[CameraRuntime, Clock]) -> None:
    camera, clock = clocked
    viewer = redis.pubsub(ignore_subscribe_messages=True)
    viewer.subscribe(redis.names.live_channel(7))
    viewer.get_message(timeout=1)
    live_frames.keep_watching(redis, 7)
    camera.reporter.report()
    stepped(camera)
    assert viewer.get_message(timeout=1) is not None
    clock.at = BEGINS - SECOND
    stepped(camera)
    while viewer.get_message(timeout=0) is not None:
        pass
    stepped(camera)
    assert viewer.get_message(timeout=0.1) is None
    viewer.close()


def test_a_schedule_with_the_same_mode_ends_nothing(redis: RedisClient, clocked: tuple[CameraRuntime, Clock]) -> None:
    camera, _ = clocked
    camera.detector.info = BOTH
    stepped(camera)
    camera.loop.give_config(replace(SCHEDULED, mode="stream", time_zone="Etc/UTC", version=2, override=None))
    stepped(camera)
    assert (closed(camera), kept(redis), camera.status().mode) == ([], ["a", "b"], "detect")
    camera.loop.give_config(replace(SCHEDULED, override=ModeOverride(mode="stream", by="Sari"), version=3))
    stepped(camera)
    assert (camera.status().mode, camera.status().mode_name) == ("stream", "Sari")
    assert kept(redis) == []


def test_a_configuration_is_read_as_it_was_published_and_also_an_older_one(redis: RedisClient) -> None:
    until = BEGINS + timedelta(minutes=90, milliseconds=250)
    config = replace(SCHEDULED, time_zone="Asia/Jakarta", override=ModeOverride(mode="off", until=until, by="Sari"))
    assert camera_config.publish(redis, config) is True
    assert camera_config.publish(redis, config) is False
    assert camera_config.read(redis, 7) == config
    body = json.loads(redis.get(redis.names.camera_config(7)))
    for name in ("schedule", "time_zone", "override"):
        del body[name]
    redis.set(redis.names.camera_config(7), json.dumps({**body, "colour": "red"}))
    assert camera_config.read(redis, 7) == CONFIG
    older = {name for name in CameraConfig.__dataclass_fields__ if name not in ("schedule", "time_zone", "override")}
    older |= {"detect_fps", "required_items"}
    assert body.keys() == older  # what a worker of before needs is still there, under the same names
