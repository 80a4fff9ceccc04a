"""`/api/system`: the whole system, and of cameras only one's own."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from flask.testing import FlaskClient

from backend.adapters.events.stream import append
from backend.adapters.inference.announcement import announce
from backend.adapters.machine.host_figures import pm2_version
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.cameras.connection_quality import ConnectionNumbers
from backend.core.system.latency import Lag
from backend.services.assembly import Backend
from tests.builders import World, opened, report_live
from tests.integration.inference.test_inference_link import INFO
from tests.support.installations.identity import INSTALLATION

ROOT = Path(__file__).parents[3]


@pytest.fixture
def running(redis: RedisClient, world: World) -> None:
    """Two cameras and two processes that report."""
    lag = Lag()
    lag.add(0.25)
    rough = ConnectionNumbers(reconnects_last_hour=3, jitter=0.1)
    numbers = {"frames_received": 90, "frames_judged": 50, "frames_quiet": 30, "frames_dropped": 10}
    report_live(redis, world.ours.camera_id, connection=rough, lag=lag.numbers(), **numbers)
    report_live(redis, world.theirs.camera_id)
    names = ("orchestrator", "inference", f"camera-{world.ours.camera_id}", f"camera-{world.theirs.camera_id}")
    for name in names:
        Heartbeat(redis, name).beat()
    announce(redis, INFO)
    append(redis, opened(world.ours))


@pytest.mark.usefixtures("running")
def test_it_lists_processes_cameras_queue_and_versions(client: FlaskClient, world: World) -> None:
    body = client.get("/api/system", headers=world.ours.headers("viewer")).get_json()
    processes = {one["name"]: one for one in body["processes"]}
    assert set(processes) == {"orchestrator", "inference", f"camera-{world.ours.camera_id}"}
    inference = processes["inference"]
    assert (inference["running"], inference["restarts"], inference["pid"]) == (True, 0, psutil.Process().pid)
    assert inference["memory_bytes"] > 1_000_000
    (camera,) = body["cameras"]
    assert camera["quality"] == {
        "word": "fair",
        "reasons": [{"code": "reconnects", "number": 3.0, "message": "3 reconnects in the last hour"}],
    }
    assert (camera["frames_received"], camera["frames_dropped"], camera["lag_seconds"]) == (90, 10, 0.25)
    assert (body["queue"]["backlog"], body["dead_letters"]) == (1, 0)
    assert 0 <= body["queue"]["oldest_seconds"] < 60
    assert body["versions"]["model"] == INFO.label
    assert body["versions"]["database"].startswith("SQLite 3.")
    assert abs(body["redis"]["clock_offset_seconds"]) < 1
    assert {name for disk in body["disks"] for name in disk["holds"]} == {"evidence", "data"}
    assert all(0 < disk["free_bytes"] <= disk["total_bytes"] for disk in body["disks"])


@pytest.mark.usefixtures("running")
def test_a_stranger_sees_their_own_camera_only(client: FlaskClient, world: World) -> None:
    body = client.get("/api/system", headers=world.theirs.headers()).get_json()
    assert [camera["id"] for camera in body["cameras"]] == [world.theirs.camera_id]
    assert f"camera-{world.ours.camera_id}" not in {one["name"] for one in body["processes"]}
    assert b"gate of ours" not in client.get("/api/system", headers=world.theirs.headers()).data


def test_a_silent_process_is_listed_without_numbers(client: FlaskClient, redis: RedisClient, world: World) -> None:
    Heartbeat(redis, "jobs").beat()
    redis.delete(redis.names.process("jobs"))
    (process,) = client.get("/api/system", headers=world.ours.headers()).get_json()["processes"]
    assert (process["running"], process["pid"], process["memory_bytes"]) == (False, None, None)


def test_without_redis_what_is_not_known_is_null(
    client: FlaskClient, backend: Backend, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with connect(f"unix://{tmp_path}/nothing.sock", INSTALLATION) as nowhere:
        monkeypatch.setattr(backend.health._findings, "_redis", nowhere)
        monkeypatch.setattr(backend.cameras, "_redis", nowhere)
        body = client.get("/api/system", headers=world.ours.headers()).get_json()
    assert (body["processes"], body["queue"], body["redis"], body["versions"]["redis"]) == (None, None, None, None)
    (camera,) = body["cameras"]
    assert (camera["state"], camera["quality"], camera["frames_received"]) == ("unknown", None, None)
    assert body["disks"]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"state": "connecting"}, None),  # the first attempt
        ({"state": "connecting", "reason": "stream_ended"}, "bad"),
        ({"state": "failed", "reason": "unreachable"}, "bad"),
        ({"state": "stale"}, "bad"),
        ({}, "good"),
        ({"connection": None}, None),  # an older worker
    ],
)
def test_the_quality_follows_the_cameras_state(
    client: FlaskClient, redis: RedisClient, world: World, changes: dict[str, object], word: str | None
) -> None:
    report_live(redis, world.ours.camera_id, **{"connection": ConnectionNumbers(), **changes})
    (camera,) = client.get("/api/system", headers=world.ours.headers()).get_json()["cameras"]
    assert (camera["quality"] and camera["quality"]["word"]) == word


def test_every_database_reports_its_version(database: object, database_url: str) -> None:
    version = database.version()  # type: ignore[attr-defined]
    assert version.split()[0] == ("SQLite" if database_url.startswith("sqlite") else "PostgreSQL")
    assert version.split()[1][0].isdigit()


def test_pm2_is_listed_where_it_is_ours(tmp_path: Path) -> None:
    assert (pm2_version(tmp_path), (pm2_version(ROOT) or "7")[0]) == (None, "7")
