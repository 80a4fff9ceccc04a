"""Companies and sites over HTTP: quotas, moves, archive, visits, registration, and what the audit tells of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.adapters.database.repositories import cameras
from backend.adapters.database.tables import Invitation
from backend.app import assemble
from backend.core.accounts.scope import Scope
from backend.services.assembly import Backend
from backend.services.companies.registration import Registration
from tests.builders import CAMERA_PASSWORD, PASSWORD, SOURCE, World, opened

CAMERA = {"name": "door", "source": SOURCE}
REGISTRATION = {
    "company": "PT Baru",
    "site": {"name": "Pabrik", "time_zone": "Asia/Jakarta"},
    "email": "ayu@baru.example",
    "name": "Ayu",
    "password": "a long enough one",
}


class Caller:
    """A user who asks."""

    def __init__(self, client: FlaskClient, headers: dict[str, str]) -> None:
        self._client = client
        self._headers = headers

    def __call__(self, method: str, path: str, body: Any = None, *, status: int) -> Any:
        response: TestResponse = self._client.open(f"/api/{path}", method=method, headers=self._headers, json=body)
        assert response.status_code == status, response.get_data(as_text=True)
        return response.get_json() if response.mimetype.endswith("json") else response.get_data()

    def actions(self, path: str = "audit") -> list[str]:
        return [one["action"] for one in self("GET", path, status=200)["items"]]


@pytest.fixture
def ours(client: FlaskClient, world: World) -> Caller:
    """The administrator of our company and of the platform."""
    return Caller(client, world.ours.headers())


@pytest.fixture
def theirs(client: FlaskClient, world: World) -> Caller:
    return Caller(client, world.theirs.headers())


def test_a_camera_is_made_at_a_chosen_site_and_moved_with_its_time_zone(
    ours: Caller, backend: Backend, world: World
) -> None:
    north = ours("POST", "sites", {"name": "north", "time_zone": "Asia/Tokyo"}, status=201)
    made = ours("POST", "cameras", {**CAMERA, "site_id": north["id"]}, status=201)
    assert made["site_id"] == north["id"]
    moved = ours("PATCH", f"cameras/{world.ours.camera_id}", {"site_id": north["id"]}, status=200)
    assert moved["site_id"] == north["id"]
    with backend.database.reading(Scope.installation()) as session:
        (gate, _, _) = cameras.configs(session, cameras.of_every_company(session))
    assert (gate.site_id, gate.time_zone, gate.version) == (north["id"], "Asia/Tokyo", 2)
    assert ours.actions() == ["camera.changed", "camera.added", "site.added"]
    shown = ours("GET", "audit?target=camera", status=200)
    assert CAMERA_PASSWORD not in str(shown)
    assert shown["items"][0]["detail"] == {"before": {"site_id": world.ours.site_id}, "site_id": north["id"]}


def test_a_new_password_of_a_camera_is_recorded_without_it(ours: Caller, world: World) -> None:
    ours("PATCH", f"cameras/{world.ours.camera_id}", {"source": SOURCE.replace(CAMERA_PASSWORD, "other")}, status=200)
    (entry,) = ours("GET", "audit", status=200)["items"]
    assert entry["action"] == "camera.changed"
    assert "other" not in str(entry)


def test_a_site_with_a_past_is_refused_with_what_hangs_on_it(ours: Caller, backend: Backend, world: World) -> None:
    backend.event_store.store(opened(world.ours))
    path = f"sites/{world.ours.site_id}"
    held = {"sites": 1, "cameras": 1, "schedules": 0, "violations": 1, "users": 0}
    assert ours("GET", f"{path}/contents", status=200) == held
    refused = ours("DELETE", path, status=409)
    assert refused["code"] == "site_in_use"
    assert "1 cameras, 0 schedules and 1 violations" in refused["detail"]
    assert ours("PATCH", path, {"archived": True}, status=409)["code"] == "site_in_use"


def test_an_archived_site_takes_no_cameras_until_it_is_restored(ours: Caller, world: World) -> None:
    north = ours("POST", "sites", {"name": "north", "time_zone": "UTC"}, status=201)
    path = f"sites/{north['id']}"
    archived = ours("PATCH", path, {"archived": True, "version": north["version"]}, status=200)
    assert archived["archived_at"] is not None
    at_north = {"site_id": north["id"]}
    assert ours("POST", "cameras", {**CAMERA, **at_north}, status=400)["errors"][0]["field"] == "site_id"
    ours("PATCH", f"cameras/{world.ours.camera_id}", at_north, status=400)
    assert ours("PATCH", path, {"name": "x", "version": north["version"]}, status=409)["code"] == "changed_meanwhile"
    ours("PATCH", path, {"archived": False, "version": archived["version"]}, status=200)
    ours("POST", "cameras", {**CAMERA, **at_north}, status=201)
    other = ours("POST", "sites", {"name": "empty", "time_zone": "UTC"}, status=201)
    ours("DELETE", f"sites/{other['id']}", status=204)


def test_a_camera_is_not_moved_to_another_companys_site(ours: Caller, world: World) -> None:
    body = {"site_id": world.theirs.site_id}
    assert ours("PATCH", f"cameras/{world.ours.camera_id}", body, status=400)["errors"][0]["field"] == "site_id"
    ours("POST", "cameras", {**CAMERA, **body}, status=400)


def test_a_quota_is_kept_on_adding_and_on_restoring(ours: Caller, theirs: Caller, world: World) -> None:
    path = f"companies/{world.theirs.company_id}"
    ours("PATCH", path, {"camera_limit": 1, "version": 1}, status=200)
    refused = theirs("POST", "cameras", CAMERA, status=409)
    assert (refused["code"], "may have 1 cameras" in refused["detail"]) == ("camera_limit", True)
    theirs("DELETE", f"cameras/{world.theirs.camera_id}", status=204)
    theirs("POST", "cameras", CAMERA, status=201)
    assert theirs("POST", f"cameras/{world.theirs.camera_id}/restore", status=409)["code"] == "camera_limit"
    ours("PATCH", path, {"camera_limit": None, "version": 2}, status=200)
    theirs("POST", f"cameras/{world.theirs.camera_id}/restore", status=200)


def test_an_archived_company_stops_and_refuses_log_ins(
    ours: Caller, theirs: Caller, client: FlaskClient, backend: Backend, world: World
) -> None:
    path, login = f"companies/{world.theirs.company_id}", {"email": "admin@theirs.example", "password": PASSWORD}
    ours("PATCH", path, {"archived": True, "version": 1}, status=200)
    with backend.database.reading(Scope.installation()) as session:
        assert [one.company_id for one in cameras.enabled_camera_configs(session)] == [world.ours.company_id]
    assert theirs("GET", "cameras", status=401)["code"] == "company_archived"
    assert client.post("/api/auth/login", json=login).get_json()["code"] == "company_archived"
    wrong = client.post("/api/auth/login", json={**login, "password": "wrong"}).get_json()
    assert wrong["code"] == "login_failed"
    ours("PATCH", path, {"archived": False, "version": 2}, status=200)
    assert client.post("/api/auth/login", json=login).status_code == 200
    assert "login.succeeded" in theirs.actions()
    assert "login.failed" in theirs.actions()
    own = ours("PATCH", f"companies/{world.ours.company_id}", {"archived": True, "version": 1}, status=409)
    assert own["code"] == "own_company"


def test_a_visit_shows_pictures_as_to_a_viewer_and_is_in_the_companys_audit(
    ours: Caller, theirs: Caller, client: FlaskClient, backend: Backend, world: World
) -> None:
    event = opened(world.theirs)
    backend.event_store.store(event)
    ours("GET", f"violations/{event.id}", status=404)
    visit = ours("POST", f"companies/{world.theirs.company_id}/access", {"reason": "a dark picture"}, status=200)
    assert 0 < visit["expires_in"] <= 3600
    visitor = Caller(client, {"Authorization": f"Bearer {visit['access_token']}"})
    shown = visitor("GET", f"violations/{event.id}", status=200)
    assert client.get(shown["evidence"]["crop"]).status_code == 200
    assert [one["id"] for one in visitor("GET", "cameras", status=200)["items"]] == [world.theirs.camera_id]
    visitor("GET", "companies", status=403)
    visitor("POST", "cameras", CAMERA, status=403)
    visitor("PATCH", "account", {"name": "Somebody else", "version": 1}, status=403)
    visitor("POST", "account/password", {"current_password": PASSWORD, "password": PASSWORD + "!"}, status=403)
    (view, entry) = theirs("GET", "audit", status=200)["items"]
    assert (entry["action"], entry["actor"], entry["detail"]["reason"]) == (
        "company.visited",
        "admin of ours",
        "a dark picture",
    )
    assert (view["action"], view["actor"], view["target_id"]) == ("evidence.viewed", "admin of ours", event.id)
    assert ours.actions("installation/audit")[0] == "company.visited"


def test_two_people_who_change_one_company_at_once(ours: Caller, world: World) -> None:
    ours("PATCH", "company", {"name": "new", "version": 1}, status=200)
    assert ours("PATCH", "company", {"name": "newer", "version": 1}, status=409)["code"] == "changed_meanwhile"
    path = f"companies/{world.ours.company_id}"
    assert ours("PATCH", path, {"name": "x", "version": 1}, status=409)["code"] == "changed_meanwhile"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Pabrik 👷", 201),
        ("Pabrik 👷🏽\u200d♀️", 201),  # emoji that are joined
        ("مصنع", 201),
        ("'; DROP TABLE sites; --", 201),
        ("<script>alert(1)</script>", 201),
        ("a\x00b", 400),
        ("\u202e", 400),
        ("  ", 400),
        ("x" * 81, 400),
        (7, 400),
        (None, 400),
    ],
)
def test_names_are_stored_as_they_are_or_refused(ours: Caller, name: Any, status: int) -> None:
    site = ours("POST", "sites", {"name": name, "time_zone": "UTC"}, status=status)
    body = {"name": name, "site": {"name": "x", "time_zone": "UTC"}}
    company = ours("POST", "companies", body, status=status)
    if status == 201:
        assert site["name"] == company["name"] == name
        assert ours("GET", "audit?target=site", status=200)["items"][0]["detail"]["name"] == name


def test_a_name_of_ten_megabytes_and_a_zone_that_is_none_are_refused(ours: Caller) -> None:
    ours("POST", "sites", {"name": "x" * 10_000_000, "time_zone": "UTC"}, status=413)
    for zone in ("Mars/Olympus", "../etc/passwd", "a\x00b", "👷"):
        assert ours("POST", "sites", {"name": "x", "time_zone": zone}, status=400)["errors"][0]["field"] == "time_zone"


@pytest.mark.parametrize(
    "query", ["actor=%00", "target=camera:%27%20OR%201=1", "cursor=x", "from=yesterday", "limit=0"]
)
def test_filters_of_any_kind_are_answered_or_refused(
    ours: Caller, client: FlaskClient, world: World, query: str
) -> None:
    status = 200 if query.startswith("target") else 400
    ours("GET", f"audit?{query}", status=status)


def test_the_export_is_a_table_that_no_spreadsheet_executes(ours: Caller) -> None:
    ours("POST", "sites", {"name": "=1+1", "time_zone": "UTC"}, status=201)
    ours("PATCH", "company", {"name": "=cmd|'/C calc'!A0", "version": 1}, status=200)
    lines = ours("GET", "audit/export.csv", status=200).decode().splitlines()
    assert lines[0].startswith("number,at,actor_id,actor,address,action")
    assert len(lines) == 3
    assert not [line for line in lines if ",=" in line or ",+" in line]
    assert ours.actions()[0] == "audit.exported"


@pytest.fixture
def registering(backend: Backend, world: World) -> Iterator[Any]:
    def client_of(mode: Any) -> FlaskClient:
        object.__setattr__(backend, "registration", Registration(backend.database, backend.accounts, mode))
        app: Flask = assemble(backend)
        return app.test_client()

    yield client_of


def test_registration_is_closed_unless_it_is_opened(client: FlaskClient, world: World) -> None:
    assert client.get("/api/companies/registration").get_json() == {"registration": "closed"}
    refused = client.post("/api/companies/register", json=REGISTRATION)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "registration_closed")


def test_an_open_registration_makes_a_company_of_its_own(registering: Any) -> None:
    client = registering("open")
    answer = client.post("/api/companies/register", json=REGISTRATION)
    assert answer.status_code == 201
    user = answer.get_json()["user"]
    assert (user["role"], user["is_platform"]) == ("admin", False)
    caller = Caller(client, {"Authorization": f"Bearer {answer.get_json()['access_token']}"})
    assert caller("GET", "company", status=200)["name"] == "PT Baru"
    assert caller("GET", "cameras", status=200)["items"] == []
    assert caller.actions() == ["login.succeeded", "user.added", "company.registered"]
    assert REGISTRATION["password"] not in str(caller("GET", "audit", status=200))
    again = client.post("/api/companies/register", json=REGISTRATION)
    assert (again.status_code, again.get_json()["code"]) == (409, "email_in_use")


@pytest.mark.parametrize(
    "fault", [{"password": "short"}, {"email": "nobody"}, {"email": "a\x00@b"}, {"company": "\x00"}, {"name": ""}]
)
def test_a_registration_that_does_not_fit_names_its_field(registering: Any, fault: dict[str, str]) -> None:
    answer = registering("open").post("/api/companies/register", json={**REGISTRATION, **fault})
    assert answer.status_code == 400
    assert [one["field"] for one in answer.get_json()["errors"]] == list(fault)


def test_a_link_registers_one_company(registering: Any, backend: Backend) -> None:
    client, at = registering("invitation"), datetime.now(UTC)
    with backend.database.writing(Scope.installation()) as session:
        for token, expires_at in (("good", at + timedelta(days=7)), ("late", at - timedelta(seconds=1))):
            values = {"email": "", "name": "", "role": "admin", "created_at": at, "expires_at": expires_at}
            digest = hashlib.sha256(token.encode()).hexdigest()
            session.add(Invitation(purpose="register", token_hash=digest, **values))
    for token in ("", "late", "unknown"):
        refused = client.post("/api/companies/register", json={**REGISTRATION, "token": token})
        assert (refused.status_code, refused.get_json()["code"]) == (403, "link_invalid"), token
    assert client.post("/api/companies/register", json={**REGISTRATION, "token": "good"}).status_code == 201
    other = {**REGISTRATION, "email": "budi@lain.example", "token": "good"}
    assert client.post("/api/companies/register", json=other).status_code == 403


def test_registrations_of_one_address_are_few(registering: Any) -> None:
    client = registering("closed")
    statuses = [client.post("/api/companies/register", json=REGISTRATION).status_code for _ in range(11)]
    assert statuses == [403] * 10 + [429]
