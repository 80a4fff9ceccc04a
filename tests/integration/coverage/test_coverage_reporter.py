"""A coverage report's way through Redis: beginnings and ends at once, growth every few seconds, nothing lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from redis.exceptions import RedisError

from backend.adapters.coverage import spans as coverage_spans
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.cameras.camera import CameraStatus
from backend.core.coverage.record import CoverageSpan
from backend.services.camera_process.coverage_reporter import SEND_SECONDS, CoverageReporter
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import RedisServer

START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
LIVE = CameraStatus(state="live", mode="detect", since=START)


def at(second: float) -> datetime:
    return START + timedelta(seconds=second)


def stored(redis: RedisClient) -> list[tuple[float, str, bool]]:
    found = coverage_spans.read(redis, [7]).get(7, {})
    spans: list[CoverageSpan] = [coverage_spans.decode(span_id, value) for span_id, value in found.items()]
    return sorted(((span.until - START).total_seconds(), span.reason, span.closed) for span in spans)


def judging(reporter: CoverageReporter, since: int, until: int) -> None:
    for second in range(since, until):
        reporter.note_status(LIVE, at(second), second, assesses_something=True)
        reporter.observed(at(second + 0.5), second + 0.5)


def test_a_growing_span_is_sent_every_few_seconds_and_its_end_at_once(redis: RedisClient) -> None:
    reporter = CoverageReporter(7)
    judging(reporter, 0, 2)
    reporter.send(redis, 2)
    judging(reporter, 2, 4)
    reporter.send(redis, 4)
    assert stored(redis)[-1] == (1.5, "", False)
    judging(reporter, 4, 8)
    reporter.send(redis, 2 + SEND_SECONDS)
    assert stored(redis)[-1] == (7.5, "", False)
    covered = CameraStatus(state="blind", mode="detect", since=at(7.75), reason="covered")
    reporter.note_status(covered, at(8), 8, assesses_something=True)
    reporter.send(redis, 8)
    assert stored(redis)[-2:] == [(7.5, "", True), (8.0, "covered", False)]
    reporter.end(redis)
    assert stored(redis)[-1] == (8.0, "covered", True)


def test_what_redis_did_not_take_is_sent_when_it_is_back(mortal_redis: RedisServer) -> None:
    client = connect(mortal_redis.url, INSTALLATION, timeout_seconds=0.5)
    reporter = CoverageReporter(7)
    mortal_redis.kill()
    judging(reporter, 0, 4)
    with pytest.raises(RedisError):
        reporter.send(client, 4)
    reporter.note_status(CameraStatus(state="stale", mode="detect", since=at(4)), at(4), 4, assesses_something=True)
    mortal_redis.start()
    reporter.send(client, 5)
    assert stored(client)[-2:] == [(3.5, "", True), (4.0, "stale", False)]
    client.close()
