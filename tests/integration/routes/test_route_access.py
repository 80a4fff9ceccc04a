"""Nobody sees another company's anything: every route, with no token, a wrong one, a dead one and a stranger's."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from backend.adapters.accounts.tokens import Tokens
from backend.adapters.database.repositories import dead_letters
from backend.adapters.database.tables import User
from backend.adapters.live.frames import LiveFrame, publish
from backend.core.accounts.scope import Scope
from backend.core.events.wire import to_wire
from backend.core.schedules.schedule import WeeklySchedule
from backend.routes.operation import operation_of
from backend.services.assembly import Backend
from tests.builders import SECRET_KEY, World, access_token, closed, opened

SECRETS = (b"gate of ours", b"10.9.8.7", b"night of ours", b"jpeg of ours", b"\xff\xd8crop", b"\xff\xd8wide", b"s3cr3t")
BODIES = {
    "/api/cameras": {"name": "new", "source": "demo:warehouse"},
    "/api/cameras/test": {"source": "demo:warehouse"},
    "/api/schedules": {"name": "night of theirs", "otherwise": "off"},
    "/api/schedules/preview": {"otherwise": "off"},
    "/api/cameras/1/mode": {"mode": "detect", "until": None},
}
PUBLIC = {"/health", "/metrics", "/api/auth/login"}
"""`/metrics` is open to this machine only: see test_metrics."""
OWN_ONLY = {
    "/api/openapi.json",
    "/api/docs",
    "/api/auth/me",
    "/api/cameras",
    "/api/violations",
    "/api/models/info",
    "/api/stats/coverage",
    "/api/system/storage",
    "/api/system",
    "/api/cameras/test",
    "/api/system/dead-letters",
    "/api/system/dead-letters/retry-all",
    "/api/schedules",
    "/api/schedules/preview",
}
"""Routes that name nothing of ours: a stranger gets their own."""


@pytest.fixture
def violation_id(backend: Backend, world: World) -> str:
    event = opened(world.ours)
    backend.event_store.store(event)
    frame = LiveFrame(
        camera_id=world.ours.camera_id, seq=1, at="", width=1, height=1, people=(), judged=True, jpeg=b"jpeg of ours"
    )
    publish(backend.redis, frame)
    letter = to_wire(closed(world.ours, opened(world.ours).id, at=event.at))
    fields = {name.encode(): value for name, value in letter.items()}
    with backend.database.writing(Scope.installation()) as session:
        dead_letters.add(session, fields, code="never_opened", reason="of the gate of ours", at=event.at)
    backend.schedules.create(world.ours.company_id, WeeklySchedule(name="night of ours", otherwise="off"), at=event.at)
    return event.id


def routes(app: Flask) -> list[tuple[str, Rule]]:
    found = []
    for rule in app.url_map.iter_rules():
        operation = operation_of(app.view_functions[rule.endpoint])
        assert operation is not None, f"{rule} was not made with `operation`"
        found.append((operation.method, rule))
    return found


def path_of(rule: Rule, camera_id: int, violation_id: str) -> str:
    first = {"letter_id": "1", "schedule_id": "1", "site_id": "1"}  # ours were made first
    values = {"camera_id": str(camera_id), "violation_id": violation_id, **first}
    return re.sub(r"<[^>]*?(\w+)>", lambda match: values[match[1]], rule.rule)


def call(client: FlaskClient, method: str, path: str, headers: dict[str, str], query: str = "") -> TestResponse:
    body = None if method in ("GET", "DELETE") else BODIES.get(path, {})
    return client.open(path + query, method=method, headers=headers, json=body)


def assert_refused(response: TestResponse, allowed: tuple[int, ...], what: str) -> None:
    assert response.status_code in allowed, f"{what}: {response.status_code}"
    assert response.mimetype == "application/problem+json", what
    assert not any(secret in response.data for secret in SECRETS), what


def test_without_a_valid_token_every_route_is_closed(
    app: Flask, client: FlaskClient, backend: Backend, world: World, violation_id: str
) -> None:
    tokens = Tokens(SECRET_KEY)
    now = datetime.now(UTC)
    with backend.database.writing(Scope.installation()) as session:
        _delete_user(session, world.ours.user_ids["officer"])
        found = session.get(User, world.ours.user_ids["viewer"])
        assert found is not None
        found.disabled_at = now
    wrong = {
        "none": {},
        "garbage": {"Authorization": "Bearer garbage"},
        "no scheme": {"Authorization": world.ours.tokens["admin"]},
        "deleted": world.ours.headers("officer"),
        "disabled": world.ours.headers("viewer"),
        "expired": {
            "Authorization": f"Bearer {access_token(world.ours.user_ids['admin'], at=now - timedelta(hours=2))}"
        },
        "old password": {
            "Authorization": "Bearer "
            + tokens.access(world.ours.user_ids["admin"], "0" * 16, at=now, lifetime=timedelta(hours=1))
        },
        "a stream token": {
            "Authorization": "Bearer " + tokens.stream(world.ours.camera_id, 1, "0" * 16, at=now),
        },
    }
    checked = 0
    for method, rule in routes(app):
        if rule.rule in PUBLIC:
            continue
        path = path_of(rule, world.ours.camera_id, violation_id)
        for name, headers in wrong.items():
            assert_refused(call(client, method, path, headers), (401,), f"{name}: {method} {path}")
        if operation_of(app.view_functions[rule.endpoint]).access == "token_in_query":  # type: ignore[union-attr]
            for token in ("garbage", world.ours.tokens["admin"]):
                assert_refused(call(client, method, path, {}, f"?token={token}"), (401,), f"query {path}")
        checked += 1
    assert checked >= 15


def test_a_stranger_finds_nothing_of_ours(app: Flask, client: FlaskClient, world: World, violation_id: str) -> None:
    for method, rule in routes(app):
        if rule.rule in PUBLIC:
            continue
        path = path_of(rule, world.ours.camera_id, violation_id)
        response = call(client, method, path, world.theirs.headers())
        if rule.rule in OWN_ONLY:
            assert not any(secret in response.data for secret in SECRETS[:1] + SECRETS[2:]), path
        else:
            assert_refused(response, (404,), f"{method} {path}")


def test_a_strangers_tokens_for_pictures_open_nothing_of_ours(
    client: FlaskClient, world: World, violation_id: str
) -> None:
    tokens, now = Tokens(SECRET_KEY), datetime.now(UTC)
    answer = client.post(f"/api/cameras/{world.theirs.camera_id}/stream-token", headers=world.theirs.headers())
    stream = answer.get_json()["token"]
    for path in (f"/stream/{world.ours.camera_id}.mjpg", f"/stream/{world.ours.camera_id}/snapshot.jpg"):
        assert_refused(client.get(path, query_string={"token": stream}), (401,), path)
    forged = {
        tokens.evidence(violation_id, world.theirs.company_id, at=now): 404,
        tokens.evidence("another", world.ours.company_id, at=now): 401,
    }
    for token, status in forged.items():
        path = f"/api/violations/{violation_id}/crop.jpg"
        assert_refused(client.get(path, query_string={"token": token}), (status,), path)


@pytest.mark.parametrize("role", ["officer", "viewer"])
def test_only_an_administrator_changes_cameras(client: FlaskClient, world: World, role: str) -> None:
    one = f"/api/cameras/{world.ours.camera_id}"
    headers = world.ours.headers(role)
    assert client.get(one, headers=headers).status_code == 200
    refused = [
        client.post("/api/cameras", headers=headers, json=BODIES["/api/cameras"]),
        client.patch(one, headers=headers, json={"name": "x"}),
        client.delete(one, headers=headers),
        client.post(f"{one}/restore", headers=headers),
        client.post("/api/cameras/test", headers=headers, json=BODIES["/api/cameras/test"]),
    ]
    assert [(r.status_code, r.get_json()["code"]) for r in refused] == [(403, "not_allowed")] * 5


def documented(client: FlaskClient, world: World) -> dict[str, dict[str, dict[str, object]]]:
    paths: dict[str, dict[str, dict[str, object]]] = client.get(
        "/api/openapi.json", headers=world.ours.headers()
    ).get_json()["paths"]
    return paths


def test_openapi_describes_every_route_with_a_summary_and_an_answer(
    app: Flask, client: FlaskClient, world: World
) -> None:
    paths = documented(client, world)
    for method, rule in routes(app):
        described = paths[re.sub(r"<[^>]*?(\w+)>", r"{\1}", rule.rule)][method.lower()]
        assert described["summary"], f"{method} {rule.rule}"
        assert {"default"} < set(described["responses"]), f"{method} {rule.rule}"  # type: ignore[call-overload]


def test_the_guide_names_no_route_that_does_not_exist(client: FlaskClient, world: World) -> None:
    text = (Path(__file__).parents[3] / "docs" / "api.md").read_text()
    known = {
        (m.upper(), re.sub(r"{\w+}", "<id>", path)) for path, found in documented(client, world).items() for m in found
    }
    named = set(re.findall(r"`(GET|POST|PUT|PATCH|DELETE) (/[^\s`?]+)`", text))
    assert len(named) > 10
    assert named <= known


def _delete_user(session: Session, user_id: int) -> None:
    session.delete(session.get(User, user_id))
