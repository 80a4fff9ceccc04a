"""What was put aside is seen by its company's administrators, stored after all, or deleted, and by no other user."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import dead_letters, violations
from backend.adapters.database.tables import Camera, Company, Site
from backend.adapters.events.consumer import EventConsumer
from backend.adapters.events.stream import append
from backend.adapters.redis.connection import RedisClient
from backend.core.accounts.scope import Scope
from backend.core.events.envelope import Event
from backend.core.events.wire import to_wire
from backend.services.assembly import Backend
from backend.services.ingest.dead_letters import RETRY_SECONDS, DeadLetters, Retried
from tests.builders import START, World, closed, opened, report_live, updated

ALL = "/api/system/dead-letters"
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def impatient(backend: Backend) -> None:
    """The stream without the rest between attempts."""
    backend.ingest._consumer = EventConsumer(backend.redis, retry_seconds=0)


def put_aside(backend: Backend, *events: Event) -> None:
    for event in events:
        append(backend.redis, event)
    drain(backend)


def drain(backend: Backend) -> None:
    backend.ingest.step(block_seconds=0.01)
    while backend.ingest.step(block_seconds=0.01):
        pass


def retried(**changes: int | str | None) -> dict[str, int | str | None]:
    return {"stored": 0, "refused": 0, "left": 0, "untried": 0, "next_cursor": None, **changes}


def items(client: FlaskClient, headers: dict[str, str], query: str = "") -> list[dict[str, Any]]:
    answer = client.get(ALL + query, headers=headers)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.get_json()["items"]
    return found


def test_nothing_was_put_aside(client: FlaskClient, world: World) -> None:
    assert client.get(ALL, headers=world.ours.headers()).get_json() == {"items": [], "next_cursor": None}


def test_a_dead_letter_shows_what_when_where_and_why(client: FlaskClient, backend: Backend, world: World) -> None:
    first = opened(world.ours)
    put_aside(backend, closed(world.ours, first.id, at=START + SECOND))
    (letter,) = items(client, world.ours.headers())
    assert letter.pop("put_aside_at")
    assert letter == {
        "id": 1,
        "code": "never_opened",
        "reason": f"The violation {first.id} was never opened.",
        "kind": "violation.closed",
        "camera_id": world.ours.camera_id,
        "camera_name": "gate of ours",
        "decided_at": "2026-11-21T02:19:04.123Z",
    }


def test_retrying_stores_it_once_its_beginning_is_there(client: FlaskClient, backend: Backend, world: World) -> None:
    headers, first = world.ours.headers(), opened(world.ours)
    put_aside(backend, closed(world.ours, first.id, at=START + SECOND))
    published: list[str] = []
    backend.event_listeners.append(lambda event: published.append(event.kind))
    refused = client.post(f"{ALL}/1/retry", headers=headers)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "still_refused")
    assert len(items(client, headers)) == 1
    backend.event_store.store(first)
    assert client.post(f"{ALL}/1/retry", headers=headers).status_code == 204
    assert (items(client, headers), published) == ([], ["violation.closed"])
    with backend.database.reading(Scope.installation()) as session:
        row = violations.find(session, world.ours.company_id, first.id)
    assert row is not None
    assert row.close_reason == "worn"
    assert client.post(f"{ALL}/1/retry", headers=headers).status_code == 404


def test_all_are_tried_in_the_order_in_which_they_were_decided(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    headers = world.ours.headers()
    wrong_site = {"site_id": 999}
    first = replace(opened(world.ours), **wrong_site)
    better = replace(updated(world.ours, first.id, at=START + SECOND), **wrong_site)
    end = replace(closed(world.ours, first.id, at=START + 2 * SECOND), **wrong_site)
    put_aside(backend, end, better, first)
    assert {one["code"] for one in items(client, headers)} == {"unknown_camera"}
    again = client.post(f"{ALL}/retry-all", headers=headers).get_json()
    assert again == retried(refused=3, left=3)
    with backend.database.writing(Scope.installation()) as session:
        camera = session.get_one(Camera, world.ours.camera_id)
        site = session.get_one(Site, camera.site_id)
        session.add(Site(id=999, company_id=site.company_id, name="moved", time_zone="UTC", created_at=START))
        session.flush()
        camera.site_id = 999
    assert client.post(f"{ALL}/retry-all", headers=headers).get_json() == retried(stored=3)


def put_aside_long_ago(backend: Backend, *events: Event) -> None:
    """As many as one likes, in no time."""
    with backend.database.writing(Scope.installation()) as session:
        for event in events:
            fields = {name.encode(): value for name, value in to_wire(event).items()}
            assert dead_letters.add(session, fields, code="never_opened", reason="", at=START)


def hurry(backend: Backend, tries: int) -> DeadLetters:
    """From now on a round's time is over after so many tries."""
    now = count(step=RETRY_SECONDS / (tries + 0.5))
    backend.dead_letters._monotonic = lambda: next(now)
    return backend.dead_letters


