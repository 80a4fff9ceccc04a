"""Rules over HTTP: adding, refusing with a code, versions, bypass, and whether each applies now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient

from backend.adapters.database.repositories.rules import rules as stored_rules
from backend.adapters.inference.announcement import InferenceInfo, announce
from backend.core.events.timestamps import format_time
from backend.core.rules.faults import MOST_RULES
from backend.services.assembly import Backend
from tests.builders import World
from tests.integration.rules.test_zone_routes import SQUARE, drawn

HELMETS = {"name": "Helmets", "kind": "ppe", "items": ["helmet"]}
STAGES = [{"seconds": 600, "severity": "notice"}, {"seconds": 900, "severity": "critical"}]
WEEKDAYS = {"days": [1, 2, 3, 4, 5], "start": "00:00", "end": "24:00", "mode": "detect", "name": ""}
NEVER = {"name": "Never", "otherwise": "off"}


def rules_of(world: World) -> str:
    return f"/api/cameras/{world.ours.camera_id}/rules"


def added(client: FlaskClient, world: World, **body: Any) -> dict[str, Any]:
    response = client.post(rules_of(world), headers=world.ours.headers(), json={**HELMETS, **body})
    assert response.status_code == 201, response.data
    return dict(response.get_json())


def changed(client: FlaskClient, world: World, rule: dict[str, Any], **change: Any) -> dict[str, Any]:
    body = {"version": rule["version"], **change}
    response = client.patch(f"/api/rules/{rule['id']}", headers=world.ours.headers(), json=body)
    assert response.status_code == 200, response.data
    return dict(response.get_json())


def a_schedule(client: FlaskClient, world: World, body: dict[str, Any]) -> int:
    return int(client.post("/api/schedules", headers=world.ours.headers(), json=body).get_json()["id"])


def soon(**after: float) -> str:
    return format_time(datetime.now(UTC) + timedelta(**after))


def test_a_rule_is_added_with_the_defaults_and_listed(client: FlaskClient, world: World) -> None:
    rule = added(client, world)
    assert (rule["severity"], rule["minimum_seconds"], rule["zone_id"], rule["version"]) == ("warning", 1.0, None, 1)
    assert (rule["applies"], rule["inactive"], rule["warnings"], rule["bypass"]) == (True, None, [], None)
    one = f"/api/rules/{rule['id']}"
    assert client.get(one, headers=world.ours.headers("viewer")).get_json() == rule
    listed = client.get(rules_of(world), headers=world.ours.headers("viewer")).get_json()
    assert listed == {"items": [rule], "unreadable": []}


UNFIT: list[tuple[dict[str, Any], str, str]] = [
    ({"items": []}, "items", "no_items"),
    ({"items": ["cape"]}, "items", "unknown_item"),
    ({"minimum_seconds": 3600.1}, "minimum_seconds", "out_of_range"),
    ({"minimum_seconds": float("nan")}, "minimum_seconds", "out_of_range"),
    ({"entry_seconds": float("inf")}, "entry_seconds", "out_of_range"),
    ({"zone_id": 99}, "zone_id", "unknown_zone"),
    ({"schedule_id": 99}, "schedule_id", "unknown_schedule"),
    ({"most_people": 3}, "most_people", "of_another_kind"),
    ({"kind": "stays", "items": [], "stages": STAGES[::-1]}, "stages.1.seconds", "not_rising"),
    ({"name": ""}, "name", ""),
    ({"kind": "dance"}, "kind", ""),
    ({"severity": "fatal"}, "severity", ""),
    ({"enabled": 1}, "enabled", ""),
    ({"most_people": 1.5}, "most_people", ""),
    ({"zone_id": "1"}, "zone_id", ""),
]


def test_a_rule_that_cannot_be_is_refused_by_its_field_and_code(client: FlaskClient, world: World) -> None:
    for body, field, code in UNFIT:
        response = client.post(rules_of(world), headers=world.ours.headers(), json={**HELMETS, **body})
        assert response.status_code == 400, body
        error = response.get_json()["errors"][0]
        assert (error["field"], error["code"]) == (field, code)


def test_a_rule_names_a_zone_of_its_own_camera_that_is_there(client: FlaskClient, world: World) -> None:
    headers, zone = world.ours.headers(), drawn(client, world)
    theirs = client.post(
        f"/api/cameras/{world.theirs.camera_id}/zones",
        headers=world.theirs.headers(),
        json={"name": "Theirs", "corners": SQUARE},
    ).get_json()
    client.delete(f"/api/zones/{zone['id']}", headers=headers)
    for zone_id in (zone["id"], theirs["id"]):
        refused = client.post(rules_of(world), headers=headers, json={**HELMETS, "zone_id": zone_id})
        assert (refused.status_code, refused.get_json()["errors"][0]["code"]) == (400, "unknown_zone")


def test_a_change_is_a_new_version_and_the_old_one_shows_the_rule_as_it_was(client: FlaskClient, world: World) -> None:
    headers, zone = world.ours.headers(), drawn(client, world)
    rule = added(client, world, zone_id=zone["id"])
    moved = [[0.2, 0.2], [0.6, 0.2], [0.6, 0.6]]
    client.patch(f"/api/zones/{zone['id']}", headers=headers, json={"version": 1, "corners": moved, "name": "Bay"})
    rule = changed(client, world, client.get(f"/api/rules/{rule['id']}", headers=headers).get_json(), items=["vest"])
    assert (rule["version"], rule["items"]) == (3, ["vest"])
    one = f"/api/rules/{rule['id']}"
    versions = client.get(f"{one}/versions", headers=headers).get_json()["items"]
    assert [(v["version"], v["items"], v["zone"]["name"], v["zone"]["corners"]) for v in versions] == [
        (3, ["vest"], "Bay", moved),
        (2, ["helmet"], "Bay", moved),
        (1, ["helmet"], "Dock", SQUARE),
    ]
    assert [v["effective_to"] for v in versions] == [None, versions[0]["effective_from"], versions[1]["effective_from"]]
    assert versions[0]["by_name"] == "admin of ours"
    client.delete(one, headers=headers)
    assert client.get(one, headers=headers).status_code == 404
    first = client.get(f"{one}/versions/1", headers=headers).get_json()
    assert first == versions[2]
    assert client.get(f"{one}/versions/4", headers=headers).status_code == 404
    assert client.get(f"{one}/versions/3", headers=headers).get_json()["effective_to"] is not None
    restored = client.post(f"{one}/restore", headers=headers).get_json()
    assert (restored["version"], restored["zone_id"]) == (4, zone["id"])


def test_a_zones_colour_and_an_empty_change_make_no_version(client: FlaskClient, world: World) -> None:
    zone = drawn(client, world)
    rule = added(client, world, zone_id=zone["id"])
    client.patch(f"/api/zones/{zone['id']}", headers=world.ours.headers(), json={"version": 1, "colour": "#000000"})
    assert changed(client, world, rule, items=["helmet"], minimum_seconds=1)["version"] == 1


def test_of_two_who_change_a_rule_the_second_is_refused(client: FlaskClient, world: World) -> None:
    rule = added(client, world)
    changed(client, world, rule, severity="critical")
    body = {"version": rule["version"], "severity": "notice"}
    refused = client.patch(f"/api/rules/{rule['id']}", headers=world.ours.headers(), json=body)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "changed_meanwhile")


def test_a_rule_is_disabled_and_loses_its_zone_and_condition(client: FlaskClient, world: World) -> None:
    zone = drawn(client, world)
    rule = added(client, world, zone_id=zone["id"], condition={"name": "runs"})
    assert [warning["code"] for warning in rule["warnings"]] == ["condition_unknown"]
    off = changed(client, world, rule, enabled=False, zone_id=None, condition=None)
    assert (off["applies"], off["inactive"], off["zone_id"], off["condition"]) == (False, "disabled", None, None)


def test_a_bypass_holds_until_its_time_and_is_no_version(client: FlaskClient, backend: Backend, world: World) -> None:
    officer, rule = world.ours.headers("officer"), added(client, world)
    path = f"/api/rules/{rule['id']}/bypass"
    until = soon(hours=1)
    bypassed = client.put(path, headers=officer, json={"until": until, "reason": "Repair of the gate"}).get_json()
    assert (bypassed["applies"], bypassed["inactive"], bypassed["version"]) == (False, "bypassed", 1)
    assert bypassed["bypass"] == {"until": until, "by_name": "officer of ours", "reason": "Repair of the gate"}
    with backend.database.writing(world.ours.scope) as session:
        row = stored_rules.find(session, rule["id"])
        assert row is not None
        row.bypassed_until = datetime.now(UTC)
    expired = client.get(f"/api/rules/{rule['id']}", headers=officer).get_json()
    assert (expired["applies"], expired["bypass"]) == (True, None)
    client.put(path, headers=officer, json={"until": until, "reason": "Again"})
    assert client.delete(path, headers=officer).get_json()["applies"]
    assert (
        client.put(path, headers=world.ours.headers("viewer"), json={"until": until, "reason": "x"}).status_code == 403
    )


def test_a_bypass_that_cannot_be_is_refused(client: FlaskClient, world: World) -> None:
    path = f"/api/rules/{added(client, world)['id']}/bypass"
    for body, field, code in (
        ({"until": soon(hours=-1), "reason": "x"}, "until", "in_the_past"),
        ({"until": soon(days=7, minutes=1), "reason": "x"}, "until", "too_long"),
        ({"until": soon(hours=1), "reason": " "}, "reason", ""),
        ({"until": soon(hours=1)}, "reason", ""),
    ):
        response = client.put(path, headers=world.ours.headers(), json=body)
        assert response.status_code == 400
        error = response.get_json()["errors"][0]
        assert (error["field"], error["code"]) == (field, code)


def test_a_rule_outside_its_schedule_says_so_and_follows_a_change_of_it(client: FlaskClient, world: World) -> None:
    headers = world.ours.headers()
    schedule_id = a_schedule(client, world, NEVER)
    rule = added(client, world, schedule_id=schedule_id)
    assert (rule["applies"], rule["inactive"]) == (False, "schedule")
    one = f"/api/schedules/{schedule_id}"
    client.patch(one, headers=headers, json={"otherwise": "detect"})
    now = client.get(f"/api/rules/{rule['id']}", headers=headers).get_json()
    assert (now["applies"], now["version"]) == (True, 2)
    versions = client.get(f"/api/rules/{rule['id']}/versions", headers=headers).get_json()["items"]
    assert [version["schedule"]["otherwise"] for version in versions] == ["detect", "off"]
    assert {version["schedule_name"] for version in versions} == {"Never"}


def test_a_schedule_of_rules_is_deleted_only_with_release(client: FlaskClient, world: World) -> None:
    headers = world.ours.headers()
    schedule_id = a_schedule(client, world, NEVER)
    stays = {"kind": "stays", "items": [], "stages": STAGES, "after_hours_stages": STAGES}
    rule = added(client, world, schedule_id=schedule_id, **stays)
    refused = client.delete(f"/api/schedules/{schedule_id}", headers=headers)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "schedule_in_use")
    assert "Helmets" in refused.get_json()["detail"]
    assert client.delete(f"/api/schedules/{schedule_id}?release=true", headers=headers).status_code == 204
    now = client.get(f"/api/rules/{rule['id']}", headers=headers).get_json()
    assert (now["applies"], now["schedule_id"], now["after_hours_stages"], now["version"]) == (True, None, [], 2)
    assert client.get(f"/api/rules/{rule['id']}/versions/1", headers=headers).get_json()["schedule_name"] == "Never"


def test_an_item_that_the_model_has_no_class_for_is_accepted_with_a_warning(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    assert added(client, world, items=["vest"])["warnings"] == []  # no model runs: nothing is known
    info = InferenceInfo(
        name="m", sha256="0" * 64, engine="e", device="cpu", input_size=640, classes=("hat",), licence="",
        milliseconds={}, mapping={"hat": "helmet"},
    )  # fmt: skip
    announce(backend.redis, info)
    rule = added(client, world, name="Both", items=["helmet", "vest"])
    assert [(one["code"], one["values"]) for one in rule["warnings"]] == [("item_not_in_model", ["vest"])]


def test_a_camera_has_a_limited_number_of_rules_of_different_names(client: FlaskClient, world: World) -> None:
    for number in range(MOST_RULES):
        added(client, world, name=f"{number}")
    over = client.post(rules_of(world), headers=world.ours.headers(), json=HELMETS)
    assert (over.status_code, over.get_json()["code"]) == (409, "rule_limit")
    (first, *_) = client.get(rules_of(world), headers=world.ours.headers()).get_json()["items"]
    client.delete(f"/api/rules/{first['id']}", headers=world.ours.headers())
    twice = client.post(rules_of(world), headers=world.ours.headers(), json={**HELMETS, "name": "7"})
    assert (twice.status_code, twice.get_json()["code"]) == (409, "name_in_use")


def test_another_company_finds_no_rule(client: FlaskClient, world: World) -> None:
    one, stranger = f"/api/rules/{added(client, world)['id']}", world.theirs.headers()
    for path in (one, f"{one}/versions", f"{one}/versions/1", rules_of(world)):
        assert client.get(path, headers=stranger).status_code == 404
    assert client.patch(one, headers=stranger, json={"version": 1}).status_code == 404
    assert client.put(f"{one}/bypass", headers=stranger, json={"until": soon(days=9), "reason": "x"}).status_code == 404
    assert client.delete(one, headers=stranger).status_code == 404


def test_changes_of_rules_are_in_the_audit_with_before_and_after(client: FlaskClient, world: World) -> None:
    headers, rule = world.ours.headers(), added(client, world)
    changed(client, world, rule, severity="critical")
    one = f"/api/rules/{rule['id']}"
    client.put(f"{one}/bypass", headers=headers, json={"until": soon(hours=1), "reason": "Repair"})
    client.delete(f"{one}/bypass", headers=headers)
    client.delete(one, headers=headers)
    client.post(f"{one}/restore", headers=headers)
    entries = client.get("/api/audit?action=rule", headers=headers).get_json()["items"]
    assert [entry["action"].removeprefix("rule.") for entry in entries] == [
        *("restored", "deleted", "bypass_ended", "bypassed", "changed", "added")
    ]
    assert (entries[4]["detail"]["before"], entries[4]["detail"]["severity"]) == ({"severity": "warning"}, "critical")
    assert entries[3]["detail"]["reason"] == "Repair"


def test_a_stored_rule_that_cannot_be_read_is_shown_as_such_and_can_be_deleted(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    headers = world.ours.headers()
    kept, broken = added(client, world), added(client, world, name="Broken")
    with backend.database.writing(world.ours.scope) as session:
        row = stored_rules.find(session, broken["id"])
        assert row is not None
        row.definition = {"stages": [{"severity": "purple"}]}
    listed = client.get(rules_of(world), headers=headers).get_json()
    assert [rule["id"] for rule in listed["items"]] == [kept["id"]]
    assert listed["unreadable"] == [{"id": broken["id"], "name": "Broken"}]
    one = f"/api/rules/{broken['id']}"
    for response in (client.get(one, headers=headers), client.patch(one, headers=headers, json={"version": 1})):
        assert (response.status_code, response.get_json()["code"]) == (409, "unreadable")
    camera = f"/api/cameras/{world.ours.camera_id}"
    client.patch(camera, headers=headers, json={"enabled": False})
    assert client.get(camera, headers=headers).get_json()["reason"]["code"] == "rules_unreadable"
    assert client.delete(one, headers=headers).status_code == 204
    assert client.get(camera, headers=headers).get_json()["reason"] is None
