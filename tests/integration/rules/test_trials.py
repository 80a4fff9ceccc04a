"""A rule is tried over stored tracks before it is saved, and the map shows where it can be judged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.adapters.database.tables import StoredZone
from backend.services.assembly import Backend
from backend.services.rules import trials
from tests.builders import World, batch_of, opened, stander, track_summary

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)
HALF = [[0.0, 0.0], [0.6, 0.0], [0.6, 1.0], [0.0, 1.0]]
BARE = {"states": (2, 2)}


def store(backend: Backend, world: World, since: datetime, seconds: int = 40, track: int = 1, **values: Any) -> None:
    backend.event_store.store(batch_of(track_summary(world.ours, stander(since, seconds, **values), track_id=track)))


def tried(client: FlaskClient, world: World, status: int = 200, **body: Any) -> dict[str, Any]:
    path = f"/api/cameras/{world.ours.camera_id}/rules/try"
    answer = client.post(path, json={"kind": "ppe", "items": ["helmet"], **body}, headers=world.ours.headers("admin"))
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json
    return found


def test_a_trial_counts_what_the_rule_would_have_raised(backend: Backend, world: World, client: FlaskClient) -> None:
    store(backend, world, NOW - 3 * HOUR)
    store(backend, world, NOW - 2 * HOUR, track=2, **BARE)
    store(backend, world, NOW - 1 * HOUR, track=3, x=0.9, **BARE)
    body = tried(client, world, corners=HALF)
    assert (body["raised"], body["people"], body["person_seconds"]) == (1, 2, 80)
    assert (body["known"], body["confirmed"], body["truncated"]) == (0, None, False)
    assert body["not_assessable_share"] == 0
    assert body["by_severity"] == {"notice": 0, "warning": 1, "critical": 0}
    assert [(one["people"], one["violation_id"], one["has_pictures"]) for one in body["examples"]] == [(1, None, False)]
    assert tried(client, world)["raised"] == 2


def test_a_violation_that_was_stored_then_gives_its_pictures(
    backend: Backend, world: World, client: FlaskClient
) -> None:
    store(backend, world, NOW - 2 * HOUR, **BARE)
    store(backend, world, NOW - 1 * HOUR, track=2, **BARE)
    helmet = opened(world.ours, at=NOW - 2 * HOUR + timedelta(seconds=4))
    vest = opened(world.ours, at=NOW - 1 * HOUR, item="vest")
    for event in (helmet, vest):
        backend.event_store.store(event)
    body = tried(client, world)
    assert (body["raised"], body["known"], body["confirmed"]) == (2, 1, None)
    assert [(one["violation_id"], one["has_pictures"]) for one in body["examples"]] == [
        (helmet.id, True),
        (None, False),
    ]


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ({"kind": "restricted", "items": []}, 2),
        ({"kind": "restricted", "items": [], "entry_seconds": 39.5}, 0),
        ({"kind": "at_most", "items": [], "most_people": 1}, 1),
        ({"kind": "at_most", "items": [], "most_people": 2}, 0),
        ({"kind": "stays", "items": [], "stages": [{"seconds": 30, "severity": "notice"}]}, 2),
        ({"kind": "stays", "items": [], "stages": [{"seconds": 60, "severity": "notice"}]}, 0),
    ],
)
def test_each_kind_of_rule_can_be_tried(
    backend: Backend, world: World, client: FlaskClient, rule: dict[str, Any], count: int
) -> None:
    store(backend, world, NOW - HOUR)
    store(backend, world, NOW - HOUR, track=2, x=0.3)
    body = tried(client, world, corners=HALF, **rule)
    assert (body["raised"], body["not_assessable_share"], body["items"]) == (count, None, [])


def test_only_the_days_that_are_asked_for_count(backend: Backend, world: World, client: FlaskClient) -> None:
    store(backend, world, NOW - timedelta(days=5), **BARE)
    assert [tried(client, world, days=days)["raised"] for days in (1, 4, 6, 14)] == [0, 0, 1, 1]


def test_a_zone_where_people_are_too_small_is_named(backend: Backend, world: World, client: FlaskClient) -> None:
    store(backend, world, NOW - HOUR, height=0.1, states=(3, 3))
    body = tried(client, world)
    assert (body["raised"], body["not_assessable_share"], body["median_height"]) == (0, 1, 38.4)
    assert [(one["item"], one["is_too_small"], one["is_without_colour"]) for one in body["items"]] == [
        ("helmet", True, False)
    ]


def test_a_zone_without_colour_is_named_for_vests(backend: Backend, world: World, client: FlaskClient) -> None:
    store(backend, world, NOW - HOUR, colour=False)
    (item,) = tried(client, world, items=["vest"])["items"]
    assert (item["is_without_colour"], item["no_colour_share"]) == (True, 1)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"corners": [[0, 0], [1, 1], [1, 0], [0, 1]]}, "corners"),
        ({"corners": [[0, 0], [1, 1]]}, "corners"),
        ({"zone_id": 999}, "zone_id"),
        ({"schedule_id": 999}, "schedule_id"),
        ({"items": []}, "items"),
        ({"kind": "stays", "items": []}, "stages"),
        ({"minimum_seconds": -1}, "minimum_seconds"),
    ],
)
def test_a_rule_that_could_not_be_saved_is_not_tried(
    world: World, client: FlaskClient, body: dict[str, Any], field: str
) -> None:
    errors = tried(client, world, 400, **body)["errors"]
    assert [one["field"] for one in errors] == [field]


def test_a_saved_zone_can_be_named(backend: Backend, world: World, client: FlaskClient) -> None:
    path = f"/api/cameras/{world.ours.camera_id}/zones"
    zone = client.post(path, json={"name": "Half", "corners": HALF}, headers=world.ours.headers()).json
    store(backend, world, NOW - HOUR, **BARE)
    store(backend, world, NOW - HOUR, track=2, x=0.9, **BARE)
    assert tried(client, world, zone_id=zone["id"])["raised"] == 1
    ignored = {"name": "Poster", "kind": "ignore", "corners": HALF}
    client.post(path, json=ignored, headers=world.ours.headers())
    assert tried(client, world, zone_id=zone["id"])["raised"] == 0
    assert tried(client, world)["raised"] == 1


def test_too_many_tracks_are_tried_from_the_newest(
    backend: Backend, world: World, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "read_tracks", lambda *given: trials_read(*given, most=2))
    for hours in (5, 4, 3):
        store(backend, world, NOW - hours * HOUR, track=hours, **BARE)
    body = tried(client, world)
    assert (body["raised"], body["truncated"]) == (2, True)
    assert datetime.fromisoformat(body["since"]) == NOW - 4 * HOUR


trials_read = trials.read_tracks


def mapped(client: FlaskClient, world: World) -> dict[str, Any]:
    path = f"/api/cameras/{world.ours.camera_id}/assessability"
    answer = client.get(path, headers=world.ours.headers("viewer"))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def test_the_map_shows_where_people_stood_and_the_health_of_rules(
    backend: Backend, world: World, client: FlaskClient
) -> None:
    zones = f"/api/cameras/{world.ours.camera_id}/zones"
    corner = [[0.8, 0.0], [1.0, 0.0], [1.0, 0.2], [0.8, 0.2]]
    zone = client.post(zones, json={"name": "Corner", "corners": corner}, headers=world.ours.headers()).json
    rule = {"name": "Corner", "kind": "restricted", "zone_id": zone["id"]}
    rule_id = client.post(f"/api/cameras/{world.ours.camera_id}/rules", json=rule, headers=world.ours.headers()).json[
        "id"
    ]
    store(backend, world, NOW - HOUR)
    body = mapped(client, world)
    (cell,) = body["cells"]
    assert (body["columns"], body["rows"], cell["column"], cell["row"], cell["people"]) == (16, 9, 8, 5, 1)
    shares = {one["item"]: (one["assessable_share"], one["is_too_small"]) for one in cell["items"]}
    assert shares == {"helmet": (1, False), "vest": (1, False)}
    assert [one["colour_share"] for one in body["hours"]] == [1]
    health = {one["rule_id"]: (one["last_person_at"] is not None, one["is_quiet"]) for one in body["rules"]}
    assert health == {"anywhere": (True, False), str(rule_id): (False, True)}


def test_a_camera_without_tracks_has_an_empty_map(world: World, client: FlaskClient) -> None:
    body = mapped(client, world)
    assert (body["cells"], body["hours"], body["truncated"]) == ([], [], False)
    assert [(one["rule_id"], one["is_quiet"]) for one in body["rules"]] == [("anywhere", True)]


def test_a_stored_zone_that_cannot_be_read_is_refused(backend: Backend, world: World, client: FlaskClient) -> None:
    path = f"/api/cameras/{world.ours.camera_id}/zones"
    zone = client.post(path, json={"name": "Half", "corners": HALF}, headers=world.ours.headers()).json
    with backend.database.writing(world.ours.scope) as session:
        row = session.get(StoredZone, zone["id"])
        assert row is not None
        row.kind = "unknown"
    assert tried(client, world, 400, zone_id=zone["id"])["errors"][0]["field"] == "zone_id"
