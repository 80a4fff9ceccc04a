"""Users, invitations, links and the own account, over HTTP."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from backend.adapters.database.connection import Database
from backend.adapters.database.tables import AuditEntry, Invitation, User
from backend.core.accounts.roles import Role
from backend.core.accounts.scope import Limits, Scope
from backend.core.audit.actor import Actor
from backend.core.errors import MandorError
from backend.services.accounts.users import UserAdministration, UserEdit
from backend.services.assembly import Backend
from tests.builders import PASSWORD, CompanyOfWorld, World, build_company

NEW = "four words that differ"
INVITED = {"email": "Sari@Plant.example ", "name": "Sari", "role": "viewer"}


def post(client: FlaskClient, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
    return client.post(path, json=body, headers=headers or {})


def invited(client: FlaskClient, company: CompanyOfWorld, **changes: Any) -> tuple[dict[str, Any], str]:
    """An invitation and the token of its link."""
    response = post(client, "/api/invitations", {**INVITED, **changes}, company.headers())
    assert response.status_code == 201, response.get_json()
    made = response.get_json()
    path, _, token = made["link"].partition("#")
    assert path == "/welcome"
    return made["invitation"], token


def assert_problem(response: Any, status: int, code: str) -> None:
    assert (response.status_code, response.get_json()["code"]) == (status, code)
    assert response.mimetype == "application/problem+json"
    assert response.get_json()["detail"]


def user(client: FlaskClient, company: CompanyOfWorld, role: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/users/{company.user_ids[role]}", headers=company.headers()).get_json()
    return found


def patch(client: FlaskClient, company: CompanyOfWorld, whose: str, **body: Any) -> Any:
    path = f"/api/users/{company.user_ids[whose]}"
    sent = {"version": user(client, company, whose)["version"], **body}
    return client.patch(path, json=sent, headers=company.headers())


def test_a_person_who_is_invited_sets_a_password_and_sees_one_camera(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    limits = {"camera_ids": [world.ours.camera_id], "site_ids": []}
    _, token = invited(client, world.ours, limits=limits)
    seen = post(client, "/api/links/inspect", {"token": token}).get_json()
    assert (seen["purpose"], seen["email"], seen["company"]) == ("invite", "sari@plant.example", "ours")
    accepted = post(client, "/api/links/accept", {"token": token, "name": "Sari W.", "password": NEW}).get_json()
    headers = {"Authorization": f"Bearer {accepted['login']['access_token']}"}
    own = client.get("/api/account", headers=headers).get_json()
    assert (own["name"], own["limits"], own["company"]) == ("Sari W.", limits, "ours")
    assert len(client.get("/api/cameras", headers=headers).get_json()["items"]) == 1
    assert_problem(client.get("/api/users", headers=headers), 403, "not_allowed")
    with backend.database.reading(world.ours.scope) as session:
        stored = session.scalars(select(Invitation)).one()
        actions = list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)))
    assert stored.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert [one for one in actions if one.startswith("invitation")] == ["invitation.made", "invitation.accepted"]


def test_a_link_that_cannot_be_used_names_the_reason_and_no_more(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    first, token = invited(client, world.ours)
    renewed = post(client, f"/api/invitations/{first['id']}/renew", headers=world.ours.headers()).get_json()
    newer = renewed["link"].partition("#")[2]
    assert_problem(post(client, "/api/links/inspect", {"token": token}), 404, "link_unknown")
    too_short = post(client, "/api/links/accept", {"token": newer, "password": "short"})
    assert_problem(too_short, 400, "invalid_input")
    assert too_short.get_json()["errors"][0]["field"] == "password"
    assert post(client, "/api/links/accept", {"token": newer, "password": NEW}).status_code == 200
    assert_problem(post(client, "/api/links/accept", {"token": newer, "password": NEW}), 410, "link_used")
    second, revoked = invited(client, world.ours, email="b@plant.example")
    path = f"/api/invitations/{second['id']}"
    assert client.delete(path, headers=world.ours.headers()).status_code == 204
    assert_problem(client.delete(path, headers=world.ours.headers()), 404, "not_found")
    assert_problem(post(client, "/api/links/accept", {"token": revoked, "password": NEW}), 410, "link_revoked")
    third, expired = invited(client, world.ours, email="c@plant.example")
    with backend.database.writing(world.ours.scope) as session:
        session.get_one(Invitation, third["id"]).expires_at = datetime.now(UTC) - timedelta(seconds=1)
    assert_problem(post(client, "/api/links/inspect", {"token": expired}), 410, "link_expired")


def test_an_address_is_invited_once_and_not_when_it_has_an_account(client: FlaskClient, world: World) -> None:
    invited(client, world.ours)
    again = post(client, "/api/invitations", INVITED, world.ours.headers())
    assert_problem(again, 409, "already_invited")
    known = post(client, "/api/invitations", {**INVITED, "email": "VIEWER@ours.example"}, world.ours.headers())
    assert_problem(known, 409, "email_in_use")
    # whether another company knows an address is not revealed to an administrator
    _, token = invited(client, world.ours, email="viewer@theirs.example")
    taken = post(client, "/api/links/accept", {"token": token, "password": NEW})
    assert_problem(taken, 409, "email_in_use")


def test_a_reset_link_ends_every_log_in_and_the_old_password(client: FlaskClient, world: World) -> None:
    path = f"/api/users/{world.ours.user_ids['viewer']}/reset"
    earlier = post(client, path, headers=world.ours.headers()).get_json()["link"].partition("#")[2]
    token = post(client, path, headers=world.ours.headers()).get_json()["link"].partition("#")[2]
    assert_problem(post(client, "/api/links/inspect", {"token": earlier}), 410, "link_revoked")
    assert post(client, "/api/links/accept", {"token": token, "password": NEW}).get_json()["login"]
    assert client.get("/api/account", headers=world.ours.headers("viewer")).status_code == 401
    credentials = {"email": "viewer@ours.example", "password": PASSWORD}
    assert post(client, "/api/auth/login", credentials).status_code == 401
    assert post(client, "/api/auth/login", {**credentials, "password": NEW}).status_code == 200


def test_what_another_user_changed_meanwhile_is_not_overwritten(client: FlaskClient, world: World) -> None:
    seen = user(client, world.ours, "viewer")["version"]
    limits = {"site_ids": [world.ours.site_id], "camera_ids": []}
    changed = patch(client, world.ours, "viewer", limits=limits, role="officer")
    assert (changed.get_json()["limits"], changed.get_json()["role"]) == (limits, "officer")
    assert changed.get_json()["version"] > seen
    assert_problem(patch(client, world.ours, "viewer", version=seen, name="Other"), 409, "changed_meanwhile")
    assert patch(client, world.ours, "viewer", limits=None).get_json()["limits"] is None
    assert user(client, world.ours, "viewer")["name"] == "viewer of ours"


def test_disabling_ends_log_ins_and_enabling_brings_them_back(client: FlaskClient, world: World) -> None:
    assert patch(client, world.ours, "viewer", disabled=True).get_json()["disabled_at"]
    assert client.get("/api/account", headers=world.ours.headers("viewer")).status_code == 401
    assert patch(client, world.ours, "viewer", disabled=False).get_json()["disabled_at"] is None
    assert client.get("/api/account", headers=world.ours.headers("viewer")).status_code == 200


def test_the_last_administrator_stays(client: FlaskClient, world: World) -> None:
    path = f"/api/users/{world.theirs.user_ids['admin']}"
    for body in ({"disabled": True}, {"role": "viewer"}, {"limits": {"site_ids": [world.theirs.site_id]}}):
        assert_problem(patch(client, world.theirs, "admin", **body), 409, "last_administrator")
    assert_problem(client.delete(path, headers=world.theirs.headers()), 409, "last_administrator")
    assert patch(client, world.theirs, "viewer", role="admin").status_code == 200
    assert patch(client, world.theirs, "admin", role="officer").status_code == 200


def test_an_administrator_has_no_power_over_a_platform_administrator(client: FlaskClient, world: World) -> None:
    assert patch(client, world.ours, "officer", role="admin").status_code == 200
    theirs, ours = world.ours.headers("officer"), world.ours.user_ids["admin"]
    for response in (
        post(client, f"/api/users/{ours}/reset", headers=theirs),
        client.delete(f"/api/users/{ours}", headers=theirs),
        client.patch(f"/api/users/{ours}", json={"version": 1, "name": "x"}, headers=theirs),
        client.patch(
            f"/api/users/{world.ours.user_ids['viewer']}", json={"version": 1, "is_platform": True}, headers=theirs
        ),
        post(client, "/api/invitations/registration", {"email": "x@y.example", "name": "x"}, theirs),
    ):
        assert_problem(response, 403, "not_allowed")


def test_a_deleted_user_leaves_no_address_and_no_way_back(client: FlaskClient, backend: Backend, world: World) -> None:
    user_id = world.ours.user_ids["viewer"]
    link = post(client, f"/api/users/{user_id}/reset", headers=world.ours.headers()).get_json()["link"]
    assert client.delete(f"/api/users/{user_id}", headers=world.ours.headers()).status_code == 204
    assert client.get(f"/api/users/{user_id}", headers=world.ours.headers()).status_code == 404
    assert post(client, "/api/links/accept", {"token": link.partition("#")[2], "password": NEW}).status_code == 410
    with backend.database.reading(Scope.installation()) as session:
        row = session.get_one(User, user_id)
    assert "viewer" not in row.email + row.name
    invited(client, world.ours, email="viewer@ours.example")


def test_an_own_password_needs_the_current_one_and_ends_other_log_ins(client: FlaskClient, world: World) -> None:
    headers = world.ours.headers("viewer")
    wrong = {"current_password": "not this one", "password": NEW}
    refused = post(client, "/api/account/password", wrong, headers)
    assert (refused.status_code, refused.get_json()["errors"][0]["field"]) == (400, "current_password")
    for weak in ("VIEWER@ours.example", "passwordpassword", "aaaaaaaaaaaaaa", "eleven char"):
        body = {"current_password": PASSWORD, "password": weak}
        refused = post(client, "/api/account/password", body, headers)
        assert (refused.status_code, refused.get_json()["errors"][0]["field"]) == (400, "password"), weak
    done = post(client, "/api/account/password", {"current_password": PASSWORD, "password": NEW}, headers).get_json()
    assert client.get("/api/account", headers=headers).status_code == 401
    fresh = {"Authorization": f"Bearer {done['access_token']}"}
    assert client.get("/api/account", headers=fresh).status_code == 200


def test_a_new_address_waits_until_its_link_is_used(client: FlaskClient, world: World) -> None:
    headers = world.ours.headers("viewer")
    asked = post(client, "/api/account/email", {"password": PASSWORD, "email": "New@ours.example"}, headers).get_json()
    assert (asked["email"], asked["pending_email"]) == ("viewer@ours.example", "new@ours.example")
    (waiting,) = client.get("/api/invitations", headers=world.ours.headers()).get_json()["items"]
    assert (waiting["purpose"], waiting["email"]) == ("email", "new@ours.example")
    renewed = post(client, f"/api/invitations/{waiting['id']}/renew", headers=world.ours.headers()).get_json()
    token = renewed["link"].partition("#")[2]
    assert post(client, "/api/links/accept", {"token": token}).get_json() == {"purpose": "email", "login": None}
    own = client.get("/api/account", headers=headers).get_json()
    assert (own["email"], own["pending_email"]) == ("new@ours.example", None)


def test_an_own_name_and_language_change(client: FlaskClient, world: World) -> None:
    headers = world.ours.headers("viewer")
    version = client.get("/api/account", headers=headers).get_json()["version"]
    body = {"version": version, "name": "Budi 👷", "language": "id"}
    changed = client.patch("/api/account", json=body, headers=headers).get_json()
    assert (changed["name"], changed["language"]) == ("Budi 👷", "id")
    assert_problem(client.patch("/api/account", json=body, headers=headers), 409, "changed_meanwhile")


def test_a_registration_link_is_made_by_platform_administrators(client: FlaskClient, world: World) -> None:
    body = {"email": "boss@new.example", "name": "Boss"}
    made = post(client, "/api/invitations/registration", body, world.ours.headers()).get_json()
    token = made["link"].partition("#")[2]
    assert post(client, "/api/links/inspect", {"token": token}).get_json()["purpose"] == "register"
    assert_problem(post(client, "/api/links/accept", {"token": token, "password": NEW}), 400, "link_registers")
    assert client.get("/api/invitations", headers=world.theirs.headers()).get_json()["items"] == []
    path = f"/api/invitations/{made['invitation']['id']}"
    assert client.delete(path, headers=world.theirs.headers()).status_code == 404
    assert client.delete(path, headers=world.ours.headers()).status_code == 204


@pytest.mark.parametrize(
    "name", ["", "\x00", "a\x00b", "\u202egnp.exe", "x" * 81, "\ud800", "<b>\n</b>"], ids=lambda text: ascii(text[:9])
)
def test_names_that_cannot_be_shown_are_refused(client: FlaskClient, world: World, name: str) -> None:
    response = post(client, "/api/invitations", {**INVITED, "name": name}, world.ours.headers())
    assert_problem(response, 400, "invalid_input")


@pytest.mark.parametrize("name", ["👷🏽 Sari", "عامل السلامة", "'; DROP TABLE users; --", "<script>alert(1)</script>"])
def test_any_text_that_can_be_shown_is_a_name(client: FlaskClient, world: World, name: str) -> None:
    made, _ = invited(client, world.ours, name=name)
    assert made["name"] == name


@pytest.mark.parametrize("email", ["nobody", "a@b@c", "a b@c.example", "a\x00@b.example", "<a>@b.example", "\u202ea@b"])
def test_what_is_no_address_is_refused(client: FlaskClient, world: World, email: str) -> None:
    response = post(client, "/api/invitations", {**INVITED, "email": email}, world.ours.headers())
    assert_problem(response, 400, "invalid_input")


def test_a_name_of_ten_megabytes_is_refused(client: FlaskClient, world: World) -> None:
    response = post(client, "/api/invitations", {**INVITED, "name": "x" * 10_000_000}, world.ours.headers())
    assert_problem(response, 413, "body_too_large")


def test_limits_name_only_what_the_company_has(client: FlaskClient, world: World) -> None:
    body = {**INVITED, "limits": {"site_ids": [world.theirs.site_id], "camera_ids": [world.theirs.camera_id]}}
    response = post(client, "/api/invitations", body, world.ours.headers())
    assert_problem(response, 400, "invalid_input")
    assert {one["field"] for one in response.get_json()["errors"]} == {"limits.site_ids", "limits.camera_ids"}


def test_of_two_administrators_who_disable_each_other_one_stays(database: Database) -> None:
    company = build_company(database, "ours")
    administration, now, by = UserAdministration(database), datetime.now(UTC), Actor(None, "test", "")
    first, second = company.user_ids["admin"], company.user_ids["viewer"]

    def change(giver: int | None, other: int, edit: UserEdit) -> None:
        administration.update(company.company_id, other, edit, giver_id=giver, version=None, by=by, at=now)

    change(first, second, UserEdit(role=Role.ADMIN, is_platform=True))
    refused: list[str] = []

    def disable(giver: int, other: int) -> None:
        try:
            change(giver, other, UserEdit(disabled=True))
        except MandorError as error:
            refused.append(error.code)

    threads = [threading.Thread(target=disable, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["not_allowed"]  # the one who was disabled meanwhile


def test_limits_are_stored_and_taken_away_on_both_databases(database: Database) -> None:
    company = build_company(database, "ours")
    administration, now, by = UserAdministration(database), datetime.now(UTC), Actor(None, "test", "")
    viewer = company.user_ids["viewer"]

    def change(edit: UserEdit) -> Limits | None:
        administration.update(company.company_id, viewer, edit, giver_id=None, version=None, by=by, at=now)
        return administration.detail(company.scope, viewer).limits

    both = Limits.of(sites=[company.site_id], cameras=[company.camera_id])
    for limits in (both, Limits.of(sites=[company.site_id]), both):
        assert change(UserEdit(limits=limits)) == limits
    assert change(UserEdit(without_limits=True)) is None
