"""Exposure from a worker to a report: on both databases, and twice sent it counts once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories.observations import exposure, tracks
from backend.adapters.database.repositories.observations.exposure import ExposureGroup, ExposureQuery
from backend.adapters.events.keyed_acknowledgements import KeyedConsumer
from backend.adapters.events.sampled_progress import SampledConsumer
from backend.adapters.evidence.store import EvidenceStore
from backend.adapters.redis.connection import RedisClient
from backend.core.accounts.scope import Limits, Scope
from backend.core.errors import InvalidInput
from backend.core.events.envelope import Event
from backend.services.assembly import Backend
from backend.services.events.delivery import EventDelivery
from backend.services.exposure.retention import EXPOSURE_KEPT, TRACKS_KEPT, remove_old
from backend.services.ingest.event_store import EventStore
from backend.services.ingest.handlers import handlers_of
from backend.services.ingest.ingest import EventIngest
from backend.services.ingest.sampled_ingest import SampledIngest
from tests.builders import World, batch_of, build_world, exposure_minute, stander, track_summary

NOON = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=4)
MINUTE = timedelta(minutes=1)


class Plant:
    """A camera's worker and a backend."""

    def __init__(self, database: Database, redis: RedisClient, folder: Path) -> None:
        self.database, self.redis, self.folder = database, redis, folder
        self.world: World = build_world(database)
        store = EventStore(database, handlers_of(database, EvidenceStore(folder)), self._publish)
        self.store = store
        self.published: list[Event] = []
        self.keyed = EventIngest(KeyedConsumer(redis, retry_seconds=0), database, store)
        self.sampled = SampledIngest(SampledConsumer(redis, retry_seconds=0), store, lambda *_: None)

    def worker(self) -> EventDelivery:
        return EventDelivery(self.redis, self.folder / "journal")

    def drain(self) -> None:
        for ingest in (self.keyed, self.sampled):
            ingest.step(block_seconds=0.01)
            while ingest.step(block_seconds=0.01):
                pass

    def seconds(self, group: ExposureGroup = ExposureGroup.ITEM) -> list[tuple[Any, float, float, float]]:
        query = ExposureQuery(since=NOON - timedelta(days=1), until=NOON + timedelta(days=1))
        with self.database.reading(self.world.ours.scope) as session:
            found = exposure.sums(session, self.world.ours.company_id, group, query)
        return [(one.group, one.worn, one.missing, one.not_assessable) for one in found]

    def parts(self) -> int:
        with self.database.reading(Scope.installation()) as session:
            return sum(tracks.counted(session).values())

    def _publish(self, event: Event) -> None:
        self.published.append(event)


@pytest.fixture
def plant(database: Database, redis: RedisClient, tmp_path: Path) -> Iterator[Plant]:
    return Plant(database, redis, tmp_path)


def test_of_one_minute_in_one_run_the_newest_value_counts(plant: Plant) -> None:
    worker = plant.worker()
    for seconds in (15.0, 30.0, 60.0):
        worker.publish(exposure_minute(plant.world.ours, at=NOON, worn_seconds=seconds))
        worker.step()
    plant.drain()
    plant.drain()
    assert plant.seconds() == [("helmet", 60, 0, 0)]
    assert worker.step() == 0


def test_two_workers_in_one_minute_add_up_and_what_is_sent_twice_does_not(plant: Plant) -> None:
    killed = plant.worker()
    killed.publish(exposure_minute(plant.world.ours, at=NOON, run="one-0", worn_seconds=20.0))
    killed.step()
    killed.publish(exposure_minute(plant.world.ours, at=NOON, run="one-0", worn_seconds=25.0))
    later = plant.worker()  # sends again what the first one left on the disk
    later.publish(exposure_minute(plant.world.ours, at=NOON, run="two-0", worn_seconds=30.0, missing_seconds=2.0))
    later.step()
    plant.drain()
    later.step()
    plant.drain()
    assert plant.seconds() == [("helmet", 55, 2, 0)]


def test_an_older_value_that_comes_late_changes_nothing(plant: Plant) -> None:
    old = exposure_minute(plant.world.ours, at=NOON, worn_seconds=15.0)
    new = exposure_minute(plant.world.ours, at=NOON + MINUTE, minute=NOON, worn_seconds=45.0)
    assert [plant.store.store(event) for event in (new, old, new)] == [True, False, False]
    assert plant.seconds() == [("helmet", 45, 0, 0)]


def test_rules_zones_items_and_cameras_are_kept_apart(plant: Plant) -> None:
    ours = plant.world.ours
    for changes in (
        {},
        {"item": "vest", "worn_seconds": 0.0, "missing_seconds": 40.0},
        {"rule_id": "7", "rule_name": "Gate", "zone_id": 3, "zone_name": "North", "worn_seconds": 5.0},
        {"rule_id": "7", "rule_name": "Gate", "rule_version": 2, "zone_id": 3, "not_assessable_seconds": 9.0},
    ):
        plant.store.store(exposure_minute(ours, at=NOON, **changes))
    plant.store.store(exposure_minute(plant.world.theirs, at=NOON, worn_seconds=1000.0))
    assert plant.seconds(ExposureGroup.ITEM) == [("helmet", 125, 0, 9), ("vest", 0, 40, 0)]
    assert plant.seconds(ExposureGroup.RULE) == [("7", 65, 0, 9), ("anywhere", 60, 40, 0)]
    assert sorted(plant.seconds(ExposureGroup.ZONE), key=str) == [(3, 65, 0, 9), (None, 60, 40, 0)]
    assert plant.seconds(ExposureGroup.CAMERA) == [(ours.camera_id, 125, 40, 9)]
    assert [one[1:] for one in plant.seconds(ExposureGroup.QUARTER)] == [(125, 40, 9)]


