"""Every route of the application, asked by users who may not: generated from the route table, so a new one is included.

What is expected follows from the permission that a route declares and from the resources that its path, query and body
name. A route that names a resource for which there is no builder here, or whose body is unknown here, fails the walk.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete
from werkzeug.routing import Rule as RoutingRule
from werkzeug.test import TestResponse

from backend.adapters.accounts import passwords
from backend.adapters.accounts.key_secrets import digest_of_key, made_key
from backend.adapters.accounts.tokens import Tokens
from backend.adapters.database.repositories import cameras, companies, dead_letters, users
from backend.adapters.database.tables import ApiKey, Company, Invitation, User, UserLimit
from backend.adapters.live.frames import LiveFrame, publish
from backend.adapters.redis.connection import RedisClient
from backend.core.accounts.api_keys import KeyScope, permissions_of_scopes
from backend.core.accounts.roles import PERMISSIONS, Permission, Role, permissions_of
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import SYSTEM
from backend.core.crowd.statistics import RunningStatistics
from backend.core.crowd.video_job import VideoJob, VideoState
from backend.core.events.wire import to_wire
from backend.core.rules.rule import Rule, RuleKind
from backend.core.schedules.schedule import WeeklySchedule
from backend.core.zones.zone import ZoneKind
from backend.routes.operation import Operation, operation, operation_of, require_access
from backend.services.assembly import Backend
from backend.services.crowd.video_store import ANNOTATED, RESULT, VideoStore
from backend.services.live import pictures
from backend.services.rules.rules import RuleDraft
from backend.services.rules.zones import NewZone
from tests.builders import PASSWORD_HASH, SECRET_KEY, CompanyOfWorld, World, access_token, closed, opened

CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
SECRETS = (
    *(b"gate of ours", b"site of ours", b"dock of ours", b"rule of ours", b"press of ours"),
    *(b"jpeg of ours", b"\xff\xd8crop", b"\xff\xd8wide", b"s3cr3t"),
)
"""What users limited to another site of ours must not be sent."""
OWNED_SECRETS = (b"key of ours", b"video of ours")
COMPANY_SECRETS = (
    *SECRETS,
    b"night of ours",
    b"north door",
    b"admin of ours",
    b"invited by ours",
    b"key of ours",
    b"video of ours",
)
"""What no other company must be sent."""
WITHOUT_LOGIN = {
    *("/health", "/metrics", "/api/auth/login", "/api/links/inspect", "/api/links/accept"),
    *("/api/companies/registration", "/api/companies/register"),
}
"""Routes without a permission. `/metrics` is open to this machine only: see test_metrics."""
OWN_ONLY = ("video_id",)
"""Resources that only the user sees who made them; here our administrator."""
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/api/cameras"): {"name": "new", "source": "demo:warehouse"},
    ("PATCH", "/api/cameras/<camera_id>"): {"name": "changed"},
    ("PUT", "/api/cameras/<camera_id>/mode"): {"mode": "detect", "until": None},
    ("POST", "/api/cameras/test"): {"source": "demo:warehouse"},
    ("POST", "/api/sites"): {"name": "new", "time_zone": "UTC"},
    ("PATCH", "/api/sites/<site_id>"): {"name": "changed"},
    ("PATCH", "/api/company"): {"name": "changed", "version": 1},
    ("POST", "/api/companies"): {"name": "new", "site": {"name": "new", "time_zone": "UTC"}},
    ("PATCH", "/api/companies/<company_id>"): {"name": "changed", "version": 1},
    ("DELETE", "/api/companies/<company_id>"): {"name": "ours"},
    ("POST", "/api/companies/<company_id>/access"): {"reason": "a fault"},
    ("POST", "/api/cameras/<camera_id>/zones"): {"name": "new", "corners": [[0, 0], [1, 0], [1, 1]]},
    ("POST", "/api/cameras/<camera_id>/zones/copy"): {"from_camera_id": 1},
    ("PATCH", "/api/zones/<zone_id>"): {"name": "changed", "version": 1},
    ("POST", "/api/cameras/<camera_id>/rules"): {"name": "new", "kind": "restricted"},
    ("POST", "/api/cameras/<camera_id>/rules/try"): {"kind": "restricted"},
    ("PATCH", "/api/rules/<rule_id>"): {"name": "changed", "version": 1},
    ("PUT", "/api/rules/<rule_id>/bypass"): {"until": "2199-01-01T00:00:00Z", "reason": "a repair"},
    ("PUT", "/api/facts/<fact_name>"): {"value": True},
    ("POST", "/api/schedules"): {"name": "night of theirs", "otherwise": "off"},
    ("PATCH", "/api/schedules/<schedule_id>"): {"name": "changed"},
    ("POST", "/api/schedules/preview"): {"otherwise": "off"},
    ("PATCH", "/api/users/<user_id>"): {"name": "changed", "version": 1},
    ("POST", "/api/invitations"): {"email": "new@plant.example", "name": "new", "role": "viewer"},
    ("POST", "/api/invitations/registration"): {"email": "new@plant.example", "name": "new"},
    ("POST", "/api/keys"): {"name": "new", "scopes": ["crowd"]},
    ("PATCH", "/api/account"): {"language": "id", "version": 1},
    ("POST", "/api/account/password"): {"current_password": "wrong", "password": "four words that differ"},
    ("POST", "/api/account/email"): {"password": "wrong", "email": "new@plant.example"},
}
"""A body that a permitted user may send, for each route that takes one."""

NAMED_BY_CALLER = {"PUT /api/facts/<fact_name>", "DELETE /api/facts/<fact_name>"}
"""Routes whose path has a name in the caller's own company: the first makes it, also where ours has one."""


