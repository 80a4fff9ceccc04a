"""Schedules over HTTP: writing, previewing, following them, and mode overrides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.adapters.database.repositories.cameras import enabled_camera_configs, find
from backend.adapters.database.repositories.schedules import find as find_schedule
from backend.adapters.redis.connection import RedisClient
from backend.core.accounts.scope import Scope
from backend.core.events.timestamps import format_time, parse_time
from backend.services.assembly import Backend
from tests.builders import World, report_live

NIGHT = {"days": [1, 2, 3, 4, 5], "start": "22:00", "end": "06:00", "mode": "detect", "name": "Night shift"}
CHRISTMAS = {
    "date": "2026-12-25",
    "name": "Christmas",
    "slots": [{"start": "08:00", "end": "12:00", "mode": "stream", "name": "Guard"}],
    "otherwise": "off",
}
PLANT = {"name": "Plant", "otherwise": "off", "slots": [NIGHT], "exceptions": [CHRISTMAS]}
NEVER = {"name": "Never", "otherwise": "off"}


def made(client: FlaskClient, world: World, body: dict[str, Any] = PLANT) -> dict[str, Any]:
    response = client.post("/api/schedules", headers=world.ours.headers(), json=body)
    assert response.status_code == 201, response.data
    return dict(response.get_json())


def camera(client: FlaskClient, world: World, **change: Any) -> dict[str, Any]:
    """The camera, after a change."""
    one = f"/api/cameras/{world.ours.camera_id}"
    if change:
        response = client.patch(one, headers=world.ours.headers(), json=change)
        assert response.status_code == 200, response.data
    return dict(client.get(one, headers=world.ours.headers()).get_json())


def test_a_schedule_is_added_changed_and_deleted(client: FlaskClient, world: World) -> None:
    headers = world.ours.headers()
    schedule = made(client, world)
    assert {key: schedule[key] for key in PLANT} == PLANT
    assert (schedule["camera_ids"], schedule["created_at"]) == ([], schedule["updated_at"])
    one = f"/api/schedules/{schedule['id']}"
    assert client.get("/api/schedules", headers=headers).get_json() == {"items": [schedule]}
    changed = client.patch(one, headers=headers, json={"name": "Hall 1", "exceptions": []}).get_json()
    assert (changed["name"], changed["exceptions"], changed["slots"]) == ("Hall 1", [], [NIGHT])
    assert client.get(one, headers=headers).get_json() == changed
    assert client.delete(one, headers=headers).status_code == 204
    assert client.get(one, headers=headers).status_code == 404
    assert made(client, world, NEVER)["slots"] == []


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"otherwise": "sleep"}, ["otherwise"]),
        ({"slots": [{**NIGHT, "end": "24:01"}]}, ["slots.0.end"]),
        ({"slots": [{**NIGHT, "start": "24:00"}]}, ["slots.0.start"]),
        ({"slots": [{**NIGHT, "start": "6:00"}]}, ["slots.0.start"]),
        ({"slots": [{**NIGHT, "days": []}]}, ["slots.0.days"]),
        ({"slots": [{**NIGHT, "days": [8]}]}, ["slots.0.days.0"]),
        ({"slots": [NIGHT, {**NIGHT, "start": "05:00", "end": "07:00"}]}, ["slots.1.start"]),
        ({"slots": [{**NIGHT, "start": "05:00", "end": "23:00"}, NIGHT]}, ["slots.1.start"]),
        ({"exceptions": [{**CHRISTMAS, "date": "2026-02-30"}]}, ["exceptions.0.date"]),
        ({"exceptions": [CHRISTMAS, CHRISTMAS]}, ["exceptions.1.date"]),
        ({"exceptions": [{**CHRISTMAS, "otherwise": None}]}, ["exceptions.0.otherwise"]),
        ({"colour": "red"}, ["colour"]),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    client: FlaskClient, world: World, change: dict[str, Any], fields: list[str]
) -> None:
    headers = world.ours.headers()
    one = f"/api/schedules/{made(client, world)['id']}"
    new = client.post("/api/schedules", headers=headers, json={**PLANT, "name": "Other", **change})
    changed = client.patch(one, headers=headers, json=change)
    for response in (new, changed):
        assert response.status_code == 400
        assert [error["field"] for error in response.get_json()["errors"]] == fields
    if "name" not in change and "colour" not in change:
        preview = {"otherwise": "off", "slots": [], "exceptions": [], **change}
        seen = client.post("/api/schedules/preview", headers=headers, json=preview)
        assert [error["field"] for error in seen.get_json()["errors"]] == fields


def test_names_are_unique_in_a_company_and_only_there(client: FlaskClient, world: World) -> None:
    made(client, world)
    again = client.post("/api/schedules", headers=world.ours.headers(), json=PLANT)
    assert (again.status_code, again.get_json()["code"]) == (409, "conflict")
    assert client.post("/api/schedules", headers=world.theirs.headers(), json=PLANT).status_code == 201


def test_a_preview_shows_every_interval_in_the_sites_time_zone(client: FlaskClient, world: World) -> None:
    body = {"otherwise": "off", "slots": [NIGHT], "exceptions": [], "from": "2026-11-20T12:00:00Z", "days": 2}
    answer = client.post("/api/schedules/preview", headers=world.ours.headers("viewer"), json=body).get_json()
    assert answer["time_zone"] == "Asia/Jakarta"
    shown = [(one["from"][5:16], one["until"][5:16], one["mode"], one["why"]) for one in answer["intervals"]]
    assert shown == [
        ("11-20T12:00", "11-20T15:00", "off", "otherwise"),
        ("11-20T15:00", "11-20T23:00", "detect", "slot"),  # Friday, 22:00 to 06:00 in Jakarta
        ("11-20T23:00", "11-22T12:00", "off", "otherwise"),
    ]
    berlin = {**body, "time_zone": "Europe/Berlin", "days": 1}
    answer = client.post("/api/schedules/preview", headers=world.ours.headers(), json=berlin).get_json()
    assert [one["from"][11:16] for one in answer["intervals"]] == ["12:00", "21:00", "05:00"]
    refused = client.post(
        "/api/schedules/preview", headers=world.ours.headers(), json={**body, "time_zone": "../../etc/passwd"}
    )
    assert [error["field"] for error in refused.get_json()["errors"]] == ["time_zone"]


CHECK = {"days": [7], "start": "02:00", "end": "03:00", "mode": "detect", "name": "Check"}
"""On the night on which European clocks go forward, 02:00 becomes 03:00."""


def next_jump(at: datetime) -> datetime:
    """The last Sunday of March, 01:00 UTC."""
    last = datetime(at.year, 3, 31, 1, tzinfo=UTC)
    jump = last - timedelta(days=last.isoweekday() % 7)
    return jump if jump.date() >= at.date() else next_jump(datetime(at.year + 1, 1, 1, tzinfo=UTC))


def test_a_slot_that_a_clock_change_skips_is_announced(client: FlaskClient, world: World) -> None:
    """In the preview, whatever its length, and with the saved schedule, where its cameras are."""
    jump = next_jump(datetime.now(UTC))
    slot = {name: value for name, value in CHECK.items() if name != "days"}
    announced = [{"date": f"{jump:%Y-%m-%d}", **slot, "at": f"{jump:%Y-%m-%dT%H:%M:%S}.000Z"}]
    body = {"otherwise": "off", "slots": [CHECK], "exceptions": []}
    shown = []
    for zone in ("Europe/Berlin", "Asia/Jakarta"):
        asked = {**body, "time_zone": zone, "days": 1}
        shown.append(
            client.post("/api/schedules/preview", headers=world.ours.headers(), json=asked).get_json()["skipped"]
        )
    assert shown == [announced, []]
    schedule = made(client, world, {"name": "Nights", **body})
    assert schedule["skipped"] == []
    site = client.patch(
        f"/api/sites/{world.ours.site_id}", headers=world.ours.headers("admin"), json={"time_zone": "Europe/Berlin"}
    )
    assert site.status_code == 200
    one = f"/api/schedules/{schedule['id']}"
    assert client.get(one, headers=world.ours.headers()).get_json()["skipped"] == announced
    camera(client, world, schedule_id=schedule["id"])
    assert client.get("/api/schedules", headers=world.ours.headers()).get_json()["items"][0]["skipped"] == announced


def test_a_camera_follows_a_schedule_and_goes_back_to_its_own_mode(client: FlaskClient, world: World) -> None:
    before = camera(client, world)
    assert (before["schedule_id"], before["mode_now"], before["override"]) == (None, "detect", None)
    assert before["mode_why"] == {"why": "fixed", "name": "", "until": None}
    schedule = made(client, world, NEVER)
    off = camera(client, world, schedule_id=schedule["id"])
    assert (off["state"], off["mode"], off["mode_now"], off["reason"]) == ("off", "detect", "off", None)
    assert off["mode_why"]["why"] == "otherwise"
    assert datetime.now(UTC) - parse_time(off["state_since"]) < timedelta(minutes=1)  # since the change, not for ever
    listed = client.get("/api/schedules", headers=world.ours.headers()).get_json()["items"]
    assert listed[0]["camera_ids"] == [world.ours.camera_id]
    assert camera(client, world, name="Gate")["schedule_id"] == schedule["id"]
    back = camera(client, world, schedule_id=None)
    assert (back["schedule_id"], back["mode_now"], back["state"]) == (None, "detect", "starting")


def test_a_new_camera_may_follow_one_at_once_but_only_of_its_company(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    schedule = made(client, world, NEVER)
    body = {"name": "new", "source": "demo:warehouse", "schedule_id": schedule["id"]}
    assert client.post("/api/cameras", headers=world.ours.headers(), json=body).get_json()["state"] == "off"
    for response in (
        client.post("/api/cameras", headers=world.theirs.headers(), json=body),
        client.patch(
            f"/api/cameras/{world.theirs.camera_id}",
            headers=world.theirs.headers(),
            json={"schedule_id": schedule["id"]},
        ),
    ):
        assert response.status_code == 400
        assert [error["field"] for error in response.get_json()["errors"]] == ["schedule_id"]
    with backend.database.reading(Scope.installation()) as session:
        scheduled = {config.name: config.schedule != "" for config in enabled_camera_configs(session)}
    assert scheduled == {"gate of ours": False, "gate of theirs": False, "new": True}


def test_a_schedule_in_use_is_deleted_only_when_its_cameras_are_released(client: FlaskClient, world: World) -> None:
    headers = world.ours.headers()
    one = f"/api/schedules/{made(client, world, NEVER)['id']}"
    camera(client, world, schedule_id=int(one.rpartition("/")[2]))
    refused = client.delete(one, headers=headers)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "schedule_in_use")
    assert "gate of ours" in refused.get_json()["detail"]
    assert client.delete(f"{one}?release=true", headers=headers).status_code == 204
    released = camera(client, world)
    assert (released["schedule_id"], released["mode_now"]) == (None, "detect")


def test_removed_cameras_do_not_hold_a_schedule(client: FlaskClient, world: World) -> None:
    headers = world.ours.headers()
    schedule = made(client, world, NEVER)
    camera(client, world, schedule_id=schedule["id"])
    client.delete(f"/api/cameras/{world.ours.camera_id}", headers=headers)
    assert client.delete(f"/api/schedules/{schedule['id']}", headers=headers).status_code == 204
    back = client.post(f"/api/cameras/{world.ours.camera_id}/restore", headers=headers)
    assert back.get_json()["schedule_id"] is None


def test_a_changed_schedule_reaches_its_cameras(client: FlaskClient, backend: Backend, world: World) -> None:
    schedule = made(client, world, NEVER)
    camera(client, world, schedule_id=schedule["id"])

    def version() -> int:
        with backend.database.reading(Scope.installation()) as session:
            row = find(session, world.ours.company_id, world.ours.camera_id)
            assert row is not None
            return row.config_version

    before = version()
    one = f"/api/schedules/{schedule['id']}"
    client.patch(one, headers=world.ours.headers(), json={"otherwise": "stream"})
    on = camera(client, world)
    assert (on["mode_now"], on["state"], version()) == ("stream", "starting", before + 1)


def test_an_override_comes_before_the_schedule_until_it_ends(
    client: FlaskClient, world: World, redis: RedisClient
) -> None:
    camera(client, world, schedule_id=made(client, world, NEVER)["id"])
    mode = f"/api/cameras/{world.ours.camera_id}/mode"
    until = format_time(datetime.now(UTC) + timedelta(hours=1))
    for role, status in (("viewer", 403), ("officer", 200), ("admin", 200)):
        response = client.put(mode, headers=world.ours.headers(role), json={"mode": "detect", "until": until})
        assert response.status_code == status
    on = camera(client, world)
    assert on["override"] == {"mode": "detect", "until": until, "by_name": "admin of ours"}
    assert on["mode_why"] == {"why": "override", "name": "admin of ours", "until": until}
    assert (on["mode_now"], on["state"]) == ("detect", "starting")
    report_live(redis, world.ours.camera_id)
    assert camera(client, world)["state"] == "live"
    assert client.delete(mode, headers=world.ours.headers("viewer")).status_code == 403
    ended = client.delete(mode, headers=world.ours.headers("officer")).get_json()
    assert (ended["override"], ended["mode_now"], ended["state"]) == (None, "off", "off")
    further = client.put(mode, headers=world.ours.headers(), json={"mode": "off", "until": None}).get_json()
    assert further["override"]["until"] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"mode": "detect", "until": "2026-01-01T00:00:00Z"}, "until"),
        ({"mode": "detect", "until": "2999-01-01T00:00:00Z"}, "until"),
        ({"mode": "detect", "until": "2099-01-01T00:00:00"}, "until"),
        ({"mode": "sleep", "until": None}, "mode"),
        ({"until": None}, "mode"),
    ],
)
def test_an_invalid_override_is_refused(client: FlaskClient, world: World, body: dict[str, Any], field: str) -> None:
    response = client.put(f"/api/cameras/{world.ours.camera_id}/mode", headers=world.ours.headers(), json=body)
    assert response.status_code == 400
    assert [error["field"] for error in response.get_json()["errors"]] == [field]


def test_an_override_that_has_ended_counts_as_none(client: FlaskClient, backend: Backend, world: World) -> None:
    over = datetime.now(UTC) - timedelta(seconds=40)
    with backend.database.writing(Scope.installation()) as session:
        row = find(session, world.ours.company_id, world.ours.camera_id)
        assert row is not None
        row.override_mode, row.override_until = "off", over
    seen = camera(client, world)
    assert (seen["override"], seen["mode_now"], seen["mode_why"]["why"]) == (None, "detect", "fixed")
    assert seen["state"] == "down"  # the process had time enough to start since then


def test_an_unreadable_schedule_is_shown_and_switches_nothing_off(
    client: FlaskClient, backend: Backend, world: World, redis: RedisClient
) -> None:
    schedule = made(client, world, NEVER)
    camera(client, world, schedule_id=schedule["id"])
    with backend.database.writing(Scope.installation()) as session:
        row = find_schedule(session, world.ours.company_id, schedule["id"])
        assert row is not None
        row.definition = {**row.definition, "otherwise": "hibernate"}
    report_live(redis, world.ours.camera_id)
    seen = camera(client, world)
    assert (seen["state"], seen["mode_now"], seen["mode_why"]["why"]) == ("live", "detect", "unreadable")
    assert seen["reason"]["code"] == "schedule_unreadable"
    repaired = {key: PLANT[key] for key in ("otherwise", "slots", "exceptions")}
    one = f"/api/schedules/{schedule['id']}"
    assert client.patch(one, headers=world.ours.headers(), json=repaired).status_code == 200
    assert camera(client, world)["reason"] is None


def test_a_sites_name_and_time_zone_are_changed_by_administrators(client: FlaskClient, world: World) -> None:
    one = f"/api/sites/{world.ours.site_id}"
    body = {"name": "Plant 2", "time_zone": "Europe/Berlin"}
    assert client.patch(one, headers=world.ours.headers("officer"), json=body).status_code == 403
    changed = client.patch(one, headers=world.ours.headers(), json=body).get_json()
    assert {name: changed[name] for name in ("id", *body)} == {"id": world.ours.site_id, **body}
    assert client.get("/api/auth/me", headers=world.ours.headers()).get_json()["sites"] == [changed]
    for zone in ("Mars/Olympus", "../../etc/passwd", "posix/Europe/Berlin", "europe/berlin"):
        refused = client.patch(one, headers=world.ours.headers(), json={"time_zone": zone})
        assert [error["field"] for error in refused.get_json()["errors"]] == ["time_zone"]
    assert client.patch(one, headers=world.theirs.headers(), json={"name": "x"}).status_code == 404


@pytest.mark.parametrize("role", ["officer", "viewer"])
def test_only_an_administrator_writes_schedules(client: FlaskClient, world: World, role: str) -> None:
    headers, one = world.ours.headers(role), f"/api/schedules/{made(client, world)['id']}"
    assert client.get(one, headers=headers).status_code == 200
    refused = [
        client.post("/api/schedules", headers=headers, json={**PLANT, "name": "x"}),
        client.patch(one, headers=headers, json={"name": "x"}),
        client.delete(one, headers=headers),
    ]
    assert [response.status_code for response in refused] == [403, 403, 403]