def test_tracks_are_stored_once_and_for_their_camera(plant: Plant) -> None:
    worker = plant.worker()
    events = [track_summary(plant.world.ours, stander(NOON, 60), track_id=n) for n in range(3)]
    for event in events:
        worker.publish(event)
    worker.step()
    plant.drain()
    plant.store.store(batch_of(*events))
    assert plant.parts() == 3


def test_a_track_that_cannot_be_read_is_refused(plant: Plant) -> None:
    event = track_summary(plant.world.ours, stander(NOON, 5), items=("helmet", "vest", "boots"))
    broken = replace(event, samples="AAAA")
    with pytest.raises(InvalidInput, match="do not fit"):
        plant.store.store(batch_of(broken))


def test_retention_removes_what_is_old(plant: Plant) -> None:
    now, ours = NOON, plant.world.ours
    for days in (EXPOSURE_KEPT.days - 1, EXPOSURE_KEPT.days + 1):
        plant.store.store(exposure_minute(ours, at=now - timedelta(days=days)))
    for days in (TRACKS_KEPT.days - 1, TRACKS_KEPT.days + 1):
        plant.store.store(batch_of(track_summary(ours, stander(now - timedelta(days=days), 5))))
    assert remove_old(plant.database, at=now) == 2
    assert (plant.parts(), remove_old(plant.database, at=now)) == (1, 0)


def test_retention_keeps_the_newest_tracks_of_a_crowded_camera(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.services.exposure.retention.MOST_PARTS", 2)
    for hours in range(4):
        plant.store.store(batch_of(track_summary(plant.world.ours, stander(NOON - timedelta(hours=hours), 5))))
    assert (remove_old(plant.database, at=NOON), plant.parts()) == (2, 2)


def asked(client: FlaskClient, world: World, role: str = "viewer", **query: Any) -> dict[str, Any]:
    window = {"since": (NOON - timedelta(hours=2)).isoformat(), "until": (NOON + timedelta(hours=2)).isoformat()}
    answer = client.get("/api/exposure", query_string={**window, **query}, headers=world.ours.headers(role))
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json
    return body


def test_exposure_is_reported_by_hour_beside_the_blind_time(
    backend: Backend, world: World, client: FlaskClient
) -> None:
    for minutes in (0, 59, 60):
        backend.event_store.store(exposure_minute(world.ours, at=NOON + minutes * MINUTE, missing_seconds=6.0))
    body = asked(client, world, by="hour", until=datetime.now(UTC).isoformat())
    assert [(row["worn_seconds"], row["missing_seconds"]) for row in body["rows"]] == [(120, 12), (60, 6)]
    assert (body["worn_seconds"], body["watched_seconds"], body["time_zone"]) == (180, 0, "Asia/Jakarta")
    assert body["blind_seconds"] > 0, "no worker reported that it observed"
    assert body["rows"][0]["since"] == NOON.isoformat().replace("+00:00", ".000Z")


def test_a_day_is_one_of_the_site(backend: Backend, world: World, client: FlaskClient) -> None:
    backend.event_store.store(exposure_minute(world.ours, at=NOON))
    (row,) = asked(client, world, by="day")["rows"]
    begin = datetime.fromisoformat(row["since"])
    assert (begin.hour, begin.minute) == (17, 0)  # midnight in Jakarta
    assert begin <= NOON < datetime.fromisoformat(row["until"])


@pytest.mark.parametrize(
    ("query", "seconds"),
    [
        ({}, 70),
        ({"item": "helmet"}, 60),
        ({"item": "vest"}, 10),
        ({"rule_id": "7"}, 10),
        ({"zone_id": 3}, 10),
        ({"zone_id": 4}, 0),
    ],
)
def test_exposure_is_filtered(
    backend: Backend, world: World, client: FlaskClient, query: dict[str, Any], seconds: float
) -> None:
    backend.event_store.store(exposure_minute(world.ours, at=NOON))
    vest = {"item": "vest", "rule_id": "7", "zone_id": 3, "worn_seconds": 10.0}
    backend.event_store.store(exposure_minute(world.ours, at=NOON, **vest))
    assert asked(client, world, by="item", camera_id=world.ours.camera_id, **query)["worn_seconds"] == seconds


@pytest.mark.parametrize("query", [{"by": "month"}, {"by": "item", "rule_id": "7; DROP"}, {"by": "hour", "to": 1}])
def test_a_query_that_means_nothing_is_refused(client: FlaskClient, world: World, query: dict[str, Any]) -> None:
    answer = client.get("/api/exposure", query_string=query, headers=world.ours.headers("viewer"))
    assert answer.status_code == 400


def test_another_company_s_camera_is_not_there(backend: Backend, world: World, client: FlaskClient) -> None:
    backend.event_store.store(exposure_minute(world.theirs, at=NOON))
    assert asked(client, world, by="camera")["rows"] == []
    query = {"by": "item", "camera_id": world.theirs.camera_id}
    assert client.get("/api/exposure", query_string=query, headers=world.ours.headers()).status_code == 404


def test_a_limited_user_sees_the_exposure_of_their_cameras_only(backend: Backend, world: World) -> None:
    backend.event_store.store(exposure_minute(world.ours, at=NOON))
    query = ExposureQuery(since=NOON - MINUTE, until=NOON + MINUTE)
    for cameras, count in (([world.ours.camera_id], 1), ([], 0)):
        limits = Limits(site_ids=frozenset(), camera_ids=frozenset(cameras))
        with backend.database.reading(Scope.company(world.ours.company_id, limits)) as session:
            assert len(exposure.sums(session, world.ours.company_id, ExposureGroup.ITEM, query)) == count
