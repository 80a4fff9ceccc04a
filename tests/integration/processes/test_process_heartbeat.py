"""Processes that announce themselves, fall silent, crash and end."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from backend.adapters.processes import heartbeat as process_heartbeat
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.redis.connection import RedisClient, connect
from tests.support.installations.identity import INSTALLATION


def read(redis: RedisClient, *, later: timedelta = timedelta()) -> dict[str, process_heartbeat.ProcessReport]:
    return process_heartbeat.read(redis, at=datetime.now(UTC) + later)


def test_a_process_announces_what_it_is(redis: RedisClient) -> None:
    heartbeat = Heartbeat(redis, "inference")
    assert heartbeat.beat() is True
    assert heartbeat.beat() is False  # not more often than every few seconds
    report = read(redis)["inference"]
    announced = report.announcement
    assert announced is not None
    assert (announced.pid, report.restarts, report.restarts_last_hour) == (os.getpid(), 0, 0)
    assert announced.memory_bytes > 1_000_000
    assert announced.started_at < datetime.now(UTC)
    assert report.clock_offset_seconds == pytest.approx(0, abs=0.5)


def test_a_silent_process_is_known_but_reports_nothing(redis: RedisClient) -> None:
    Heartbeat(redis, "inference").beat()
    assert 0 < redis.pttl(redis.names.process("inference")) <= 15_000  # type: ignore[operator]
    redis.delete(redis.names.process("inference"))
    assert read(redis)["inference"].announcement is None


def test_a_start_after_a_crash_is_a_restart_and_after_an_orderly_end_is_not(redis: RedisClient) -> None:
    Heartbeat(redis, "inference").beat()
    Heartbeat(redis, "inference").beat()
    Heartbeat(redis, "inference again").beat()
    third = Heartbeat(redis, "inference")
    third.beat()
    report = read(redis)["inference"]
    assert (report.restarts, report.restarts_last_hour) == (2, 2)
    assert read(redis, later=timedelta(hours=2))["inference"].restarts_last_hour == 0
    third.end()
    assert set(read(redis)) == {"inference again"}
    Heartbeat(redis, "inference").beat()
    assert read(redis)["inference"].restarts == 0


def test_a_clock_that_is_wrong_shows(redis: RedisClient) -> None:
    Heartbeat(redis, "inference").beat()
    offset = read(redis, later=timedelta(seconds=-30))["inference"].clock_offset_seconds
    assert offset == pytest.approx(30, abs=0.5)


def test_ending_without_redis_is_quiet(tmp_path: object) -> None:
    with connect(f"unix://{tmp_path}/nothing.sock", INSTALLATION) as nowhere:
        Heartbeat(nowhere, "inference").end()
