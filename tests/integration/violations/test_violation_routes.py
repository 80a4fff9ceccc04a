"""Violations over HTTP: pages without gaps or repetition, filters, pictures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import violations
from backend.adapters.database.repositories.violations import ViolationQuery
from backend.adapters.evidence.store import EvidenceStore
from backend.core.accounts.scope import Scope
from backend.core.events.event_id import uuid7
from backend.services.assembly import Backend
from backend.services.violations.demo_pruning import DemoPruning
from tests.builders import CROP, START, WIDE, World, opened

MINUTE = timedelta(minutes=1)


def ids(client: FlaskClient, world: World, query: str = "") -> list[str]:
    found: list[str] = []
    cursor = ""
    while cursor is not None:
        page = client.get(f"/api/violations?{query}&cursor={cursor}", headers=world.ours.headers()).get_json()
        found += [violation["id"] for violation in page["items"]]
        cursor = page["next_cursor"]
    return found


def test_pages_neither_repeat_nor_skip_even_at_the_same_moment(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    events = [opened(world.ours, at=START + (n // 3) * MINUTE, id=uuid7(START, bytes([n]) * 10)) for n in range(10)]
    for event in events:
        backend.event_store.store(event)
    backend.event_store.store(opened(world.theirs))
    newest_first = [e.id for e in sorted(events, key=lambda e: (e.opened_at, e.id), reverse=True)]
    assert ids(client, world, "limit=1") == newest_first
    assert ids(client, world, "limit=4") == newest_first
    assert ids(client, world) == newest_first


def test_filters_narrow_the_list(client: FlaskClient, backend: Backend, world: World) -> None:
    events = [opened(world.ours, at=START + n * MINUTE, item=item) for n, item in enumerate(["helmet", "vest"] * 2)]
    for event in events:
        backend.event_store.store(event)
    by_id = [event.id for event in events]
    assert ids(client, world, "item=vest") == [by_id[3], by_id[1]]
    assert ids(client, world, "since=2026-11-21T02:20:03.123Z&until=2026-11-21T02:22:03.123Z") == by_id[2:0:-1]
    assert ids(client, world, f"camera_id={world.ours.camera_id}&item=") == by_id[::-1]
    assert ids(client, world, f"camera_id={world.theirs.camera_id}") == []


def test_rules_zones_and_severities_narrow_the_list(client: FlaskClient, backend: Backend, world: World) -> None:
    at_dock = {"rule_id": "5", "rule_version": 1, "zone_id": 3, "severity": "critical"}
    events = [
        opened(world.ours, at=START),
        opened(world.ours, at=START + MINUTE, items=("helmet", "vest"), **at_dock),
        opened(world.ours, at=START + 2 * MINUTE, item=None, rule_kind="restricted", rule_id="6", severity="notice"),
    ]
    for event in events:
        backend.event_store.store(event)
    anywhere, dock, restricted = (event.id for event in events)
    assert ids(client, world, "item=vest") == [dock]
    assert ids(client, world, "item=helmet") == [dock, anywhere]
    assert ids(client, world, "rule_id=5") == ids(client, world, "zone_id=3") == [dock]
    assert ids(client, world, "rule_id=anywhere") == [anywhere]
    assert ids(client, world, "severity=notice") == [restricted]
    assert ids(client, world, "severity=critical&item=vest") == [dock]
    assert ids(client, world, "severity=warning") == []


def test_a_violation_shows_its_rule_and_names_as_they_were_and_its_delay(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    event = opened(
        world.ours,
        items=("helmet", "vest"),
        decided_at=START + timedelta(seconds=1.4),
        rule_id="5",
        rule_version=2,
        rule_name="Dock",
        zone_id=3,
        zone_name="Dock 1",
        severity="critical",
        track_id=41,
        camera_name="gate at the time",
        site_name="plant at the time",
    )
    backend.event_store.store(event)
    headers = world.ours.headers()
    client.patch(f"/api/sites/{world.ours.site_id}", headers=headers, json={"name": "another"})
    found = client.get(f"/api/violations/{event.id}", headers=headers).get_json()
    assert (found["item"], found["items"], found["rule_kind"]) == ("helmet", ["helmet", "vest"], "ppe")
    assert (found["rule_id"], found["rule_version"], found["rule_name"]) == ("5", 2, "Dock")
    assert (found["zone_id"], found["zone_name"], found["severity"]) == (3, "Dock 1", "critical")
    assert (found["track_id"], found["site_name"]) == (41, "plant at the time")
    assert found["camera_name"] == "gate of ours", "as it is called now"
    assert (found["decided_at"], found["delay_seconds"]) == ("2026-11-21T02:19:04.523Z", 1.4)


@pytest.mark.parametrize(
    "query",
    [
        "severity=worst",
        "zone_id=x",
        "limit=0",
        "limit=201",
        "limit=x",
        "item=shoes",
        "since=yesterday",
        "since=2026-11-21T02:20:03",
        "since=0001-01-01T00:00:00%2B14:00",
        "camera_id=99999999999999999999",
        "cursor=AAAA",
        "cursor=%00",
        "cursor=MDAwMS0wMS0wMVQwMDowMDowMCsxNDowMCB4",
        "colour=red",
    ],
)
def test_a_query_that_does_not_fit_is_refused(client: FlaskClient, world: World, query: str) -> None:
    response = client.get(f"/api/violations?{query}", headers=world.ours.headers())
    assert (response.status_code, response.get_json()["code"]) == (400, "invalid_input")


def test_a_violation_shows_its_pictures_with_their_token(client: FlaskClient, backend: Backend, world: World) -> None:
    event = opened(world.ours)
    backend.event_store.store(event)
    violation = client.get(f"/api/violations/{event.id}", headers=world.ours.headers()).get_json()
    assert (violation["opened_at"], violation["box"]) == ("2026-11-21T02:19:03.123Z", [0.1, 0.2, 0.3, 0.8])
    crop = client.get(violation["evidence"]["crop"])
    assert (crop.data, crop.mimetype) == (CROP, "image/jpeg")
    assert "max-age" in crop.headers["Cache-Control"]
    assert client.get(violation["evidence"]["wide"]).data == WIDE
    plain = client.get(f"/api/violations/{event.id}/wide.jpg", headers=world.ours.headers())
    assert plain.data == WIDE


@pytest.mark.parametrize("odd", ["x", "..%2f..%2fetc%2fpasswd", "00000000-0000-0000-0000-000000000000"])
def test_an_id_that_is_none_finds_nothing(client: FlaskClient, world: World, odd: str) -> None:
    for path in (f"/api/violations/{odd}", f"/api/violations/{odd}/crop.jpg"):
        assert client.get(path, headers=world.ours.headers()).status_code == 404


def test_demonstrations_keep_their_newest_violations_only(client: FlaskClient, backend: Backend, world: World) -> None:
    headers, one = world.ours.headers(), f"/api/cameras/{world.ours.camera_id}"
    real = opened(world.ours, at=START - MINUTE)
    backend.event_store.store(real)
    client.patch(one, headers=headers, json={"source": "demo:warehouse"})
    events = [opened(world.ours, at=START + n * MINUTE) for n in range(6)]
    for event in events:
        backend.event_store.store(event)
    foreign = opened(world.theirs)
    backend.event_store.store(foreign)
    pruning = DemoPruning(backend.database, backend_evidence(backend), keep=4)
    assert pruning.step()
    assert not pruning.step()
    kept = ids(client, world)
    assert kept == [event.id for event in events[:1:-1]] + [real.id]
    assert all(client.get(f"/api/violations/{i}/crop.jpg", headers=headers).status_code == 200 for i in kept)
    gone = [event.id for event in events[:2]]
    assert not any(list(backend_evidence(backend)._root.rglob(i)) for i in gone)
    assert client.get(f"/api/violations/{foreign.id}", headers=world.theirs.headers()).status_code == 200


def test_a_list_without_demonstrations_holds_none_and_the_other_way_round(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    headers, one = world.ours.headers(), f"/api/cameras/{world.ours.camera_id}"
    real = opened(world.ours, at=START)
    backend.event_store.store(real)
    client.patch(one, headers=headers, json={"source": "demo:warehouse"})
    demo = opened(world.ours, at=START + MINUTE)
    backend.event_store.store(demo)

    def listed(query: str) -> list[tuple[str, bool]]:
        body = client.get(f"/api/violations?{query}", headers=headers).get_json()
        return [(item["id"], item["demo"]) for item in body["items"]]

    assert listed("demo=false") == [(real.id, False)]
    assert listed("demo=true") == [(demo.id, True)]
    assert listed("demo=") == [(demo.id, True), (real.id, False)]


def test_the_list_is_the_same_on_both_databases(database: Database) -> None:
    with database.reading(Scope.installation()) as session:
        assert violations.listed(session, 1, ViolationQuery(since=START, before=(START, "x"), item="vest")) == []


def backend_evidence(backend: Backend) -> EvidenceStore:
    return backend.violations._evidence
