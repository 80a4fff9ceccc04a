"""Zones over HTTP: drawing, refusing with a reason, changing, copying, deleting and restoring."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient

from backend.adapters.database.repositories import camera_changes, cameras
from backend.adapters.database.repositories.rules.zones import find
from backend.core.accounts.scope import Scope
from backend.core.events.camera import CameraChanged
from backend.core.events.event_id import uuid7
from backend.core.zones.faults import MOST_ZONES
from backend.services.assembly import Backend
from tests.builders import CompanyOfWorld, World, report_live

SQUARE = [[0.1, 0.1], [0.5, 0.1], [0.5, 0.5], [0.1, 0.5]]
DOCK = {"name": "Dock", "corners": SQUARE}


def zones_of(company: CompanyOfWorld) -> str:
    return f"/api/cameras/{company.camera_id}/zones"


def drawn(client: FlaskClient, world: World, **body: Any) -> dict[str, Any]:
    response = client.post(zones_of(world.ours), headers=world.ours.headers(), json={**DOCK, **body})
    assert response.status_code == 201, response.data
    return dict(response.get_json())


def ruled(client: FlaskClient, world: World, zone_id: int, name: str = "Keep out") -> dict[str, Any]:
    body = {"name": name, "kind": "restricted", "zone_id": zone_id}
    path = f"/api/cameras/{world.ours.camera_id}/rules"
    response = client.post(path, headers=world.ours.headers(), json=body)
    assert response.status_code == 201, response.data
    return dict(response.get_json())


def test_a_zone_is_drawn_changed_and_listed(client: FlaskClient, world: World) -> None:
    headers = world.ours.headers("officer")
    zone = drawn(client, world, colour="#ff0000")
    assert (zone["name"], zone["kind"], zone["colour"], zone["corners"]) == ("Dock", "rule", "#ff0000", SQUARE)
    assert (zone["version"], zone["rule_ids"], zone["applied"], zone["notes"]) == (1, [], True, [])
    one = f"/api/zones/{zone['id']}"
    change = {"version": 1, "name": "Dock 2", "corners": [*SQUARE, SQUARE[-1]]}
    changed = client.patch(one, headers=headers, json=change).get_json()
    assert (changed["name"], changed["version"], changed["corners"]) == ("Dock 2", 2, SQUARE)
    assert client.get(one, headers=headers).get_json() == changed
    assert client.get(zones_of(world.ours), headers=headers).get_json() == {"items": [changed], "unreadable": []}


OUTLINES: list[tuple[list[Any], str]] = [
    ([[0, 0], [1, 1], [1, 0], [0, 1]], "crosses_itself"),
    ([[0, 0], [1, 1]], "too_few_corners"),
    ([], "too_few_corners"),
    ([[0, 0], [1, 1], [1, 1]], "too_few_corners"),
    ([[0, 0], [0.5, 0.5], [1, 1]], "no_area"),
    ([[0, 0], [1, 0], [1, 1.01]], "outside"),
    ([[0, 0], [1, 0], [1, float("nan")]], "not_a_number"),
    ([[0, 0], [1, 0], [1, float("inf")]], "not_a_number"),
    ([[n / 10_000, n % 2] for n in range(10_000)], "too_many_corners"),
]


def test_an_outline_that_cannot_be_is_refused_by_a_code(client: FlaskClient, world: World) -> None:
    headers, zone = world.ours.headers(), drawn(client, world)
    for corners, code in OUTLINES:
        new = client.post(zones_of(world.ours), headers=headers, json={"name": "Other", "corners": corners})
        changed = client.patch(f"/api/zones/{zone['id']}", headers=headers, json={"version": 1, "corners": corners})
        for response in (new, changed):
            assert response.status_code == 400, code
            (error,) = response.get_json()["errors"]
            assert (error["field"], error["code"]) == ("corners", code)
            assert error["message"].endswith(".")


UNFIT: list[tuple[dict[str, Any], str]] = [
    ({"name": " "}, "name"),
    ({"name": "a\u0000b"}, "name"),
    ({"name": "x" * 81}, "name"),
    ({"kind": "street"}, "kind"),
    ({"colour": "red"}, "colour"),
    ({"corners": [[0, 0, 0], [1, 0], [1, 1]]}, "corners.0"),
    ({"corners": "all"}, "corners"),
    ({"picture": {"width": 0, "height": 1}}, "picture.width"),
    ({"company_id": 2}, "company_id"),
]


def test_other_fields_that_do_not_fit_are_refused(client: FlaskClient, world: World) -> None:
    for change, field in UNFIT:
        response = client.post(zones_of(world.ours), headers=world.ours.headers(), json={**DOCK, **change})
        assert response.status_code == 400, change
        assert response.get_json()["errors"][0]["field"].startswith(field)


def test_names_are_unique_on_a_camera_and_free_again_after_a_deletion(client: FlaskClient, world: World) -> None:
    headers, zone = world.ours.headers(), drawn(client, world)
    again = client.post(zones_of(world.ours), headers=headers, json=DOCK)
    assert (again.status_code, again.get_json()["code"]) == (409, "name_in_use")
    theirs = client.post(zones_of(world.theirs), headers=world.theirs.headers(), json=DOCK)
    assert theirs.status_code == 201
    assert client.delete(f"/api/zones/{zone['id']}", headers=headers).status_code == 204
    drawn(client, world)
    refused = client.post(f"/api/zones/{zone['id']}/restore", headers=headers)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "name_in_use")


def test_of_two_who_change_a_zone_the_second_is_refused(client: FlaskClient, world: World) -> None:
    headers, one = world.ours.headers(), f"/api/zones/{drawn(client, world)['id']}"
    assert client.patch(one, headers=headers, json={"version": 1, "colour": "#000000"}).status_code == 200
    refused = client.patch(one, headers=headers, json={"version": 1, "colour": "#ffffff"})
    assert (refused.status_code, refused.get_json()["code"]) == (409, "changed_meanwhile")
    assert client.get(one, headers=headers).get_json()["colour"] == "#000000"


def test_a_camera_has_a_limited_number_of_zones(client: FlaskClient, world: World) -> None:
    for number in range(MOST_ZONES):
        drawn(client, world, name=f"{number}")
    refused = client.post(zones_of(world.ours), headers=world.ours.headers(), json=DOCK)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "zone_limit")


def test_a_zone_with_rules_is_deleted_together_with_them_and_both_come_back(client: FlaskClient, world: World) -> None:
    headers, zone = world.ours.headers(), drawn(client, world)
    rule, one = ruled(client, world, zone["id"]), f"/api/zones/{zone['id']}"
    refused = client.delete(one, headers=headers)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "zone_in_use")
    assert "Keep out" in refused.get_json()["detail"]
    other_kind = client.patch(one, headers=headers, json={"version": 1, "kind": "ignore"})
    assert (other_kind.status_code, other_kind.get_json()["code"]) == (409, "zone_in_use")
    assert client.delete(f"{one}?with_rules=true", headers=headers).status_code == 204
    rules = f"/api/cameras/{world.ours.camera_id}/rules"
    assert client.get(one, headers=headers).status_code == 404
    assert client.get(rules, headers=headers).get_json()["items"] == []
    alone = client.post(f"/api/rules/{rule['id']}/restore", headers=headers)
    assert (alone.status_code, alone.get_json()["code"]) == (409, "zone_deleted")
    restored = client.post(f"{one}/restore", headers=headers).get_json()
    assert (restored["rule_ids"], restored["version"]) == ([rule["id"]], 2)
    (back,) = client.get(rules, headers=headers).get_json()["items"]
    assert (back["id"], back["zone_id"], back["version"]) == (rule["id"], zone["id"], 2)


def test_zones_are_copied_from_another_camera_all_or_none(client: FlaskClient, backend: Backend, world: World) -> None:
    headers = world.ours.headers()
    drawn(client, world), drawn(client, world, name="Street", kind="ignore", picture={"width": 640, "height": 480})
    with backend.database.writing(Scope.installation()) as session:
        values: dict[str, Any] = {"source": "demo:x", "mode": "detect", "enabled": True, "demo": True}
        at = datetime.now(UTC)
        other = cameras.add(session, world.ours.company_id, world.ours.site_id, name="other", at=at, **values).id
    copy = f"/api/cameras/{other}/zones/copy"
    body = {"from_camera_id": world.ours.camera_id}
    copied = client.post(copy, headers=headers, json=body)
    assert copied.status_code == 201
    assert [(zone["name"], zone["kind"]) for zone in copied.get_json()["items"]] == [
        ("Dock", "rule"),
        ("Street", "ignore"),
    ]
    assert copied.get_json()["items"][1]["picture"] == {"width": 640, "height": 480}
    again = client.post(copy, headers=headers, json=body)
    assert (again.status_code, again.get_json()["code"]) == (409, "name_in_use")
    for unknown in (world.theirs.camera_id, other, 99):
        refused = client.post(copy, headers=headers, json={"from_camera_id": unknown})
        assert (refused.status_code, refused.get_json()["errors"][0]["code"]) == (400, "unknown_camera")


def test_a_zone_says_that_the_pictures_shape_has_changed(client: FlaskClient, backend: Backend, world: World) -> None:
    headers, camera_id = world.ours.headers(), world.ours.camera_id
    assert drawn(client, world, name="before any picture")["shape_changed"] is None
    report_live(backend.redis, camera_id, width=1280, height=720)
    one = f"/api/zones/{drawn(client, world)['id']}"
    for width, height, changed in ((1280, 720, False), (640, 360, False), (704, 396, False), (640, 480, True)):
        report_live(backend.redis, camera_id, width=width, height=height)
        assert client.get(one, headers=headers).get_json()["shape_changed"] is changed
    confirmed = client.patch(one, headers=headers, json={"version": 1, "corners": SQUARE}).get_json()
    assert (confirmed["shape_changed"], confirmed["picture"]) == (False, {"width": 640, "height": 480})


def test_a_zone_says_that_the_camera_was_turned_until_it_is_saved_again(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    headers, zone = world.ours.headers(), drawn(client, world)
    one, ours = f"/api/zones/{zone['id']}", world.ours
    for seconds, reason, changed in ((-60, "moved", False), (0.5, "defocused", False), (0.6, "moved", True)):
        at = datetime.fromisoformat(zone["drawn_at"]) + timedelta(seconds=seconds)
        place = {"company_id": ours.company_id, "site_id": ours.site_id, "camera_id": ours.camera_id}
        event = CameraChanged(id=uuid7(at, b"0123456789"), at=at, state="live", reason=reason, model="", **place)
        with backend.database.writing(ours.scope) as session:
            camera_changes.add(session, event)
        assert client.get(one, headers=headers).get_json()["view_changed"] is changed, reason
    with backend.database.writing(ours.scope) as session:
        row = find(session, zone["id"])
        assert row is not None
        row.drawn_at += timedelta(seconds=1)  # as if it had been saved again then
    assert client.get(one, headers=headers).get_json()["view_changed"] is False


def test_a_privacy_zone_says_that_it_is_not_rendered_yet(client: FlaskClient, world: World) -> None:
    zone = drawn(client, world, kind="privacy")
    assert (zone["applied"], [note["code"] for note in zone["notes"]]) == (False, ["privacy_not_applied"])
    rule = {"name": "In it", "kind": "restricted", "zone_id": zone["id"]}
    refused = client.post(f"/api/cameras/{world.ours.camera_id}/rules", headers=world.ours.headers(), json=rule)
    assert refused.get_json()["errors"][0]["code"] == "not_a_rule_zone"


def test_another_company_finds_no_zone(client: FlaskClient, world: World) -> None:
    zone, stranger = drawn(client, world), world.theirs.headers()
    one = f"/api/zones/{zone['id']}"
    assert client.post(zones_of(world.ours), headers=stranger, json=DOCK).status_code == 404
    assert client.get(one, headers=stranger).status_code == 404
    assert client.patch(one, headers=stranger, json={"version": 1}).status_code == 404
    assert client.delete(one, headers=stranger).status_code == 404
    assert client.post(f"{one}/restore", headers=stranger).status_code == 404


def test_viewers_see_zones_and_change_none(client: FlaskClient, world: World) -> None:
    headers, zone = world.ours.headers("viewer"), drawn(client, world)
    assert client.get(zones_of(world.ours), headers=headers).get_json()["items"] == [zone]
    assert client.post(zones_of(world.ours), headers=headers, json=DOCK).status_code == 403
    assert client.delete(f"/api/zones/{zone['id']}", headers=headers).status_code == 403


def test_zones_of_a_removed_camera_are_gone_with_it(client: FlaskClient, world: World) -> None:
    headers, zone = world.ours.headers(), drawn(client, world)
    client.delete(f"/api/cameras/{world.ours.camera_id}", headers=headers)
    assert client.get(f"/api/zones/{zone['id']}", headers=headers).status_code == 404
    client.post(f"/api/cameras/{world.ours.camera_id}/restore", headers=headers)
    assert client.get(f"/api/zones/{zone['id']}", headers=headers).status_code == 200


def test_changes_of_zones_are_in_the_audit(client: FlaskClient, world: World) -> None:
    headers = world.ours.headers()
    one = f"/api/zones/{drawn(client, world)['id']}"
    client.patch(one, headers=headers, json={"version": 1, "colour": "#000000"})
    client.delete(one, headers=headers)
    client.post(f"{one}/restore", headers=headers)
    entries = client.get("/api/audit?action=zone", headers=headers).get_json()["items"]
    assert [entry["action"] for entry in entries] == ["zone.restored", "zone.deleted", "zone.changed", "zone.added"]
    assert entries[2]["detail"]["before"] == {"colour": "#2f9e44"}
