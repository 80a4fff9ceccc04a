"""Facts over HTTP: what other programs report, and the rules that follow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.adapters.database.repositories import companies, users
from backend.adapters.database.repositories.cameras import configs, find
from backend.adapters.database.tables import UserLimit
from backend.core.accounts.scope import Scope
from backend.core.events.timestamps import format_time
from backend.core.rules.rule import Fact
from backend.services.assembly import Backend
from backend.services.rules import facts
from tests.builders import World
from tests.integration.rules.test_rule_routes import added, soon


def reported(client: FlaskClient, world: World, name: str = "press runs", **body: Any) -> dict[str, Any]:
    response = client.put(f"/api/facts/{name}", headers=world.ours.headers("officer"), json={"value": True, **body})
    assert response.status_code == 200, response.data
    return dict(response.get_json())


def known_to_the_worker(backend: Backend, world: World) -> tuple[Fact, ...]:
    with backend.database.reading(Scope.installation()) as session:
        camera = find(session, world.ours.company_id, world.ours.camera_id)
        assert camera is not None
        return configs(session, [camera])[0].facts


def test_a_rule_follows_its_condition(client: FlaskClient, backend: Backend, world: World) -> None:
    headers = world.ours.headers()
    one = f"/api/rules/{added(client, world, condition={'name': 'press runs'})['id']}"
    assert client.get(one, headers=headers).get_json()["applies"]
    reported(client, world, value=False)
    assert client.get(one, headers=headers).get_json()["inactive"] == "condition"
    reported(client, world, value=True)
    assert client.get(one, headers=headers).get_json()["warnings"] == []
    assert known_to_the_worker(backend, world) == (Fact(name="press runs", value=True),)
    assert client.delete("/api/facts/press runs", headers=headers).status_code == 204
    assert client.delete("/api/facts/press runs", headers=headers).status_code == 404
    assert client.get(one, headers=headers).get_json()["applies"]


def test_a_fact_until_a_time_is_the_opposite_afterwards(client: FlaskClient, world: World) -> None:
    fact = reported(client, world, "maintenance", until=soon(seconds=0.3))
    assert (fact["value"], fact["value_now"], fact["by_name"]) == (True, True, "officer of ours")
    while datetime.now(UTC) < datetime.fromisoformat(fact["until"]):
        pass
    (now,) = client.get("/api/facts", headers=world.ours.headers("viewer")).get_json()["items"]
    assert (now["value"], now["value_now"]) == (True, False)


def test_the_fact_of_a_site_holds_before_the_companys(client: FlaskClient, backend: Backend, world: World) -> None:
    with backend.database.writing(Scope.installation()) as session:
        north = companies.add_site(session, world.ours.company_id, "north", "UTC", at=datetime.now(UTC)).id
    reported(client, world, value=True)
    reported(client, world, value=True, site_id=north)
    reported(client, world, value=False, site_id=world.ours.site_id)
    listed = client.get("/api/facts", headers=world.ours.headers()).get_json()["items"]
    assert [(fact["site_id"], fact["value"]) for fact in listed] == [
        *((None, True), (world.ours.site_id, False), (north, True))
    ]
    assert known_to_the_worker(backend, world) == (Fact(name="press runs", value=False),)
    path = f"/api/facts/press runs?site_id={world.ours.site_id}"
    assert client.delete(path, headers=world.ours.headers()).status_code == 204
    assert known_to_the_worker(backend, world) == (Fact(name="press runs", value=True),)


def test_a_fact_that_cannot_be_is_refused(client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    headers = world.ours.headers()
    past = format_time(datetime.now(UTC) - timedelta(seconds=1))
    for name, body, field in (
        ("x", {"value": True, "until": past}, "until"),
        ("x", {"value": 1}, "value"),
        ("x", {"value": True, "site_id": world.theirs.site_id}, "site_id"),
        ("%07", {"value": True}, "fact_name"),
        ("n" * 81, {"value": True}, "fact_name"),
    ):
        response = client.put(f"/api/facts/{name}", headers=headers, json=body)
        assert (response.status_code, response.get_json()["errors"][0]["field"]) == (400, field)
    monkeypatch.setattr(facts, "MOST_FACTS", 1)
    reported(client, world)
    over = client.put("/api/facts/another", headers=headers, json={"value": True})
    assert (over.status_code, over.get_json()["code"]) == (409, "fact_limit")
    reported(client, world, value=False)


def test_a_limited_officer_reports_facts_of_the_own_site_only(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    officer = world.ours.headers("officer")
    reported(client, world)
    with backend.database.writing(Scope.installation()) as session:
        user = users.by_id(session, world.ours.user_ids["officer"])
        assert user is not None
        user.is_limited = True
        session.add(UserLimit(company_id=world.ours.company_id, user_id=user.id, site_id=world.ours.site_id))
    for refused in (
        client.put("/api/facts/press runs", headers=officer, json={"value": False}),
        client.delete("/api/facts/press runs", headers=officer),
    ):
        assert (refused.status_code, refused.get_json()["code"]) == (403, "not_allowed")
    reported(client, world, value=False, site_id=world.ours.site_id)
    assert len(client.get("/api/facts", headers=officer).get_json()["items"]) == 2


def test_facts_of_another_company_are_not_there_and_viewers_report_none(client: FlaskClient, world: World) -> None:
    reported(client, world)
    assert client.get("/api/facts", headers=world.theirs.headers()).get_json()["items"] == []
    assert client.delete("/api/facts/press runs", headers=world.theirs.headers()).status_code == 404
    viewer = world.ours.headers("viewer")
    assert client.put("/api/facts/press runs", headers=viewer, json={"value": True}).status_code == 403


def test_the_same_fact_again_makes_no_entry_in_the_audit(client: FlaskClient, world: World) -> None:
    reported(client, world), reported(client, world), reported(client, world, value=False)
    client.delete("/api/facts/press runs", headers=world.ours.headers())
    entries = client.get("/api/audit?action=fact", headers=world.ours.headers()).get_json()["items"]
    assert [entry["action"] for entry in entries] == ["fact.removed", "fact.set", "fact.set"]
