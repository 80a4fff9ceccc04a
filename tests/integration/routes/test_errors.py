"""Bad input is refused clearly: every error in one shape, and nothing is lost by it."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from backend.adapters.database.connection import sqlite_file
from backend.adapters.redis.connection import connect
from backend.services.assembly import Backend
from tests.builders import CAMERA_PASSWORD, PASSWORD, World
from tests.support.installations.identity import INSTALLATION

SHAPE = {"type", "title", "status", "detail", "code", "hint", "errors"}
LOGIN = "/api/auth/login"


def test_every_error_has_one_shape(client: FlaskClient, world: World) -> None:
    headers = world.ours.headers()
    json_text = {**headers, "Content-Type": "application/json"}
    answers = {
        ("not_found", 404): client.get("/api/nothing"),
        ("method_not_allowed", 405): client.put("/health"),
        ("unsupported_media_type", 415): client.post("/api/cameras", headers=headers, data="x"),
        ("invalid_input", 400): client.post("/api/cameras", headers=json_text, data="{"),
        ("body_too_large", 413): client.post("/api/cameras", headers=json_text, data=b" " * 1_000_001),
        ("not_authenticated", 401): client.get("/api/cameras"),
        ("inference_away", 503): client.get("/api/models/info", headers=headers),
        ("no_picture", 503): client.get(f"/stream/{world.ours.camera_id}.mjpg", headers=headers),
    }
    for (code, status), response in answers.items():
        body = response.get_json()
        assert (response.status_code, body["code"], body["status"]) == (status, code, status)
        assert response.mimetype == "application/problem+json"
        assert body.keys() == SHAPE
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"


def test_odd_text_in_a_body_is_refused_not_failed(client: FlaskClient, world: World) -> None:
    for text in (b'{"email": "\\ud800", "password": "x"}', b"\xff\xfe", b"[" * 100_000, b'{"email": 1}', b"null"):
        response = client.post(LOGIN, data=text, content_type="application/json")
        assert (response.status_code, response.get_json()["code"]) == (400, "invalid_input")
    null = client.post(LOGIN, json={"email": "a\x00b", "password": "x"})
    assert null.status_code == 400


def test_a_failed_login_never_reveals_what_was_wrong(client: FlaskClient, world: World) -> None:
    good = client.post(LOGIN, json={"email": " Admin@OURS.example ", "password": PASSWORD}).get_json()
    assert (good["token_type"], good["user"]["role"], good["expires_in"]) == ("Bearer", "admin", 43_200)
    me = client.get("/api/auth/me", headers={"Authorization": f"Bearer {good['access_token']}"}).get_json()
    assert me["sites"][0]["time_zone"] == "Asia/Jakarta"
    wrong = client.post(LOGIN, json={"email": "admin@ours.example", "password": "wrong"})
    unknown_user = client.post(LOGIN, json={"email": "nobody@ours.example", "password": PASSWORD})
    assert wrong.status_code == unknown_user.status_code == 401
    assert wrong.data == unknown_user.data
    assert wrong.get_json()["code"] == "login_failed"


def test_the_eleventh_failure_of_a_minute_waits_and_other_addresses_do_not(client: FlaskClient, world: World) -> None:
    body = {"email": "admin@ours.example", "password": "wrong"}
    answers = [client.post(LOGIN, json=body, headers={"X-Forwarded-For": "10.0.0.1"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert answers[-1].get_json()["code"] == "too_many_requests"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert client.post(LOGIN, json=body, headers={"X-Forwarded-For": "10.0.0.2"}).status_code == 401
    spoofed = {"X-Forwarded-For": "10.0.0.3, 10.0.0.1"}
    assert client.post(LOGIN, json=body, headers=spoofed).status_code == 429
    direct = client.post(
        LOGIN, json=body, headers={"X-Forwarded-For": "1.1.1.1"}, environ_base={"REMOTE_ADDR": "10.0.0.1"}
    )
    assert direct.status_code == 429


def test_failed_logins_behind_a_proxy_lock_out_no_other_client(client: FlaskClient, world: World) -> None:
    def log_in(email: str, password: str = PASSWORD) -> int:
        return client.post(LOGIN, json={"email": email, "password": password}).status_code

    assert [log_in("admin@ours.example") for _ in range(12)] == [200] * 12, "who knows the password does not wait"
    assert [log_in("admin@ours.example", "wrong") for _ in range(11)] == [401] * 10 + [429]
    assert log_in(" Admin@OURS.example ") == 429, "the right password does not help either"
    assert log_in("officer@ours.example") == 200


def test_a_list_of_addresses_is_not_tried_faster(client: FlaskClient, world: World) -> None:
    answers = [client.post(LOGIN, json={"email": f"x{n}@y", "password": ""}).status_code for n in range(61)]
    assert (answers[59], answers[60]) == (400, 429)


def test_without_redis_cameras_are_unknown_and_can_still_be_changed(
    client: FlaskClient, backend: Backend, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nowhere = connect(f"unix://{tmp_path}/nothing.sock", INSTALLATION)
    monkeypatch.setattr(backend.cameras, "_redis", nowhere)
    headers, one = world.ours.headers(), f"/api/cameras/{world.ours.camera_id}"
    changed = client.patch(one, headers=headers, json={"name": "still"}).get_json()
    assert (changed["name"], changed["state"], changed["reason"]["code"]) == ("still", "unknown", "redis_away")
    monkeypatch.setattr(backend.health, "_redis", nowhere)
    model = client.get("/api/models/info", headers=headers)
    assert (model.status_code, model.get_json()["code"]) == (503, "redis_unavailable")
    nowhere.close()


def test_a_locked_database_refuses_a_change_and_still_shows(
    client: FlaskClient, world: World, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.adapters.database.connection.LOCK_WAIT_SECONDS", 0.2)
    file = sqlite_file(sqlite_url)
    assert file is not None
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    headers, one = world.ours.headers(), f"/api/cameras/{world.ours.camera_id}"
    refused = client.patch(one, headers=headers, json={"name": "new"})
    assert (refused.status_code, refused.get_json()["code"]) == (503, "database_unavailable")
    assert client.get(one, headers=headers).get_json()["name"] == "gate of ours"
    other.execute("ROLLBACK")
    other.close()
    assert client.patch(one, headers=headers, json={"name": "new"}).status_code == 200


def test_our_own_faults_are_logged_under_their_reference_and_show_nothing(
    client: FlaskClient,
    backend: Backend,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(backend.cameras, "listed", fail)
    response = client.get("/api/cameras", headers=world.ours.headers())
    body = response.get_json()
    assert (response.status_code, body["code"]) == (500, "internal")
    assert body["reference"] in caplog.text
    assert b"secret inside" not in response.data


def test_no_password_reaches_an_answer_or_the_log(
    client: FlaskClient, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    headers, one = world.ours.headers(), f"/api/cameras/{world.ours.camera_id}"
    answers = [
        client.get("/api/cameras", headers=headers),
        client.patch(one, headers=headers, json={"name": "gate 2"}),
        client.patch(one, headers=headers, json={"source": f"rtsp://a:{CAMERA_PASSWORD}@h:0/"}),
        client.post(
            "/api/cameras", headers=headers, json={"name": "gate 2", "source": f"rtsp://a:{CAMERA_PASSWORD}@h/"}
        ),
        client.post("/api/cameras", headers=headers, json={"name": 1, "source": f"rtsp://a:{CAMERA_PASSWORD}@h/"}),
        client.post("/api/cameras", headers=headers, json={"nome": "x", "source": [f"a:{CAMERA_PASSWORD}@h"]}),
        client.get("/api/auth/me", headers=headers),
        client.get("/health"),
    ]
    assert {response.status_code for response in answers} == {200, 400, 409}
    text = caplog.text + "".join(response.text for response in answers)
    assert "s3cr3t" not in text
    assert "argon2" not in text
