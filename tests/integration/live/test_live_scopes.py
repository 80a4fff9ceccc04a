"""Sockets: who is sent what, by scope. Each handler and each message of the namespace is part of the walk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIOTestClient

from backend.adapters.database.repositories import cameras, companies, users
from backend.adapters.database.tables import Camera, User, UserLimit
from backend.core.accounts.scope import Scope
from backend.routes.live.event_messages import MESSAGES
from backend.routes.live.events import NAMESPACE, RECHECK_SECONDS, LiveEvents
from backend.services.assembly import Backend
from tests.builders import START, World, access_token, camera_changed, closed, opened, reopened, updated

EVERYTHING = Scope.installation()


@pytest.fixture
def live(app: Flask) -> LiveEvents:
    found: LiveEvents = app.extensions["mandor.live"]
    return found


@pytest.fixture
def north(backend: Backend, world: World) -> tuple[int, int, int]:
    """Another site of ours: its id, its camera, and a viewer who is limited to it."""
    company_id, viewer = world.ours.company_id, world.ours.user_ids["viewer"]
    with backend.database.writing(EVERYTHING) as session:
        site = companies.add_site(session, company_id, "north", "UTC", at=START)
        values: dict[str, Any] = {"source": "demo:x", "mode": "detect", "enabled": True, "demo": True, "at": START}
        camera = cameras.add(session, company_id, site.id, name="north door", **values)
        session.get_one(User, viewer).is_limited = True
        session.add(UserLimit(company_id=company_id, user_id=viewer, site_id=site.id))
        return site.id, camera.id, viewer


def connect(app: Flask, user_id: int) -> SocketIOTestClient:
    token = access_token(user_id)
    return app.extensions["socketio"].test_client(app, namespace=NAMESPACE, auth={"token": token})


def received(client: SocketIOTestClient) -> list[tuple[str, Any]]:
    return [(one["name"], one["args"][0]) for one in client.get_received(NAMESPACE)]


def test_every_handler_and_every_message_is_known_to_this_walk(app: Flask) -> None:
    handlers = app.extensions["socketio"].server.handlers[NAMESPACE]
    assert set(handlers) == {"connect", "disconnect", "watch", "unwatch"}, "walk the new handler in this file"
    known = {"violation.opened", "violation.updated", "violation.closed", "violation.reopened"}
    assert set(MESSAGES) == known, "walk the new message here"


def test_without_a_valid_token_no_socket_opens(app: Flask, backend: Backend, world: World) -> None:
    now, admin = datetime.now(UTC), world.ours.user_ids["admin"]
    with backend.database.writing(EVERYTHING) as session:
        session.get_one(User, world.ours.user_ids["viewer"]).disabled_at = now
    expired = access_token(admin, at=now - timedelta(hours=2))
    for auth in (None, {}, {"token": 1}, {"token": ""}, {"token": expired}, {"token": world.ours.tokens["viewer"]}):
        client = app.extensions["socketio"].test_client(app, namespace=NAMESPACE, auth=auth)
        assert not client.is_connected(NAMESPACE), auth
    assert connect(app, admin).is_connected(NAMESPACE)


def test_cameras_are_sent_to_those_who_see_them(
    app: Flask, live: LiveEvents, world: World, north: tuple[int, int, int]
) -> None:
    _, north_camera, limited = north
    clients = {
        "ours": connect(app, world.ours.user_ids["admin"]),
        "limited": connect(app, limited),
        "theirs": connect(app, world.theirs.user_ids["admin"]),
    }
    live.publish_cameras(at=datetime.now(UTC))
    sent = {name: {body["id"] for _, body in received(client)} for name, client in clients.items()}
    assert sent == {
        "ours": {world.ours.camera_id, north_camera},
        "limited": {north_camera},
        "theirs": {world.theirs.camera_id},
    }


def test_violations_are_sent_to_those_who_see_them_with_pictures_of_their_own(
    app: Flask, backend: Backend, client: FlaskClient, world: World, north: tuple[int, int, int]
) -> None:
    north_site, north_camera, limited = north
    sockets = {
        "ours": connect(app, world.ours.user_ids["admin"]),
        "limited": connect(app, limited),
        "theirs": connect(app, world.theirs.user_ids["admin"]),
    }
    first = opened(world.ours)
    there = replace(opened(world.ours), site_id=north_site, camera_id=north_camera)
    ends = [
        updated(world.ours, first.id, at=START + timedelta(seconds=1)),
        closed(world.ours, first.id, at=START),
        reopened(world.ours, first.id, at=START),
    ]
    for event in (first, there, *ends, camera_changed(world.ours, "live", at=START)):
        backend.event_store.take(event)
    bodies = {name: [body for _, body in received(socket)] for name, socket in sockets.items()}
    assert [body["kind"] for body in bodies["ours"]] == ["opened", "opened", "updated", "closed", "reopened"]
    assert [body["violation"]["id"] for body in bodies["limited"]] == [there.id]
    assert bodies["theirs"] == []
    shown = {name: bodies[name][-1]["violation"]["evidence"]["crop"] for name in ("ours", "limited")}
    assert shown["ours"] != shown["limited"]
    assert [client.get(path).status_code for path in shown.values()] == [200, 200]
    with backend.database.writing(EVERYTHING) as session:
        session.get_one(User, limited).disabled_at = START
    assert [client.get(path).status_code for path in shown.values()] == [200, 401]


def test_a_camera_outside_the_scope_cannot_be_watched(app: Flask, world: World, north: tuple[int, int, int]) -> None:
    _, north_camera, limited = north
    asked = {
        (world.ours.user_ids["admin"], world.ours.camera_id): {"ok": True},
        (limited, north_camera): {"ok": True},
        (limited, world.ours.camera_id): {"ok": False, "code": "not_found"},
        (world.theirs.user_ids["admin"], world.ours.camera_id): {"ok": False, "code": "not_found"},
    }
    for (user_id, camera_id), answer in asked.items():
        client = connect(app, user_id)
        found = client.emit("watch", {"camera_id": camera_id}, namespace=NAMESPACE, callback=True)
        assert found == answer, (user_id, camera_id)
        client.disconnect(NAMESPACE)


def test_a_camera_that_is_moved_away_leaves_those_who_saw_it(
    app: Flask, backend: Backend, live: LiveEvents, world: World, north: tuple[int, int, int]
) -> None:
    _, north_camera, limited = north
    client, admin = connect(app, limited), connect(app, world.ours.user_ids["admin"])
    assert client.emit("watch", {"camera_id": north_camera}, namespace=NAMESPACE, callback=True) == {"ok": True}
    live.publish_cameras(at=datetime.now(UTC))
    received(client), received(admin)
    with backend.database.writing(EVERYTHING) as session:
        session.get_one(Camera, north_camera).site_id = world.ours.site_id
    live.publish_cameras(at=datetime.now(UTC))
    assert received(client) == [("camera_removed", {"id": north_camera})]
    assert [(name, body["site_id"]) for name, body in received(admin)] == [("camera", world.ours.site_id)]
    assert backend.subscription._readers == {}


def test_a_user_whose_limits_change_is_disconnected(
    app: Flask, backend: Backend, live: LiveEvents, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, viewer = (world.ours.user_ids[role] for role in ("officer", "viewer"))
    changed, same = connect(app, officer), connect(app, viewer)
    with backend.database.writing(EVERYTHING) as session:
        found = users.by_id(session, officer)
        assert found is not None
        found.is_limited = True
    later = live._monotonic() + RECHECK_SECONDS
    monkeypatch.setattr(live, "_monotonic", lambda: later)
    live.publish_cameras(at=datetime.now(UTC))
    assert (changed.is_connected(NAMESPACE), same.is_connected(NAMESPACE)) == (False, True)
