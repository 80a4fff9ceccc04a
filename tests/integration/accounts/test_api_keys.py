"""API keys over HTTP: shown once, stored as a digest, limited by scope and time, revoked at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.adapters.database.repositories import audit
from backend.adapters.database.tables import ApiKey
from backend.core.accounts.scope import Scope
from backend.core.audit.chain import Start, verified
from backend.core.errors import NotAuthenticated
from backend.core.system.redaction import redacted
from backend.services.accounts import api_keys as service
from backend.services.assembly import Backend
from tests.builders import World


def made(client: FlaskClient, world: World, **changes: Any) -> dict[str, Any]:
    response = client.post(
        "/api/keys", json={"name": "gate counter", "scopes": ["crowd"], **changes}, headers=world.ours.headers()
    )
    assert response.status_code == 201, response.get_json()
    body: dict[str, Any] = response.get_json()
    return body


def test_a_key_is_shown_once_and_stored_as_a_digest(client: FlaskClient, world: World, backend: Backend) -> None:
    body = made(client, world)
    secret = body["secret"]
    assert secret.startswith("mk_")
    assert len(secret) == 46
    (listed,) = client.get("/api/keys", headers=world.ours.headers()).get_json()["items"]
    assert listed == body["key"]
    assert (listed["prefix"], listed["scopes"], listed["created_by"]) == (secret[:8], ["crowd"], "admin of ours")
    with backend.database.reading(Scope.installation()) as session:
        (row,) = session.query(ApiKey).all()
        stored = " ".join(str(value) for value in vars(row).values())
    assert secret not in stored
    assert client.get("/api/keys", headers=world.theirs.headers()).get_json()["items"] == []


def test_a_key_is_not_in_the_audit_and_masked_in_logs(client: FlaskClient, world: World, backend: Backend) -> None:
    secret = made(client, world)["secret"]
    with backend.database.reading(Scope.installation()) as session:
        links = audit.chain(session, world.ours.company_id)
        entries = [link.entry for link in links]
        assert verified(audit.chain(session, world.ours.company_id), Start()).broken is None
    (entry,) = [one for one in entries if one.action == "api_key.made"]
    assert entry.detail == {"name": "gate counter", "begins": secret[:8], "scopes": ["crowd"], "expires_at": None}
    assert secret not in str(entries)
    assert redacted(f"X-API-Key: {secret}") == "X-API-Key: ***"


def test_a_revoked_key_opens_nothing_at_once(client: FlaskClient, world: World, backend: Backend) -> None:
    body, now = made(client, world), datetime.now(UTC)
    assert backend.api_keys.of_key(body["secret"], at=now).company_id == world.ours.company_id
    one = f"/api/keys/{body['key']['id']}"
    assert client.delete(one, headers=world.ours.headers()).status_code == 204
    with pytest.raises(NotAuthenticated, match="revoked"):
        backend.api_keys.of_key(body["secret"], at=now)
    assert client.delete(one, headers=world.ours.headers()).status_code == 404
    assert client.get("/api/keys", headers=world.ours.headers()).get_json()["items"] == []


def test_a_key_expires_at_its_moment(client: FlaskClient, world: World, backend: Backend) -> None:
    ends = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    secret = made(client, world, expires_at=ends.isoformat())["secret"]
    backend.api_keys.of_key(secret, at=ends - timedelta(seconds=1))
    with pytest.raises(NotAuthenticated, match="expired"):
        backend.api_keys.of_key(secret, at=ends)


@pytest.mark.parametrize("days", [-1, 3661])
def test_an_expiry_is_in_the_future_and_within_ten_years(client: FlaskClient, world: World, days: int) -> None:
    ends = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    body = {"name": "x", "scopes": ["crowd"], "expires_at": ends}
    response = client.post("/api/keys", json=body, headers=world.ours.headers())
    assert response.status_code == 400
    assert response.get_json()["errors"][0]["field"] == "expires_at"


def test_the_last_use_is_kept_to_the_minute(client: FlaskClient, world: World, backend: Backend) -> None:
    secret, at = made(client, world)["secret"], datetime.now(UTC)
    used = []
    for after in (0, 59, 60):
        backend.api_keys.of_key(secret, at=at + timedelta(seconds=after))
        (view,) = backend.api_keys.listed(world.ours.scope, at=at)
        used.append(view.last_used_at)
    assert used == [at, at, at + timedelta(seconds=60)]


def test_only_a_platform_administrator_makes_keys_for_metrics(client: FlaskClient, world: World) -> None:
    body = {"name": "prometheus", "scopes": ["metrics"]}
    assert client.post("/api/keys", json=body, headers=world.ours.headers()).status_code == 201  # the platform's, too
    refused = client.post("/api/keys", json=body, headers=world.theirs.headers())
    assert (refused.status_code, refused.get_json()["code"]) == (403, "not_allowed")


def test_a_company_has_a_hundred_keys_at_most(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_KEYS", 2)
    first = made(client, world)
    made(client, world)
    body = {"name": "x", "scopes": ["crowd"]}
    response = client.post("/api/keys", json=body, headers=world.ours.headers())
    assert (response.status_code, response.get_json()["code"]) == (409, "too_many_keys")
    client.delete(f"/api/keys/{first['key']['id']}", headers=world.ours.headers())
    made(client, world)
