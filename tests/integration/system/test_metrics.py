"""`/metrics`: who may read it, what is in it, and that nobody's name is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient

from backend.adapters.events.consumer import EventConsumer
from backend.adapters.events.stream import append
from backend.adapters.inference.announcement import announce
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.redis.connection import RedisClient, connect
from backend.app import assemble
from backend.core.cameras.connection_quality import ConnectionNumbers
from backend.core.cameras.drops import Drops
from backend.core.inference.load_window import Load
from backend.core.system.latency import Lag
from backend.services.assembly import Backend
from tests.builders import World, opened, report_live
from tests.integration.inference.test_inference_link import INFO
from tests.support.installations.exposition import Samples, parse
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import GunicornServer

TOKEN = "a-token-for-prometheus"
FROM_ELSEWHERE = {"REMOTE_ADDR": "10.0.0.9"}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def guarded(backend: Backend) -> FlaskClient:
    """A caller of an application that knows a metrics token."""
    app: Flask = assemble(backend, metrics_token=TOKEN)
    return app.test_client()


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},  # a browser on this machine, or another proxy in front of the dashboard
        {"X-Forwarded-For": "10.0.0.9"},
        {"X-Real-IP": "10.0.0.9"},
        {"Forwarded": "for=10.0.0.9"},
        {"Via": "1.1 proxy"},
        {"X-Forwarded-For": "127.0.0.1", **bearer("wrong")},
        {"X-Forwarded-For": "127.0.0.1", **bearer("")},
    ],
)
def test_what_comes_through_a_proxy_needs_the_token(
    client: FlaskClient, guarded: FlaskClient, headers: dict[str, str]
) -> None:
    for caller in (client, guarded):
        refused = caller.get("/metrics", headers=headers)
        assert (refused.status_code, refused.get_json()["code"]) == (401, "not_authenticated")
        assert b"mandor_" not in refused.data
    assert guarded.get("/metrics", headers={**headers, **bearer(TOKEN)}).status_code == 200


def test_from_elsewhere_it_needs_the_token_and_a_log_in_is_none(
    client: FlaskClient, guarded: FlaskClient, world: World
) -> None:
    for headers in ({}, world.ours.headers(), bearer("x")):
        for caller in (client, guarded):
            assert caller.get("/metrics", headers=headers, environ_base=FROM_ELSEWHERE).status_code == 401
    assert guarded.get("/metrics", headers=bearer(TOKEN), environ_base=FROM_ELSEWHERE).status_code == 200


def test_this_machine_reads_it_directly(client: FlaskClient) -> None:
    answer = client.get("/metrics")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    assert parse(answer.text)["mandor_redis_up"] == {(): 1.0}


@pytest.fixture
def full(redis: RedisClient, backend: Backend, world: World) -> None:
    """A system in which everything that is measured has been."""
    lag = Lag()
    lag.add(0.3)
    numbers: dict[str, object] = {
        **{"frames_received": 90, "frames_judged": 50, "frames_quiet": 30, "frames_dropped": 10},
        **{"drops": Drops(busy=7, late=3), "reconnects": 2, "decode_errors": 3},
        **{"journal_waiting": 4, "violations_decided": 1, "open_violations": 1},
    }
    report_live(redis, world.ours.camera_id, **numbers, lag=lag.numbers(), connection=ConnectionNumbers())
    Heartbeat(redis, f"camera-{world.ours.camera_id}").beat()
    for name in ("orchestrator", "inference", "backend"):
        Heartbeat(redis, name).beat()
    load = Load(milliseconds_mean=9.0, waiting_ms_mean=2.0, cameras=1)
    announce(redis, replace(INFO, load=load))
    decided = datetime.now(UTC) - timedelta(seconds=3)
    append(redis, opened(world.ours, decided_at=decided))
    backend.ingest._consumer = EventConsumer(redis, retry_seconds=0)
    while not backend.ingest.step(block_seconds=0.01):
        pass


@pytest.mark.usefixtures("full")
def test_the_numbers_of_a_camera_carry_its_id_and_company(client: FlaskClient, world: World) -> None:
    found = parse(client.get("/metrics").text)
    ours = (("camera", str(world.ours.camera_id)), ("company", str(world.ours.company_id)))
    for name, value in {
        "frames_received_total": 90,
        "frames_judged_total": 50,
        "frames_quiet_total": 30,
        "reconnects_total": 2,
        "decode_errors_total": 3,
        "violations_decided_total": 1,
        "restarts_total": 0,
        "decision_lag_seconds_count": 1,
    }.items():
        assert found[f"mandor_camera_{name}"][ours] == value, name
    assert found["mandor_camera_decision_lag_seconds_bucket"][(*ours, ("le", "0.5"))] == 1
    assert found["mandor_camera_up"][ours] == 1
    dropped = found["mandor_camera_frames_dropped_total"]
    assert dropped[(*ours, ("reason", "busy"))] == 7
    assert dropped[(*ours, ("reason", "late"))] == 3
    assert found["mandor_camera_journal_waiting"][ours] == 4


@pytest.mark.parametrize(
    ("changes", "up", "named"),
    [
        ({}, 1, None),
        ({"reason": "moved"}, 1, "warning"),
        ({"reason": "falling_behind"}, 0, "warning"),
        ({"reason": "inference_away"}, 0, "blind"),
        ({"reason": "nothing_to_judge"}, 0, "blind"),
        ({"state": "blind", "reason": "covered"}, 0, "blind"),
        ({"state": "connecting", "reason": ""}, 0, None),
    ],
)
def test_a_blind_camera_is_distinguished_from_one_with_a_warning(
    client: FlaskClient, redis: RedisClient, world: World, changes: dict[str, str], up: int, named: str | None
) -> None:
    report_live(redis, world.ours.camera_id, **changes)
    found = parse(client.get("/metrics").text)
    ours = (("camera", str(world.ours.camera_id)), ("company", str(world.ours.company_id)))
    assert found["mandor_camera_up"][ours] == up
    kinds = {kind for kind in ("blind", "warning") if ours in {k[:2] for k in found.get(f"mandor_camera_{kind}", {})}}
    assert kinds == ({named} if named else set())


@pytest.mark.usefixtures("full")
def test_a_stored_violation_is_counted_and_timed(client: FlaskClient, world: World) -> None:
    found = parse(client.get("/metrics").text)
    ours = (("camera", str(world.ours.camera_id)), ("company", str(world.ours.company_id)), ("item", "helmet"))
    assert found["mandor_violations_opened_total"] == {ours: 1.0}
    assert found["mandor_event_store_seconds_count"] == {(): 1.0}
    assert 3.0 <= found["mandor_event_store_seconds_sum"][()] < 60.0
    assert found["mandor_event_tell_seconds_count"] == {(): 1.0}


@pytest.mark.usefixtures("full")
def test_violations_of_a_demonstration_are_in_no_number(client: FlaskClient, world: World) -> None:
    one = f"/api/cameras/{world.ours.camera_id}"
    assert client.patch(one, headers=world.ours.headers(), json={"source": "demo:warehouse"}).status_code == 200
    for _ in ("while it is there", "after its removal"):
        found = parse(client.get("/metrics").text)
        for name in ("violations_opened_total", "camera_violations_decided_total", "camera_open_violations"):
            assert not found.get(f"mandor_{name}"), name
        client.delete(one, headers=world.ours.headers())


@pytest.mark.usefixtures("full")
def test_a_camera_without_reports_is_blind_with_its_reason(client: FlaskClient, world: World) -> None:
    found = parse(client.get("/metrics").text)
    theirs = (("camera", str(world.theirs.camera_id)), ("company", str(world.theirs.company_id)))
    assert found["mandor_camera_up"][theirs] == 0
    assert found["mandor_camera_blind"] == {(*theirs, ("reason", "worker_down")): 1.0}
    assert (("code", "cameras_ill"),) in found["mandor_health_problem"]


@pytest.mark.usefixtures("full")
def test_metrics_contain_no_name_and_no_address(client: FlaskClient) -> None:
    text = client.get("/metrics").text
    for secret in ("gate", "site of", "10.9.8.7", "rtsp", "s3cr3t", "@"):
        assert secret not in text


def test_without_redis_what_is_not_known_is_left_out(
    client: FlaskClient, backend: Backend, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with connect(f"unix://{tmp_path}/nothing.sock", INSTALLATION) as nowhere:
        monkeypatch.setattr(backend.health._findings, "_redis", nowhere)
        monkeypatch.setattr(backend.cameras, "_redis", nowhere)
        found = parse(client.get("/metrics").text)
    assert found["mandor_redis_up"] == {(): 0.0}
    assert found["mandor_database_up"] == {(): 1.0}
    assert not [name for name in found if name.startswith(("mandor_camera", "mandor_events_backlog"))]


@pytest.fixture
def plant(tmp_path: Path, sqlite_url: str, redis_url: str) -> Iterator[GunicornServer]:
    """The backend as it runs in a plant."""
    environ = {"DATA_DIR": str(tmp_path / "d"), "DATABASE_URL": sqlite_url, "REDIS_URL": redis_url}
    server = GunicornServer(tmp_path, {**environ, "METRICS_TOKEN": TOKEN, "EVIDENCE_DIR": str(tmp_path / "e")})
    server.start()
    yield server
    server.stop()


def test_the_real_server_distinguishes_a_proxied_call_from_a_direct_one(plant: GunicornServer) -> None:
    def status(**headers: str) -> int:
        return requests.get(f"{plant.url}/metrics", headers=headers, timeout=10).status_code

    assert status() == 200
    assert status(**{"X-Forwarded-For": "127.0.0.1"}) == 401
    assert status(**{"X-Forwarded-For": "10.0.0.9"}) == 401
    assert status(**{"X-Forwarded-For": "10.0.0.9", "Authorization": f"Bearer {TOKEN}"}) == 200
    found: Samples = parse(requests.get(f"{plant.url}/metrics", timeout=10).text)
    assert found["mandor_process_up"] == {(("process", "backend"),): 1.0}
    lines = [json.loads(line) for line in plant.log.read_text().splitlines()]  # gunicorn's own among them
    assert {line["process"] for line in lines} == {"backend"}
    assert all(line["pid"] for line in lines)