@dataclass(frozen=True)
class Resource:
    """A resource of ours at our first site. `limited_see`: whether users of another site see it, too."""

    value: str
    limited_see: bool = False


@dataclass(frozen=True)
class Route:
    """A route with its declaration."""

    rule: RoutingRule
    declared: Operation

    @property
    def name(self) -> str:
        """Its method and path, without converters."""
        return f"{self.declared.method} {self.path}"

    @property
    def path(self) -> str:
        """`/api/cameras/<camera_id>`."""
        return re.sub(r"<[^>]*?(\w+)>", r"<\1>", self.rule.rule)


@dataclass(frozen=True)
class Plant:
    """Ours with two sites, and theirs."""

    ours: CompanyOfWorld
    theirs: CompanyOfWorld
    resources: dict[str, Resource]
    """By the name of the parameter."""
    limited: dict[Role, int]
    """Users of ours that are limited to the other site."""

    def fill(self, route: Route) -> str:
        """The route's path with resources of ours."""
        names = re.findall(r"<(\w+)>", route.path)
        unknown = [name for name in names if name not in self.resources]
        assert not unknown, f"{route.name} names {unknown}: add a resource of ours to `plant` in this file"
        return re.sub(r"<(\w+)>", lambda match: self.resources[match[1]].value, route.path)


