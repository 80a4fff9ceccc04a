"""Cameras over HTTP: what can be done, what is refused and how, and that no password is ever answered."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.adapters.database.repositories.cameras import enabled_camera_configs, find
from backend.adapters.redis.connection import RedisClient
from backend.core.accounts.scope import Scope
from backend.services.assembly import Backend
from tests.builders import SOURCE, World, opened, report_live
from tests.fakes.source_probe import FakeSourceProbe

MASKED = "rtsp://viewer:***@10.9.8.7:554/stream1"
NEW = {"name": "Dock 4", "source": "rtsp://a:hunter2@10.0.0.4/s?token=abc"}


def stored_source(backend: Backend, world: World, camera_id: int) -> str:
    with backend.database.reading(Scope.installation()) as session:
        camera = find(session, world.ours.company_id, camera_id)
        assert camera is not None
        return camera.source


def test_a_camera_is_added_changed_removed_and_taken_back(
    client: FlaskClient, backend: Backend, world: World, redis: RedisClient
) -> None:
    headers = world.ours.headers()
    announced = redis.pubsub(ignore_subscribe_messages=True)
    announced.subscribe(redis.names.control)
    announced.get_message(timeout=1)
    made = client.post("/api/cameras", headers=headers, json=NEW)
    camera = made.get_json()
    assert (made.status_code, camera["source"]) == (201, "rtsp://a:***@10.0.0.4/s?token=***")
    assert (camera["state"], camera["mode"], camera["enabled"], camera["demo"]) == ("starting", "detect", True, False)
    one = f"/api/cameras/{camera['id']}"
    changed = client.patch(one, headers=headers, json={"name": "Dock 5", "source": camera["source"], "mode": "stream"})
    assert (changed.get_json()["name"], changed.get_json()["mode"]) == ("Dock 5", "stream")
    assert stored_source(backend, world, camera["id"]) == NEW["source"]
    off = client.patch(one, headers=headers, json={"enabled": False}).get_json()
    assert (off["state"], off["reason"]) == ("off", None)
    assert client.delete(one, headers=headers).status_code == 204
    assert client.get(one, headers=headers).status_code == 404
    assert client.post("/api/cameras", headers=headers, json={**NEW, "name": "Dock 5"}).status_code == 201
    assert client.post(f"{one}/restore", headers=headers).status_code == 409
    with backend.database.reading(Scope.installation()) as session:
        configs = {config.name: config for config in enabled_camera_configs(session)}
    assert configs.keys() == {"gate of ours", "gate of theirs", "Dock 5"}
    assert configs["Dock 5"].camera_id != camera["id"]
    message = announced.get_message(timeout=1)
    assert message is not None
    assert message["data"] == f"camera:{camera['id']}".encode()
    announced.close()


def test_a_removed_camera_keeps_its_violations_and_comes_back_as_it_was(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    headers, one = world.ours.headers(), f"/api/cameras/{world.ours.camera_id}"
    backend.event_store.store(opened(world.ours))
    client.delete(one, headers=headers)
    assert client.get("/api/violations", headers=headers).get_json()["items"][0]["camera_name"] == "gate of ours"
    back = client.post(f"{one}/restore", headers=headers)
    assert (back.status_code, back.get_json()["source"]) == (200, MASKED)
    assert stored_source(backend, world, world.ours.camera_id) == SOURCE


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({"source": "demo:warehouse"}, 400, "invalid_input", "name"),
        ({"name": "  ", "source": "demo:warehouse"}, 400, "invalid_input", "name"),
        ({"name": "x" * 81, "source": "demo:warehouse"}, 400, "invalid_input", "name"),
        ({"name": "a\x00b", "source": "demo:warehouse"}, 400, "invalid_input", "name"),
        ({"name": "x", "source": "ftp://u:hunter2@h/"}, 400, "invalid_source", "source"),
        ({"name": "x", "source": "rtsp://u:***@h/"}, 400, "invalid_source", "source"),
        ({"name": "x", "source": "rtsp://u:hun/ter2@h/"}, 400, "invalid_source", "source"),
        ({"name": "x", "source": "rtsp://u:hunter2@h/", "mode": "sleep"}, 400, "invalid_input", "mode"),
        ({"name": "x", "source": "rtsp://u:hunter2@h/", "enabled": "yes"}, 400, "invalid_input", "enabled"),
        ({"name": "x", "source": "rtsp://u:hunter2@h/", "colour": 1}, 400, "invalid_input", "colour"),
        ({"name": "gate of ours", "source": "demo:warehouse"}, 409, "conflict", None),
        ([], 400, "invalid_input", ""),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    client: FlaskClient, world: World, body: Any, status: int, code: str, field: str | None
) -> None:
    response = client.post("/api/cameras", headers=world.ours.headers(), json=body)
    problem = response.get_json()
    assert (response.status_code, problem["code"]) == (status, code)
    assert [error["field"] for error in problem["errors"]] == ([] if field is None else [field])
    assert problem["detail"]
    assert problem["hint"]
    assert b"hunter2" not in response.data
    assert b"ter2" not in response.data


def test_a_masked_password_never_goes_to_another_host(client: FlaskClient, backend: Backend, world: World) -> None:
    headers, one = world.ours.headers(), f"/api/cameras/{world.ours.camera_id}"
    moved = {"source": "rtsp://viewer:***@6.6.6.6/stream1"}
    assert client.patch(one, headers=headers, json=moved).status_code == 400
    test = {**moved, "camera_id": world.ours.camera_id}
    tested = client.post("/api/cameras/test", headers=headers, json=test).get_json()
    assert (tested["ok"], tested["reason"]["code"]) == (False, "invalid_source")
    assert stored_source(backend, world, world.ours.camera_id) == SOURCE


def test_a_source_is_tested_with_its_stored_password(client: FlaskClient, world: World, probe: FakeSourceProbe) -> None:
    headers = world.ours.headers()
    body = {"source": MASKED, "camera_id": world.ours.camera_id}
    good = client.post("/api/cameras/test", headers=headers, json=body).get_json()
    assert (good["ok"], good["snapshot"], probe.asked) == (True, "data:image/jpeg;base64,/9j/", [SOURCE])
    probe.answer = {"ok": False, "code": "login_refused", "message": "", "hint": ""}
    bad = client.post("/api/cameras/test", headers=headers, json=body).get_json()
    assert (bad["ok"], bad["reason"]["code"]) == (False, "login_refused")
    assert bad["reason"]["message"]
    assert bad["reason"]["hint"]
    stranger = {"source": MASKED, "camera_id": world.theirs.camera_id}
    assert client.post("/api/cameras/test", headers=headers, json=stranger).status_code == 404


def test_a_camera_shows_what_its_worker_reports(client: FlaskClient, world: World, redis: RedisClient) -> None:
    headers, one = world.ours.headers(), f"/api/cameras/{world.ours.camera_id}"
    down = client.get(one, headers=headers).get_json()
    assert (down["state"], down["reason"]["code"]) == ("down", "worker_down")
    report_live(redis, world.ours.camera_id, reason="inference_away", people=3, frames_dropped=7)
    live = client.get(one, headers=headers).get_json()
    assert (live["state"], live["reason"]["code"], live["people"]) == ("live", "inference_away", 3)
    assert (live["width"], live["frames_dropped"]) == (1280, 7)
    assert live["last_frame_at"].endswith("Z")


def test_lists_are_paged(client: FlaskClient, world: World) -> None:
    headers = world.ours.headers()
    for n in range(4):
        client.post("/api/cameras", headers=headers, json={"name": f"demo {n}", "source": "demo:warehouse"})
    names, cursor = [], ""
    while cursor is not None:
        page = client.get(f"/api/cameras?limit=2&cursor={cursor}", headers=headers).get_json()
        names += [camera["name"] for camera in page["items"]]
        cursor = page["next_cursor"]
    assert names == ["gate of ours", "demo 0", "demo 1", "demo 2", "demo 3"]
    assert client.get("/api/cameras?cursor=x", headers=headers).status_code == 400