def test_many_that_stay_refused_do_not_hide_the_one_behind_them(backend: Backend, world: World) -> None:
    first = opened(world.ours)
    backend.event_store.store(first)
    lost = [closed(world.ours, opened(world.ours).id, at=START) for _ in range(250)]
    put_aside_long_ago(backend, *lost, closed(world.ours, first.id, at=START + SECOND))
    again = backend.dead_letters.retry_all(world.ours.scope)
    assert again == Retried(stored=1, refused=250, left=250, untried=0, next_cursor=None)


def test_rounds_that_are_too_short_for_all_go_on_behind_the_last_one_tried(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    first = opened(world.ours)
    lost = [closed(world.ours, opened(world.ours).id, at=START) for _ in range(22)]
    last = opened(world.ours)
    backend.event_store.store(first)
    backend.event_store.store(last)
    ends = [closed(world.ours, one.id, at=START + SECOND) for one in (first, last)]
    put_aside_long_ago(backend, *lost, *ends)
    hurry(backend, tries=9)
    headers, rounds, cursor = world.ours.headers(), [], ""
    for _ in range(3):
        answer = client.post(f"{ALL}/retry-all", query_string={"cursor": cursor}, headers=headers).get_json()
        rounds.append([answer[name] for name in ("stored", "refused", "left", "untried")])
        cursor = answer["next_cursor"]
    assert cursor is None
    assert [untried for *_, untried in rounds] == [15, 6, 0]
    assert [sum(column) for column in zip(*(one[:2] for one in rounds), strict=True)] == [2, 22]
    assert rounds[-1][2] == 22


def test_the_order_of_trying_again_goes_on_behind_each_place(database: Database) -> None:
    with database.writing(Scope.installation()) as session:
        session.add(Company(id=1, name="ours", created_at=START))
        session.flush()
        for number, event_id in enumerate(["b", None, "a-2", "B", "a", None, "b", "a_1"]):
            body = json.dumps({"company_id": 1, "n": number, "id": event_id})
            assert dead_letters.add(session, {b"json": body.encode()}, code="refused", reason="", at=START)
    with database.reading(Scope.installation()) as session:
        places = dead_letters.to_retry(session, 1)
        assert [place.letter_id for place in places[:2]] == [2, 6]
        assert {place.letter_id for place in places} == set(range(1, 9))
        for index, place in enumerate(places):
            assert dead_letters.to_retry(session, 1, behind=place) == places[index + 1 :]


def test_a_round_tries_one_though_its_time_is_over(backend: Backend, world: World) -> None:
    put_aside_long_ago(backend, *(closed(world.ours, opened(world.ours).id, at=START) for _ in range(3)))
    again, cursor = hurry(backend, tries=0), None
    for untried in (2, 1, 0):
        answer = again.retry_all(world.ours.scope, cursor=cursor)
        assert (answer.refused, answer.untried) == (1, untried)
        cursor = answer.next_cursor
    assert cursor is None


def test_what_comes_without_an_id_of_its_own_is_passed_over_once(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    for number in range(3):
        body = f'{{"kind": "violation.opened", "version": 99, "company_id": {world.ours.company_id}, "n": {number}}}'
        backend.redis.xadd(backend.redis.names.events, {"json": body})
    drain(backend)
    hurry(backend, tries=2)
    headers = world.ours.headers()
    answer = client.post(f"{ALL}/retry-all", headers=headers).get_json()
    assert answer == retried(refused=2, left=3, untried=1, next_cursor="2.")
    answer = client.post(f"{ALL}/retry-all?cursor={answer['next_cursor']}", headers=headers).get_json()
    assert answer == retried(refused=1, left=3)


@pytest.mark.parametrize("cursor", ["x", "1.\x00", "9999999999.a", "1." + "a" * 41, ".a"])
def test_a_round_behind_what_was_never_given_out_is_refused(client: FlaskClient, world: World, cursor: str) -> None:
    answer = client.post(f"{ALL}/retry-all", query_string={"cursor": cursor}, headers=world.ours.headers())
    assert (answer.status_code, answer.get_json()["code"]) == (400, "invalid_input")


def test_pages_neither_repeat_nor_skip(client: FlaskClient, backend: Backend, world: World) -> None:
    headers = world.ours.headers()
    put_aside(backend, *(closed(world.ours, opened(world.ours).id, at=START) for _ in range(5)))
    first = client.get(f"{ALL}?limit=3", headers=headers).get_json()
    second = client.get(f"{ALL}?limit=3&cursor={first['next_cursor']}", headers=headers).get_json()
    ids = [one["id"] for one in first["items"] + second["items"]]
    assert ids == [5, 4, 3, 2, 1]
    assert second["next_cursor"] is None
    assert client.get(f"{ALL}?cursor=x", headers=headers).status_code == 400


def test_giving_one_up_is_written_down(
    client: FlaskClient, backend: Backend, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    put_aside(backend, closed(world.ours, opened(world.ours).id, at=START))
    with caplog.at_level(logging.WARNING):
        assert client.delete(f"{ALL}/1", headers=world.ours.headers()).status_code == 204
    assert f"was deleted by user {world.ours.user_ids['admin']}" in caplog.text
    assert items(client, world.ours.headers()) == []
    assert client.delete(f"{ALL}/1", headers=world.ours.headers()).status_code == 404


def test_another_company_sees_none_of_ours(client: FlaskClient, backend: Backend, world: World) -> None:
    put_aside(backend, closed(world.ours, opened(world.ours).id, at=START))
    theirs = world.theirs.headers()
    assert items(client, theirs) == []
    assert client.post(f"{ALL}/1/retry", headers=theirs).status_code == 404
    assert client.delete(f"{ALL}/1", headers=theirs).status_code == 404
    assert client.post(f"{ALL}/retry-all", headers=theirs).get_json() == retried()


@pytest.mark.parametrize("role", ["officer", "viewer"])
def test_only_administrators_see_them(client: FlaskClient, world: World, role: str) -> None:
    assert client.get(ALL, headers=world.ours.headers(role)).status_code == 403


@pytest.mark.parametrize(
    "fields",
    [
        {"json": "{"},
        {"json": "[]"},
        {"crop": "x"},
        {"json": '{"company_id": 999, "kind": "violation.opened", "id": "secret"}'},
        {"json": '{"company_id": "\\u0000", "kind": "\\u0000"}', "\xff": b"\xff"},
        {"json": '{"company_id": true, "at": 7}'},
        {"json": '{"company_id": 99999999999999999999}'},
        {"json": "[" * 100_000},
    ],
)
def test_one_that_cannot_be_read_shows_nothing_of_what_it_holds(
    client: FlaskClient, backend: Backend, world: World, redis: RedisClient, fields: dict[Any, Any]
) -> None:
    redis.xadd(redis.names.events, fields)
    drain(backend)
    assert items(client, world.theirs.headers()) == []  # it may be another company's: the platform administrator has it
    assert client.delete(f"{ALL}/1", headers=world.theirs.headers()).status_code == 404
    (letter,) = items(client, world.ours.headers())
    assert letter.pop("put_aside_at")
    assert (letter.pop("id"), letter.pop("code"), letter.pop("reason")) == (1, "unreadable", "")
    assert set(letter.values()) == {None}
    again = client.post(f"{ALL}/1/retry", headers=world.ours.headers())
    assert again.status_code == 409
    assert "secret" not in again.get_data(as_text=True)
    assert client.delete(f"{ALL}/1", headers=world.ours.headers()).status_code == 204


def test_one_of_a_newer_version_is_its_companys_and_waits_for_an_upgrade(
    client: FlaskClient, backend: Backend, world: World, redis: RedisClient
) -> None:
    body = f'{{"kind": "violation.opened", "version": 99, "company_id": {world.ours.company_id}}}'
    redis.xadd(redis.names.events, {"json": body})
    drain(backend)
    (letter,) = items(client, world.ours.headers())
    assert letter["reason"] == "The event was written by a newer version of Mandor. Upgrade this one."
    assert items(client, world.theirs.headers()) == []


def test_health_reports_events_that_could_not_be_stored(client: FlaskClient, backend: Backend, world: World) -> None:
    put_aside(backend, closed(world.ours, opened(world.ours).id, at=START))
    answer = client.get("/health").get_json()
    assert answer["status"] == "degraded"
    assert "1 event could not be stored: see Failed events." in answer["reasons"]


def test_health_reports_journals_that_are_full(client: FlaskClient, world: World, redis: RedisClient) -> None:
    report_live(redis, world.ours.camera_id, journal_waiting=4000)
    report_live(redis, world.theirs.camera_id, journal_waiting=900, journal_refused=3)
    reasons = client.get("/health").get_json()["reasons"]
    assert "3 events could not be kept by their cameras' workers and are lost." in reasons
    assert "4900 events wait on disk, because Redis is away or full." in reasons