@pytest.fixture
def plant(backend: Backend, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Plant:
    monkeypatch.setattr(pictures, "SNAPSHOT_SECONDS", 0.02)  # no camera sends any
    event = opened(world.ours)
    backend.event_store.store(event)
    frame = LiveFrame(
        camera_id=world.ours.camera_id, seq=1, at="", width=1, height=1, people=(), judged=True, jpeg=b"jpeg of ours"
    )
    publish(backend.redis, frame)
    letter = to_wire(closed(world.ours, opened(world.ours).id, at=event.at))
    fields = {name.encode(): value for name, value in letter.items()}
    night = WeeklySchedule(name="night of ours", otherwise="off")
    schedule = backend.schedules.create(world.ours.scope, night, at=event.at)
    dock = NewZone(name="dock of ours", kind=ZoneKind.RULE, colour="#000000", corners=CORNERS, picture=None)
    zone = backend.zones.create(world.ours.scope, world.ours.camera_id, dock, at=event.at)
    draft = RuleDraft(
        rule=Rule(id="", name="rule of ours", kind=RuleKind.RESTRICTED), zone_id=zone.id, schedule_id=None
    )
    rule = backend.rules.create(world.ours.scope, world.ours.camera_id, draft, at=event.at)
    backend.facts.set(
        world.ours.scope, "press of ours", value=True, until=None, site_id=world.ours.site_id, by=SYSTEM, at=event.at
    )
    with backend.database.writing(Scope.installation()) as session:
        dead_letters.add(session, fields, code="never_opened", reason="of the gate of ours", at=event.at)
        (found, _), *_ = dead_letters.listed(session, before=None, limit=1)
        north = companies.add_site(session, world.ours.company_id, "north", "UTC", at=event.at)
        values: dict[str, Any] = {"source": "demo:warehouse", "mode": "detect", "enabled": True, "demo": True}
        cameras.add(session, world.ours.company_id, north.id, name="north door", at=event.at, **values)
        limited = {role: _limited_user(session, world.ours.company_id, role, north.id) for role in Role}
        letter_id = found.id
        invitation = Invitation(
            company_id=world.ours.company_id,
            purpose="invite",
            token_hash="0" * 64,
            email="invited-by@ours.example",
            name="invited by ours",
            role=Role.VIEWER,
            created_at=event.at,
            expires_at=event.at,
        )
        session.add(invitation)
        session.flush()
        invitation_id = invitation.id
        key_id = _key(session, world.ours.company_id, at=event.at).id
    video_id = _video_of_admin(tmp_path / "spool" / "crowd", backend.redis, world.ours)
    resources = {
        "camera_id": Resource(str(world.ours.camera_id)),
        "violation_id": Resource(event.id),
        "site_id": Resource(str(world.ours.site_id)),
        "schedule_id": Resource(str(schedule.id), limited_see=True),
        "zone_id": Resource(str(zone.id)),
        "rule_id": Resource(rule.rule.id),
        "rule_version": Resource("1", limited_see=True),
        "fact_name": Resource("press of ours", limited_see=True),
        "from_camera_id": Resource(str(world.ours.camera_id)),
        "letter_id": Resource(str(letter_id)),
        "user_id": Resource(str(world.ours.user_ids["viewer"]), limited_see=True),
        "invitation_id": Resource(str(invitation_id), limited_see=True),
        "video_id": Resource(video_id),
        "key_id": Resource(str(key_id), limited_see=True),
        "company_id": Resource(str(world.ours.company_id), limited_see=True),
    }
    return Plant(world.ours, world.theirs, resources, limited)


def _video_of_admin(folder: Path, redis: RedisClient, ours: CompanyOfWorld) -> str:
    """A video that was analysed. Nobody but who sent it sees it."""
    at = datetime.now(UTC)
    job = VideoJob(
        id=str(uuid.uuid4()),
        company_id=ours.company_id,
        owner=f"user:{ours.user_ids['admin']}",
        state=VideoState.DONE,
        every=1,
        created_at=at,
        changed_at=at,
    )
    store = VideoStore(redis, folder)
    store.add(job)
    files = store.folder_of(job.id)
    files.mkdir(parents=True)
    summary = {**asdict(RunningStatistics(at).summary()), "since": at.isoformat()}
    numbers = {"width": 2, "height": 2, "frames_per_second": 1, "faces_available": False}
    (files / RESULT).write_text(json.dumps({**numbers, "statistics": summary, "seconds": []}))
    (files / ANNOTATED).write_bytes(b"video of ours")
    return job.id


def _key(session: Any, company_id: int, secret: str = "", *, at: datetime, **values: Any) -> ApiKey:
    chosen = {"name": "key of ours", "prefix": "mk_", "scopes": ["crowd"], "created_at": at, **values}
    key = ApiKey(company_id=company_id, key_hash=digest_of_key(secret or made_key()), **chosen)
    session.add(key)
    session.flush()
    return key


def _limited_user(session: Any, company_id: int, role: Role, site_id: int) -> int:
    values = {"name": f"limited {role}", "role": role, "password_hash": PASSWORD_HASH, "at": datetime.now(UTC)}
    user = users.add(session, company_id, email=f"limited-{role}@ours.example", **values)
    user.is_limited = True
    session.add(UserLimit(company_id=company_id, user_id=user.id, site_id=site_id))
    session.flush()
    return user.id


def routes(app: Flask) -> Iterator[Route]:
    """Those that need a permission."""
    require_access(app)
    for rule in app.url_map.iter_rules():
        declared = operation_of(app.view_functions[rule.endpoint])
        assert declared is not None
        if isinstance(declared.access, Permission):
            yield Route(rule, declared)


def call(
    client: FlaskClient, plant: Plant, route: Route, user_id: int | None = None, *, query: str = "", **body: Any
) -> TestResponse:
    """Ask for ours as this user; without one, without a token."""
    headers = {} if user_id is None else {"Authorization": f"Bearer {access_token(user_id)}"}
    return ask(client, plant, route, headers, query=query, **body)


def ask(
    client: FlaskClient, plant: Plant, route: Route, headers: dict[str, str], *, query: str = "", **body: Any
) -> TestResponse:
    method, sent = route.declared.method, None
    if route.declared.body is not None:
        assert (method, route.path) in BODIES, f"{route.name} takes a body: add one to BODIES in this file"
        sent = {**BODIES[method, route.path], **body}
    return client.open(plant.fill(route) + query, method=method, headers=headers, json=sent)


def assert_refused(response: TestResponse, status: int, what: str) -> None:
    assert response.status_code == status, f"{what}: {response.status_code} instead of {status}"
    assert response.mimetype == "application/problem+json", what
    if status == 403:
        assert response.get_json()["code"] == "not_allowed", what
    assert_without(response, COMPANY_SECRETS, what)


def assert_without(response: TestResponse, secrets: tuple[bytes, ...], what: str) -> None:
    shown = [secret for secret in secrets if secret in response.data]
    assert not shown, f"{what} shows {shown}"


def test_routes_without_a_login_are_these(app: Flask) -> None:
    needing = {route.rule.rule for route in routes(app)}
    assert {rule.rule for rule in app.url_map.iter_rules()} - needing == WITHOUT_LOGIN


def test_an_application_with_a_route_that_declares_no_access_does_not_start(app: Flask) -> None:
    app.view_functions["forgotten"] = lambda: "everything"
    app.url_map.add(RoutingRule("/api/everything", endpoint="forgotten"))
    with pytest.raises(RuntimeError, match="/api/everything"):
        require_access(app)
    with pytest.raises(TypeError, match="access"):
        operation(None, "GET", "/api/everything")  # type: ignore[call-arg, arg-type]


def test_without_a_valid_token_every_route_is_closed(
    app: Flask, client: FlaskClient, backend: Backend, plant: Plant
) -> None:
    tokens, now, admin = Tokens(SECRET_KEY), datetime.now(UTC), plant.ours.user_ids["admin"]
    with backend.database.writing(Scope.installation()) as session:
        session.delete(session.get_one(User, plant.ours.user_ids["officer"]))
        session.get_one(User, plant.ours.user_ids["viewer"]).disabled_at = now
        session.get_one(User, plant.ours.user_ids["supervisor"]).deleted_at = now
    fingerprint = passwords.fingerprint(PASSWORD_HASH)
    wrong = {
        "none": "",
        "garbage": "Bearer garbage",
        "no scheme": plant.ours.tokens["admin"],
        "gone": f"Bearer {plant.ours.tokens['officer']}",
        "disabled": f"Bearer {plant.ours.tokens['viewer']}",
        "deleted": f"Bearer {plant.ours.tokens['supervisor']}",
        "expired": f"Bearer {access_token(admin, at=now - timedelta(hours=2))}",
        "old password": "Bearer " + tokens.access(admin, "0" * 16, at=now, lifetime=timedelta(hours=1)),
        "a stream token": "Bearer " + tokens.stream(plant.ours.camera_id, admin, fingerprint, at=now),
        "an evidence token": "Bearer " + tokens.evidence("x", admin, fingerprint, at=now),
    }
    checked = 0
    for route in routes(app):
        for name, value in wrong.items():
            headers = {"Authorization": value} if value else {}
            assert_refused(ask(client, plant, route, headers), 401, f"{name}: {route.name}")
        checked += 1
    assert checked >= 30


def test_an_api_key_opens_what_its_scopes_permit_and_nothing_else(
    app: Flask, client: FlaskClient, backend: Backend, plant: Plant
) -> None:
    at, company_id = datetime.now(UTC), plant.ours.company_id
    secrets = {scope: made_key() for scope in KeyScope}
    with backend.database.writing(Scope.installation()) as session:
        for scope, secret in secrets.items():
            _key(session, company_id, secret, at=at, scopes=[scope])
    opened_by_crowd: set[str] = set()
    for route in routes(app):
        for scope, secret in secrets.items():
            for headers in ({"Authorization": f"Bearer {secret}"}, {"X-API-Key": secret}):
                response = ask(client, plant, route, headers)
                if route.declared.access in permissions_of_scopes((scope,)):
                    opened_by_crowd.add(route.path)
                    assert response.status_code not in (401, 403), f"{scope}: {route.name}"
                else:
                    assert_refused(response, 403, f"{scope}: {route.name}")
        assert_refused(ask(client, plant, route, {}, query=f"?token={secrets[KeyScope.CROWD]}"), 401, route.name)
        assert_refused(ask(client, plant, route, {}, query=f"?api_key={secrets[KeyScope.CROWD]}"), 401, route.name)
    assert {"/api/crowd/image", "/api/crowd/video", "/api/stats"} <= opened_by_crowd


def test_an_api_key_that_does_not_hold_opens_nothing(
    app: Flask, client: FlaskClient, backend: Backend, plant: Plant
) -> None:
    at, ours = datetime.now(UTC), plant.ours.company_id
    revoked, expired, archived = made_key(), made_key(), made_key()
    with backend.database.writing(Scope.installation()) as session:
        _key(session, ours, revoked, at=at, revoked_at=at)
        _key(session, ours, expired, at=at, expires_at=at)
        _key(session, plant.theirs.company_id, archived, at=at)
        session.get_one(Company, plant.theirs.company_id).archived_at = at
    for secret in (revoked, expired, archived, made_key(), "mk_", "mk_ü"):
        for route in routes(app):
            assert_refused(ask(client, plant, route, {"X-API-Key": secret}), 401, f"{secret[:4]}: {route.name}")


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_does_not_permit_is_refused_before_anything_is_read(
    app: Flask, client: FlaskClient, plant: Plant, role: Role
) -> None:
    for route in routes(app):
        for user_id, permitted in (
            (plant.ours.user_ids[role], permissions_of(role, is_platform=role == Role.ADMIN)),
            (plant.theirs.user_ids[role], permissions_of(role)),
            (plant.limited[role], permissions_of(role, is_limited=True)),
        ):
            if route.declared.access not in permitted:
                assert_refused(call(client, plant, route, user_id), 403, f"{role}: {route.name}")


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_permits_is_answered(app: Flask, client: FlaskClient, plant: Plant, role: Role) -> None:
    answered = 0
    for route in routes(app):
        if route.declared.method == "GET" and route.declared.access in PERMISSIONS[role]:
            response = call(client, plant, route, plant.ours.user_ids[role])
            foreign = role != Role.ADMIN and any(f"<{name}>" in route.path for name in OWN_ONLY)
            expected = (404,) if foreign else (200, 503)
            assert response.status_code in expected, f"{role}: {route.name}: {response.status_code}"
            response.close()
            answered += 1
    assert answered >= 15


def test_another_companys_administrator_finds_nothing_of_ours(
    app: Flask, client: FlaskClient, backend: Backend, plant: Plant
) -> None:
    stranger, permitted = plant.theirs.user_ids["admin"], permissions_of(Role.ADMIN)
    for route in routes(app):
        if route.declared.access not in permitted:
            continue
        for response in every_call(client, plant, route, stranger):
            if route.name in NAMED_BY_CALLER:
                assert response.status_code in (200, 204, 400, 404), route.name
                assert_without(response, tuple(set(COMPANY_SECRETS) - {b"press of ours"}), route.name)  # as it was sent
                continue
            if "<" in route.path:
                assert_refused(response, 404, route.name)
            assert_without(response, COMPANY_SECRETS, route.name)
    (fact,) = backend.facts.listed(plant.ours.scope, at=datetime.now(UTC))
    assert (fact.name, fact.value, fact.site_id) == ("press of ours", True, plant.ours.site_id)


@pytest.mark.parametrize("role", list(Role))
def test_a_user_of_another_site_finds_nothing_of_this_one(
    app: Flask, client: FlaskClient, plant: Plant, role: Role
) -> None:
    permitted = permissions_of(role, is_limited=True)
    for route in routes(app):
        if route.declared.access not in permitted:
            continue
        names = re.findall(r"<(\w+)>", route.path)
        for response in every_call(client, plant, route, plant.limited[role]):
            if any(not plant.resources[name].limited_see for name in names):
                assert_refused(response, 404, f"{role}: {route.name}")
            assert_without(response, SECRETS, f"{role}: {route.name}")


def test_a_user_who_is_limited_to_nothing_is_answered_with_nothing(
    app: Flask, client: FlaskClient, backend: Backend, plant: Plant
) -> None:
    user_id = plant.limited[Role.ADMIN]
    with backend.database.writing(Scope.installation()) as session:
        session.execute(delete(UserLimit))
    for route in routes(app):
        response = call(client, plant, route, user_id)
        expected = (200, 400, 403, 404, 409, 503)  # 400 and 409: the wrong password and version of BODIES
        assert response.status_code in expected, f"{route.name}: {response.status_code}"
        assert_without(response, (*SECRETS, b"north door"), route.name)


def every_call(client: FlaskClient, plant: Plant, route: Route, user_id: int) -> Iterator[TestResponse]:
    """The route as it is, and with resources of ours in its query and in its body, where it takes any."""
    yield call(client, plant, route, user_id)
    for name, resource in plant.resources.items():
        if route.declared.query is not None and name in route.declared.query.model_fields:
            yield call(client, plant, route, user_id, query=f"?{name}={resource.value}")
        if route.declared.body is not None and name in route.declared.body.model_fields:
            response = call(client, plant, route, user_id, **{name: int(resource.value)})
            seen = user_id in plant.limited.values() and resource.limited_see
            # A source to test is answered, with the reason why it fails: it is no source of the named camera.
            assert seen or response.status_code in (400, 404), f"{route.name} takes {name}: {response.status_code}"
            yield response


def test_a_resource_in_a_query_or_a_body_has_a_builder(app: Flask, plant: Plant) -> None:
    """Names that end with `_id` are resources; `before`, `cursor` and times are not."""
    for route in routes(app):
        for model in (route.declared.query, route.declared.body):
            names = [name for name in (model.model_fields if model is not None else ()) if name.endswith("_id")]
            unknown = [name for name in names if name not in plant.resources]
            assert not unknown, f"{route.name} takes {unknown}: add a resource of ours to `plant` in this file"


def test_tokens_in_a_query_open_nothing_but_their_own_resource_to_their_own_user(
    app: Flask, client: FlaskClient, backend: Backend, plant: Plant
) -> None:
    tokens, now, fingerprint = Tokens(SECRET_KEY), datetime.now(UTC), passwords.fingerprint(PASSWORD_HASH)
    camera_id, violation_id = plant.ours.camera_id, plant.resources["violation_id"].value

    def both(user_id: int, *, at: datetime = now, word: str = fingerprint) -> list[str]:
        return [
            tokens.stream(camera_id, user_id, word, at=at),
            tokens.evidence(violation_id, user_id, word, at=at),
        ]

    admin, viewer = plant.ours.user_ids["admin"], plant.ours.user_ids["viewer"]
    with backend.database.writing(Scope.installation()) as session:
        session.get_one(User, viewer).disabled_at = now
    closed_tokens = [
        "garbage",
        plant.ours.tokens["admin"],
        tokens.stream(plant.theirs.camera_id, admin, fingerprint, at=now),
        tokens.evidence("another", admin, fingerprint, at=now),
        *both(admin, at=now - timedelta(hours=3)),
        *both(admin, word="0" * 16),
        *both(viewer),
    ]
    hidden = [*both(plant.theirs.user_ids["admin"]), *both(plant.limited[Role.ADMIN])]
    taking = [route for route in routes(app) if route.declared.holder is not None]
    assert len(taking) == 4
    for route in taking:
        for token in closed_tokens:
            assert_refused(call(client, plant, route, query=f"?token={token}"), 401, route.name)
        statuses = {call(client, plant, route, query=f"?token={token}").status_code for token in hidden}
        assert statuses == {401, 404}, route.name  # of the other purpose, and of nothing that the user sees
        good = [call(client, plant, route, query=f"?token={token}").status_code for token in both(admin)]
        assert sorted(good) in ([200, 401], [401, 503]), route.name


def documented(client: FlaskClient, world: World) -> dict[str, dict[str, dict[str, object]]]:
    paths: dict[str, dict[str, dict[str, object]]] = client.get(
        "/api/openapi.json", headers=world.ours.headers()
    ).get_json()["paths"]
    return paths


def test_openapi_describes_every_route_with_a_summary_and_an_answer(
    app: Flask, client: FlaskClient, world: World
) -> None:
    paths = documented(client, world)
    for rule in app.url_map.iter_rules():
        declared = operation_of(app.view_functions[rule.endpoint])
        assert declared is not None
        described = paths[re.sub(r"<[^>]*?(\w+)>", r"{\1}", rule.rule)][declared.method.lower()]
        assert described["summary"], f"{declared.method} {rule.rule}"
        assert {"default"} < set(described["responses"]), f"{declared.method} {rule.rule}"  # type: ignore[call-overload]


def test_the_guide_names_no_route_that_does_not_exist(client: FlaskClient, world: World) -> None:
    text = (Path(__file__).parents[3] / "docs" / "api.md").read_text()
    known = {
        (m.upper(), re.sub(r"{\w+}", "<id>", path)) for path, found in documented(client, world).items() for m in found
    }
    named = set(re.findall(r"`(GET|POST|PUT|PATCH|DELETE) (/[^\s`?]+)`", text))
    assert len(named) > 10
    assert named <= known
