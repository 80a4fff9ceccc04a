"""Keyed values arrive in the end and count once; sampled events are thinned with a count; neither costs a violation."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import violations
from backend.adapters.database.repositories.violations import ViolationQuery
from backend.adapters.events.consumer import EventConsumer
from backend.adapters.events.keyed_acknowledgements import KeyedConsumer
from backend.adapters.events.sampled_progress import SampledConsumer
from backend.adapters.evidence.store import EvidenceStore
from backend.adapters.machine.clock import new_id
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.accounts.scope import Scope
from backend.core.errors import Unavailable
from backend.core.events.envelope import Event
from backend.core.events.kinds import Kinds, from_wire
from backend.core.events.violation import VIOLATION_OPENED
from backend.services.events.delivery import EventDelivery
from backend.services.ingest.event_store import EventStore
from backend.services.ingest.ingest import EventIngest
from backend.services.ingest.sampled_ingest import SampledIngest
from tests.builders import START, build_company, opened
from tests.chaos.toys.toy_kinds import STEP, TABLES, TALLY, TOY_KINDS, Step, Tally, handlers_of
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import RedisServer


class Clock:
    """Seconds that pass when a test sets them."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Plant:
    """A worker, a backend and what lies between them."""

    def __init__(self, database: Database, redis: RedisClient, folder: Path, kinds: Kinds = TOY_KINDS) -> None:
        with database.writing(Scope.installation()) as session:
            for table in TABLES:
                session.execute(text(table))
        self.database, self.redis, self.folder, self.kinds = database, redis, folder, kinds
        self.company = build_company(database, "ours")
        self.clock = Clock()
        self.left_out = 0
        self.published: list[Event] = []
        self.worker = self.new_worker()
        self.start_backend()

    def new_worker(self) -> EventDelivery:
        return EventDelivery(self.redis, self.folder / "journal", kinds=self.kinds, monotonic=self.clock)

    def start_backend(self) -> None:
        handlers = handlers_of(self.database, EvidenceStore(self.folder / "evidence"))
        store = EventStore(self.database, handlers, self.published.append, kinds=self.kinds)
        self.durable = EventIngest(EventConsumer(self.redis, retry_seconds=0), self.database, store)
        self.keyed = EventIngest(KeyedConsumer(self.redis, retry_seconds=0), self.database, store)
        self.sampled = SampledIngest(SampledConsumer(self.redis, retry_seconds=0), store, self._count)

    def drain(self) -> None:
        for ingest in (self.durable, self.keyed, self.sampled):
            ingest.step(block_seconds=0.01)  # may have to make the group first
            while ingest.step(block_seconds=0.01):
                pass

    def tally(self, slot: int, value: int, *, at: datetime = START) -> Tally:
        return Tally(**self._envelope(at), slot=slot, value=value)

    def step(self, n: int = 0) -> Step:
        return Step(**self._envelope(START + timedelta(milliseconds=n)))

    def tallies(self) -> dict[int, int]:
        with self.database.reading(Scope.installation()) as session:
            rows = session.execute(text("SELECT slot, value FROM toy_tallies")).all()
        return {int(row.slot): int(row.value) for row in rows}

    def number(self, query: str) -> int:
        with self.database.reading(Scope.installation()) as session:
            return int(session.execute(text(query)).scalar() or 0)

    def steps(self) -> int:
        return self.number("SELECT count(*) FROM toy_steps")

    def counted_as_left_out(self) -> int:
        return self.number("SELECT sum(events) FROM toy_left_out")

    def violations(self) -> set[str]:
        with self.database.reading(Scope.installation()) as session:
            found = violations.listed(session, self.company.company_id, ViolationQuery(limit=1000))
        return {one.row.id for one in found}

    def _count(self, kind: str, stored: int, left_out: int) -> None:
        assert kind == STEP.name
        self.left_out += left_out

    def _envelope(self, at: datetime) -> dict[str, object]:
        where = {name: getattr(self.company, name) for name in ("company_id", "site_id", "camera_id")}
        return {"id": new_id(at), "at": at, "model": "", **where}


@pytest.fixture
def plant(sqlite_url: str, redis: RedisClient, tmp_path: Path) -> Iterator[Plant]:
    database = Database(sqlite_url)
    yield Plant(database, redis, tmp_path)
    database.close()


def test_one_publish_takes_each_kind_its_own_way(plant: Plant) -> None:
    violation = opened(plant.company)
    for event in (violation, plant.tally(1, 10), plant.step()):
        assert plant.worker.publish(event)
    plant.worker.step()
    streams = (plant.redis.names.events, plant.redis.names.events_keyed, plant.redis.names.events_sampled)
    assert [plant.redis.xlen(stream) for stream in streams] == [1, 1, 1]
    plant.drain()
    assert (plant.violations(), plant.tallies(), plant.steps()) == ({violation.id}, {1: 10}, 1)
    assert [plant.redis.xlen(stream) for stream in streams] == [0, 0, 0]
    assert [event.kind for event in plant.published] == ["violation.opened", "toy.tally"]


