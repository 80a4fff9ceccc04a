"""`/health`: what is wrong, by stable code, without a secret."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rq import Worker

from backend.adapters.database.repositories import dead_letters
from backend.adapters.events.stream import append
from backend.adapters.inference.announcement import announce
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.accounts.scope import Scope
from backend.core.cameras.camera import CameraStatus
from backend.services.assembly import Backend
from tests.builders import World, opened, report_live
from tests.integration.inference.test_inference_link import INFO
from tests.support.installations.identity import INSTALLATION


@pytest.fixture
def well(redis: RedisClient, world: World) -> None:
    """Everything that should run does."""
    for company in (world.ours, world.theirs):
        report_live(redis, company.camera_id)
    Heartbeat(redis, "orchestrator").beat()
    Worker([redis.names.jobs_queue], connection=redis).register_birth()
    announce(redis, INFO)


def put_aside(backend: Backend) -> None:
    """An event that can never be stored."""
    with backend.database.writing(Scope.installation()) as session:
        dead_letters.add(session, {b"json": b"{}"}, code="malformed", reason="x", at=datetime.now(UTC))


def codes(backend: Backend, *, later: timedelta = timedelta()) -> list[str]:
    return [problem.code for problem in backend.health.check(at=datetime.now(UTC) + later).problems]


@pytest.mark.usefixtures("well")
def test_all_is_well(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    body = answer.get_json()
    assert (body["status"], body["reasons"], body["problems"]) == ("healthy", [], [])


@pytest.mark.usefixtures("well")
def test_each_problem_has_a_code_beside_its_sentence(
    client: FlaskClient, backend: Backend, redis: RedisClient, world: World
) -> None:
    redis.delete(redis.names.camera_state(world.ours.camera_id), redis.names.inference_info)
    redis.delete(redis.names.process("orchestrator"))
    put_aside(backend)
    assert codes(backend) == ["dead_letters", "inference_away", "process_away", "cameras_ill"]
    body = client.get("/health").get_json()
    assert body["status"] == "degraded"
    assert body["reasons"] == [problem["message"] for problem in body["problems"]]
    assert "1 of 2 cameras are not connected." in body["reasons"]
    assert b"gate of" not in client.get("/health").data


@pytest.mark.usefixtures("well")
def test_an_event_that_waits_long_shows_before_many_do(backend: Backend, redis: RedisClient, world: World) -> None:
    append(redis, opened(world.ours))
    assert codes(backend) == []
    seconds, _ = redis.time()  # type: ignore[misc]
    redis.delete(redis.names.events)
    redis.xadd(redis.names.events, {"json": "{}"}, id=f"{(seconds - 90) * 1000}-0")
    assert codes(backend, later=timedelta(seconds=2)) == ["events_backlog"]


def test_what_cannot_be_known_is_grave_and_reported_once(
    client: FlaskClient, backend: Backend, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with connect(f"unix://{tmp_path}/nothing.sock", INSTALLATION) as nowhere:
        monkeypatch.setattr(backend.health._findings, "_redis", nowhere)
        monkeypatch.setattr(backend.cameras, "_redis", nowhere)
        answer = client.get("/health")
    assert (answer.status_code, answer.get_json()["status"]) == (503, "unhealthy")
    assert answer.get_json()["problems"] == [
        {"code": "redis_unavailable", "message": "Redis does not answer.", "grave": True, "values": {}}
    ]


@pytest.mark.usefixtures("well")
def test_frequent_requests_check_once_a_second(backend: Backend) -> None:
    at = datetime.now(UTC)
    assert backend.health.check(at=at).status == "healthy"
    put_aside(backend)
    assert backend.health.check(at=at + timedelta(seconds=0.9)).status == "healthy"
    assert backend.health.check(at=at + timedelta(seconds=1.1)).status == "degraded"
    assert backend.health.check(at=at - timedelta(seconds=60)).status == "degraded"  # the clock was set back


def test_an_older_workers_status_is_understood(redis: RedisClient, backend: Backend, world: World) -> None:
    redis.set(
        redis.names.camera_state(world.ours.camera_id),
        b'{"state": "live", "mode": "detect", "since": "2026-11-21T02:19:03.123Z", "later": 1}',
    )
    (view,) = backend.cameras.of_every_company(at=datetime.now(UTC))[world.ours.company_id]
    assert view.state == "live"
    assert CameraStatus(state="live", mode="detect", since=datetime.now(UTC)).connection is None