def test_an_event_carries_the_worker_s_monotonic_clock(plant: Plant) -> None:
    plant.clock.now = 4321.5
    plant.worker.publish(opened(plant.company))
    (event,) = plant.worker.journal.waiting()
    assert event.monotonic == 4321.5


def test_of_a_key_s_values_the_newest_counts(plant: Plant) -> None:
    for value in (10, 20, 30):
        plant.worker.publish(plant.tally(1, value))
    plant.worker.publish(plant.tally(2, 5))
    plant.worker.step()
    assert plant.redis.xlen(plant.redis.names.events_keyed) == 2, "what was replaced before it was sent does not travel"
    plant.drain()
    assert plant.tallies() == {1: 30, 2: 5}
    assert plant.worker.step() == 0


def test_a_newer_value_counts_though_the_clock_was_set_back(plant: Plant) -> None:
    plant.worker.publish(plant.tally(1, 10))
    plant.worker.publish(plant.tally(1, 20, at=START - timedelta(hours=1)))
    plant.worker.step()
    plant.drain()
    assert plant.tallies() == {1: 20}


def test_an_older_value_that_comes_later_changes_nothing(plant: Plant) -> None:
    plant.worker.publish(plant.tally(1, 10))
    plant.worker.step()
    entry = plant.redis.xrange(plant.redis.names.events_keyed)[0][1]
    plant.worker.publish(plant.tally(1, 20))
    plant.worker.step()
    plant.redis.xadd(plant.redis.names.events_keyed, entry)
    plant.drain()
    assert plant.tallies() == {1: 20}


def test_a_value_is_sent_again_until_it_is_acknowledged(plant: Plant) -> None:
    plant.worker.publish(plant.tally(1, 10))
    assert plant.worker.step() == 1
    plant.redis.delete(plant.redis.names.events_keyed)  # lost on the way
    assert plant.worker.step() == 1
    assert plant.redis.xlen(plant.redis.names.events_keyed) == 0, "not yet"
    plant.clock.now += 60
    assert plant.worker.step() == 1
    plant.drain()
    assert plant.worker.step() == 0
    assert plant.tallies() == {1: 10}
    assert not plant.redis.exists(plant.redis.names.keyed_acknowledgements(plant.company.camera_id))


def test_a_restart_of_the_worker_loses_and_doubles_no_value(plant: Plant) -> None:
    plant.worker.publish(plant.tally(1, 10))
    plant.worker.step()
    plant.worker.publish(plant.tally(1, 20))
    plant.worker.publish(plant.tally(2, 7))
    successor = plant.new_worker()
    assert successor.step() == 2
    plant.drain()
    assert successor.step() == 0
    assert plant.tallies() == {1: 20, 2: 7}
    assert list((plant.folder / "journal").rglob("*.event")) == []
    assert plant.new_worker().step() == 0


def test_a_value_that_can_never_be_stored_is_put_aside_and_acknowledged(plant: Plant) -> None:
    plant.worker.publish(replace(plant.tally(1, 10), site_id=999))
    plant.worker.step()
    for _ in range(8):
        plant.keyed.step(block_seconds=0.01)
    assert plant.number("SELECT count(*) FROM dead_letters") == 1
    assert plant.worker.step() == 0


def test_at_the_limit_a_new_key_is_refused_and_a_known_one_still_replaced(
    plant: Plant, caplog: pytest.LogCaptureFixture
) -> None:
    most = TALLY.limits.waiting or 0
    assert all(plant.worker.publish(plant.tally(slot, 1)) for slot in range(most))
    assert not plant.worker.publish(plant.tally(most, 1))
    assert f"toy.tally:{most} is lost" in caplog.text
    assert plant.worker.publish(plant.tally(0, 2))


def test_values_wait_while_the_keyed_stream_is_full(plant: Plant) -> None:
    most = TALLY.limits.stream_entries
    for slot in range(most + 5):
        plant.worker.publish(plant.tally(slot, slot))
    while plant.redis.xlen(plant.redis.names.events_keyed) < most:
        plant.worker.step()
    plant.worker.step()
    assert plant.redis.xlen(plant.redis.names.events_keyed) == most
    plant.drain()
    while plant.worker.step():
        plant.drain()
    assert plant.tallies() == {slot: slot for slot in range(most + 5)}


def test_what_redis_forgets_in_a_power_cut_is_sent_again(
    sqlite_url: str, mortal_redis: RedisServer, tmp_path: Path
) -> None:
    database, redis = Database(sqlite_url), connect(mortal_redis.url, INSTALLATION, timeout_seconds=1.0)
    plant = Plant(database, redis, tmp_path / "plant")
    plant.worker.publish(plant.tally(1, 10))
    plant.worker.step()
    log = tmp_path / "appendonly.aof"
    mortal_redis.kill()
    os.truncate(log, 0)
    mortal_redis.start()
    assert plant.worker.step() == 1
    plant.drain()
    assert plant.tallies() == {1: 10}
    redis.close()
    database.close()


def test_a_flood_of_sampled_events_displaces_no_violation_and_costs_no_fsync(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(handle), fsync(handle)))
    plant.worker.publish(opened(plant.company))
    for_one = len(synced)
    assert for_one > 0
    for n in range(20_000):
        assert plant.worker.publish(plant.step(n))
    assert len(synced) == for_one
    last = opened(plant.company, at=START + timedelta(seconds=1))
    assert plant.worker.publish(last), "the journal has room for violations"
    plant.worker.step()
    assert plant.redis.xlen(plant.redis.names.events_sampled) == 1
    stored = [from_wire(fields).kind for _, fields in plant.redis.xrange(plant.redis.names.events)]
    assert stored == [VIOLATION_OPENED.name] * 2, "the flood is in a stream of its own"
    plant.drain()
    assert last.id in plant.violations()
    assert 0 < plant.steps() <= (STEP.limits.waiting or 0)
    assert plant.steps() + plant.left_out == 20_000


def test_while_the_sampled_stream_is_full_events_are_thinned_in_the_worker(plant: Plant) -> None:
    published = STEP.limits.stream_entries + 100
    for n in range(published):
        plant.worker.publish(plant.step(n))
        plant.worker.step()
    assert plant.redis.xlen(plant.redis.names.events_sampled) == STEP.limits.stream_entries
    while plant.worker.counts.sampled:
        plant.drain()
        plant.worker.step()
    plant.drain()
    assert STEP.limits.stream_entries < plant.steps() < published
    assert plant.steps() + plant.left_out == published


def test_what_redis_drops_from_the_sampled_stream_is_counted_by_the_batch_that_follows(plant: Plant) -> None:
    for n in range(5):
        plant.worker.publish(plant.step(n))
        plant.worker.step()
    plant.redis.xtrim(plant.redis.names.events_sampled, 2, approximate=False)
    plant.drain()
    assert (plant.steps(), plant.counted_as_left_out(), plant.left_out) == (2, 3, 3)


def test_what_a_killed_worker_had_not_sent_is_counted(plant: Plant) -> None:
    plant.worker.publish(plant.step(1))
    plant.worker.step()
    for n in range(7):
        plant.worker.publish(plant.step(n))
    successor = plant.new_worker()  # the one before is gone with what it held
    successor.publish(plant.step(9))
    successor.step()
    plant.drain()
    assert (plant.steps(), plant.left_out) == (2, 7)


def test_a_batch_whose_answer_was_lost_counts_once(plant: Plant) -> None:
    plant.worker.publish(plant.step(1))
    plant.worker.step()
    ((_, fields),) = plant.redis.xrange(plant.redis.names.events_sampled)
    plant.redis.xadd(plant.redis.names.events_sampled, fields)
    plant.worker.publish(plant.step(2))
    plant.worker.step()
    plant.drain()
    assert (plant.steps(), plant.left_out) == (2, 0)


def test_an_outage_of_the_database_neither_reorders_nor_loses_batches(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        plant.worker.publish(plant.step(n))
        plant.worker.step()
    plant.sampled.step(block_seconds=0.01)  # makes the group

    def away(*_: object) -> None:
        raise Unavailable("away", code="database_unavailable")

    with monkeypatch.context() as patch:
        patch.setattr(plant.database, "writing", away)
        for _ in range(9):
            with pytest.raises(Unavailable):
                plant.sampled.step(block_seconds=0.01)
    plant.drain()
    assert (plant.steps(), plant.left_out) == (3, 0)


def test_a_backend_that_died_before_acknowledging_counts_the_batch_once(plant: Plant) -> None:
    plant.worker.publish(plant.step(1))
    plant.worker.step()
    consumer = SampledConsumer(plant.redis, retry_seconds=0)
    consumer.next(block_seconds=0.01)
    entry = consumer.next(block_seconds=0.01)
    assert entry is not None
    plant.start_backend()
    plant.drain()
    assert (plant.steps(), plant.counted_as_left_out()) == (1, 0)


def test_batches_that_are_none_are_dropped_and_hold_up_nothing(plant: Plant) -> None:
    plant.redis.xadd(plant.redis.names.events_sampled, {"json": "{}"})
    plant.redis.xadd(plant.redis.names.events_sampled, {"nothing": "at all"})
    plant.worker.publish(plant.step(1))
    plant.worker.step()
    plant.drain()
    assert plant.steps() == 1
    assert plant.number("SELECT count(*) FROM dead_letters") == 0
    assert plant.redis.xlen(plant.redis.names.events_sampled) == 0


def test_a_batch_of_an_unknown_camera_is_dropped_and_counted(plant: Plant) -> None:
    plant.worker.publish(replace(plant.step(1), camera_id=999))
    plant.worker.step()
    plant.drain()
    assert (plant.steps(), plant.left_out) == (0, 1)


def test_a_camera_that_is_gone_leaves_no_counter_behind(plant: Plant) -> None:
    plant.worker.publish(plant.step(1))
    assert len(list((plant.folder / "journal").glob("*.count"))) == 1
    plant.worker.forget()
    assert list((plant.folder / "journal").iterdir()) == []


def test_a_kind_without_a_handler_is_noticed_at_the_start(plant: Plant) -> None:
    with pytest.raises(ValueError, match=r"no handler for toy\.step"):
        EventStore(plant.database, {}, plant.published.append, kinds=Kinds(STEP))
