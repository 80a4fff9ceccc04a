"""Every event reaches the database exactly once: through repetition, crashes at each step and outages."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.adapters.database.connection import Database, sqlite_file
from backend.adapters.database.repositories import camera_changes, dead_letters, violations
from backend.adapters.database.repositories.violations import ViolationQuery
from backend.adapters.database.tables import DeadLetter, Violation
from backend.adapters.events.consumer import EventConsumer
from backend.adapters.events.stream import append
from backend.adapters.evidence.store import EvidenceStore, StoredPicture
from backend.adapters.redis.connection import RedisClient, connect
from backend.adapters.redis.names import EVENTS_GROUP
from backend.core.accounts.scope import Scope
from backend.core.errors import Unavailable
from backend.core.events.envelope import Event
from backend.services.ingest.event_store import EventStore
from backend.services.ingest.handlers import handlers_of
from backend.services.ingest.ingest import EventIngest
from tests.builders import (
    CROP,
    START,
    WIDE,
    CompanyOfWorld,
    build_company,
    camera_changed,
    closed,
    opened,
    reopened,
    updated,
)
from tests.fakes.crashes import CrashingConsumer, CrashingDatabase, CrashingStore, Killed
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import RedisServer

SECOND = timedelta(seconds=1)


class Scene:
    """The consumer's side with everything that it touches."""

    def __init__(self, database: Database, redis: RedisClient, folder: Path) -> None:
        self.database = database
        self.redis = redis
        self.folder = folder
        self.company: CompanyOfWorld = build_company(database, "ours")
        self.published: list[Event] = []
        self.store = self.store_with()
        self.ingest = self.restarted()

    def store_with(self, database: Database | None = None, evidence: EvidenceStore | None = None) -> EventStore:
        database, evidence = database or self.database, evidence or EvidenceStore(self.folder)
        return EventStore(database, handlers_of(database, evidence), self.published.append)

    def restarted(
        self,
        consumer: EventConsumer | None = None,
        database: Database | None = None,
        evidence: EvidenceStore | None = None,
    ) -> EventIngest:
        consumer = consumer or EventConsumer(self.redis, retry_seconds=0)
        return EventIngest(consumer, database or self.database, self.store_with(database, evidence))

    def report(self, *events: Event) -> None:
        for event in events:
            append(self.redis, event)

    def drain(self, ingest: EventIngest | None = None) -> None:
        ingest = ingest or self.ingest
        ingest.step(block_seconds=0.01)  # may have to make the group first
        while ingest.step(block_seconds=0.01):
            pass

    def rows(self) -> list[Violation]:
        with self.database.reading(Scope.installation()) as session:
            found = violations.listed(session, self.company.company_id, ViolationQuery())
        return [one.row for one in found]

    def letters(self) -> list[DeadLetter]:
        with self.database.reading(Scope.installation()) as session:
            return [row for row, _ in dead_letters.listed(session, before=None, limit=999)]

    def files(self) -> list[str]:
        return sorted(str(p.relative_to(self.folder)) for p in self.folder.rglob("*") if p.is_file())

    def assert_nothing_waits(self) -> None:
        assert self.redis.xlen(self.redis.names.events) == 0
        assert self.redis.xpending(self.redis.names.events, EVENTS_GROUP)["pending"] == 0


@pytest.fixture
def scene(database: Database, redis: RedisClient, tmp_path: Path) -> Scene:
    return Scene(database, redis, tmp_path / "evidence")


def test_a_violation_is_opened_improved_and_closed(scene: Scene) -> None:
    first = opened(scene.company)
    better = updated(scene.company, first.id, at=START + SECOND, crop=b"better crop", wide=b"better wide")
    end = closed(scene.company, first.id, at=START + 9 * SECOND)
    scene.report(first, better, end)
    scene.drain()
    (row,) = scene.rows()
    assert (row.id, row.item, row.opened_at, row.close_reason) == (first.id, "helmet", START, "worn")
    assert row.closed_at == START + 9 * SECOND
    assert (scene.folder / row.crop_key).read_bytes() == b"better crop"
    assert row.wide_sha256 == hashlib.sha256(b"better wide").hexdigest()
    folder = f"{scene.company.company_id}/2026/11/21/{scene.company.camera_id}/{first.id}"
    names = [f"crop.{better.id}.jpg", "meta.json", f"wide.{better.id}.jpg"]
    assert scene.files() == [f"{folder}/{name}" for name in names]
    assert [event.kind.partition(".")[2] for event in scene.published] == ["opened", "updated", "closed"]
    scene.assert_nothing_waits()


OF_A_RULE = {
    "items": ("helmet", "vest"),
    "decided_at": START + SECOND,
    "rule_id": "5",
    "rule_version": 2,
    "rule_name": "Dock",
    "zone_id": 3,
    "zone_name": "Dock 1",
    "severity": "critical",
    "track_id": 41,
    "camera_name": "gate at the time",
    "site_name": "plant at the time",
}


def meta(scene: Scene) -> Any:
    """What `meta.json` says of the only violation."""
    (file,) = scene.folder.rglob("meta.json")
    return json.loads(file.read_text())


def test_the_rule_the_items_and_the_names_of_the_time_are_in_row_and_file(scene: Scene) -> None:
    scene.report(opened(scene.company, **OF_A_RULE))
    scene.drain()
    (row,) = scene.rows()
    assert {name: getattr(row, name) for name in OF_A_RULE} == OF_A_RULE | {"items": ["helmet", "vest"]}
    assert (row.item, row.rule_kind, row.opening) == ("helmet", "ppe", 1)
    written = meta(scene)
    assert (written["camera_name"], written["site_name"], written["track_id"]) == (
        "gate at the time",
        "plant at the time",
        41,
    )
    assert written["items"] == ["helmet", "vest"]
    assert written["rule"] == {"kind": "ppe", "id": "5", "version": 2, "name": "Dock", "severity": "critical"}
    assert (written["zone"], written["decided_at"]) == ({"id": 3, "name": "Dock 1"}, "2026-11-21T02:19:04.123Z")


def test_a_violation_of_a_worker_of_before_rules_is_of_the_rule_everywhere(scene: Scene) -> None:
    scene.report(opened(scene.company, rule_id="vest-anywhere", rule_version=1, item="vest"))
    scene.drain()
    (row,) = scene.rows()
    assert (row.item, row.items, row.rule_id, row.severity, row.decided_at) == (
        "vest",
        ["vest"],
        "anywhere",
        None,
        START,
    )


def test_a_rule_that_asks_for_no_items_has_violations_too(scene: Scene) -> None:
    scene.report(opened(scene.company, item=None, rule_kind="restricted", rule_id="6"))
    scene.drain()
    (row,) = scene.rows()
    assert (row.item, row.items, row.rule_kind, row.rule_id) == (None, [], "restricted", "6")


def test_items_join_once_and_in_their_order_whatever_becomes_of_the_picture(scene: Scene) -> None:
    first = opened(scene.company, item="vest")
    joined = updated(scene.company, first.id, at=START + SECOND, items=("vest", "helmet"))
    late = updated(scene.company, first.id, at=START, id=first.id[:-1] + "0", items=("vest", "helmet"))
    scene.report(first, joined, joined, late)
    scene.drain()
    (row,) = scene.rows()
    assert (row.item, row.items, meta(scene)["items"]) == ("vest", ["vest", "helmet"], ["vest", "helmet"])


def test_a_violation_that_is_reopened_is_open_until_it_ends_again(scene: Scene) -> None:
    first = opened(scene.company)
    end = closed(scene.company, first.id, at=START + 9 * SECOND, reason="left")
    again = reopened(scene.company, first.id, at=START + 12 * SECOND)
    scene.report(first, end, again, end, again)
    scene.drain()
    (row,) = scene.rows()
    assert (row.closed_at, row.close_reason, row.opening) == (None, None, 2)
    last = closed(scene.company, first.id, at=START + 12 * SECOND, reason="worn", opening=2)
    scene.report(last, again, end)
    scene.drain()
    (row,) = scene.rows()
    assert (row.closed_at, row.close_reason, row.opening) == (START + 12 * SECOND, "worn", 2)
    kinds = [event.kind.partition(".")[2] for event in scene.published]
    assert kinds == ["opened", "closed", "reopened", "closed"]


def test_a_reopening_that_comes_after_its_own_end_opens_nothing(scene: Scene) -> None:
    first = opened(scene.company)
    scene.report(first, closed(scene.company, first.id, at=START + SECOND, reason="left"))
    scene.report(closed(scene.company, first.id, at=START + 9 * SECOND, reason="worn", opening=2))
    scene.report(reopened(scene.company, first.id, at=START + 5 * SECOND))
    scene.drain()
    (row,) = scene.rows()
    assert (row.closed_at, row.close_reason) == (START + 9 * SECOND, "worn")


def test_repeated_events_change_nothing_and_are_not_published(scene: Scene) -> None:
    first = opened(scene.company)
    better = updated(scene.company, first.id, at=START + SECOND, crop=b"1")
    best = updated(scene.company, first.id, at=START + 2 * SECOND, crop=b"2", confidence=0.99)
    end = closed(scene.company, first.id, at=START + 9 * SECOND)
    change = camera_changed(scene.company, "live", at=START)
    every: list[Event] = [first, better, best, end, change]
    scene.report(*every)
    scene.drain()
    before = [(vars(row) | {"_sa_instance_state": None}) for row in scene.rows()]
    files, published = scene.files(), list(scene.published)
    scene.report(*every, *reversed(every))
    scene.drain()
    assert [(vars(row) | {"_sa_instance_state": None}) for row in scene.rows()] == before
    assert (scene.files(), scene.published) == (files, published)
    assert scene.rows()[0].confidence == 0.99
    with scene.database.reading(Scope.installation()) as session:
        assert len(camera_changes.of_camera(session, scene.company.company_id, scene.company.camera_id)) == 1
    scene.assert_nothing_waits()


CRASHES: dict[str, Callable[[CrashingStore, CrashingDatabase, CrashingConsumer], None]] = {
    "before the first picture": lambda store, *_: setattr(store, "before", 1),
    "between the pictures": lambda store, *_: setattr(store, "behind", 1),
    "behind the pictures": lambda store, *_: setattr(store, "behind", 2),
    "before the commit": lambda _s, database, _c: setattr(database, "moment", "before"),
    "behind the commit": lambda _s, database, _c: setattr(database, "moment", "behind"),
    "before the acknowledgement": lambda _s, _d, consumer: setattr(consumer, "moment", "before"),
    "behind the acknowledgement": lambda _s, _d, consumer: setattr(consumer, "moment", "behind"),
}


@pytest.mark.parametrize("crash", CRASHES)
@pytest.mark.parametrize("which", ["opened", "updated", "closed"])
def test_a_crash_at_any_step_neither_loses_nor_doubles(scene: Scene, database_url: str, which: str, crash: str) -> None:
    first = opened(scene.company)
    better = updated(scene.company, first.id, at=START + SECOND, crop=b"better")
    end = closed(scene.company, first.id, at=START + 2 * SECOND)
    order: list[Event] = [first, better, end]
    position = ["opened", "updated", "closed"].index(which)
    scene.report(*order[:position])
    scene.drain()
    store, database = CrashingStore(scene.folder), CrashingDatabase(database_url)
    consumer = CrashingConsumer(scene.redis, retry_seconds=0)
    CRASHES[crash](store, database, consumer)
    scene.report(*order[position:])
    doomed = scene.restarted(consumer, database, store)
    if which == "closed" and "picture" in crash:
        scene.drain(doomed)  # it has no pictures: nothing happens
    else:
        with pytest.raises(Killed):
            scene.drain(doomed)
    database.close()
    scene.drain(scene.restarted())
    (row,) = scene.rows()
    assert (row.close_reason, row.picture_event_id) == ("worn", better.id)
    assert (scene.folder / row.crop_key).read_bytes() == b"better"
    assert (scene.folder / row.wide_key).read_bytes() == WIDE
    assert row.crop_sha256 == hashlib.sha256(b"better").hexdigest()
    scene.assert_nothing_waits()


def test_an_end_that_overtakes_its_beginning_waits_for_it(scene: Scene) -> None:
    first = opened(scene.company)
    scene.report(closed(scene.company, first.id, at=START + SECOND))
    scene.ingest.step(block_seconds=0.01)
    scene.ingest.step(block_seconds=0.01)
    assert scene.redis.xlen(scene.redis.names.events) == 1
    scene.store.store(first)
    scene.drain()
    assert scene.rows()[0].close_reason == "worn"
    scene.assert_nothing_waits()


def test_what_can_never_be_stored_is_put_aside_with_its_reason(scene: Scene, database: Database) -> None:
    stranger = build_company(database, "theirs")
    orphan = closed(scene.company, opened(scene.company).id, at=START)
    foreign = replace(opened(scene.company), camera_id=stranger.camera_id)
    scene.redis.xadd(scene.redis.names.events, {"json": "{}"})
    scene.report(orphan, foreign, opened(scene.company))
    scene.drain()
    assert len(scene.rows()) == 1
    scene.assert_nothing_waits()
    assert {row.code: row.company_id for row in scene.letters()} == {
        "unreadable": None,
        "never_opened": scene.company.company_id,
        "unknown_camera": scene.company.company_id,
    }
    with database.reading(Scope.installation()) as session:
        wires = [session.get_one(DeadLetter, row.id).wire for row in scene.letters()]
    assert any(CROP in wire for wire in wires)


def test_none_of_many_is_dropped_to_make_room_and_the_same_one_is_put_aside_once(scene: Scene) -> None:
    for _ in range(2):
        for n in range(210):
            scene.redis.xadd(scene.redis.names.events, {"json": f"{{{n}"})
        scene.drain()
    assert len(scene.letters()) == 210
    scene.assert_nothing_waits()


def test_an_end_waits_for_its_beginning_while_the_disk_refuses_pictures(scene: Scene) -> None:
    scene.folder.write_text("not a folder")
    first = opened(scene.company)
    scene.report(first, closed(scene.company, first.id, at=START + SECOND))
    for _ in range(40):
        with suppress(Unavailable):
            scene.ingest.step(block_seconds=0.001)
    assert scene.letters() == []
    scene.folder.unlink()
    scene.drain()
    assert [row.close_reason for row in scene.rows()] == ["worn"]
    assert scene.letters() == []
    scene.assert_nothing_waits()


def test_an_end_without_a_beginning_is_put_aside_even_after_an_outage(scene: Scene) -> None:
    scene.folder.write_text("not a folder")
    first = opened(scene.company)
    scene.report(first, closed(scene.company, opened(scene.company).id, at=START))
    for _ in range(4):
        with suppress(Unavailable):
            scene.ingest.step(block_seconds=0.001)
    scene.folder.unlink()
    scene.drain()
    assert [row.id for row in scene.rows()] == [first.id]
    assert [row.code for row in scene.letters()] == ["never_opened"]


def test_a_value_that_the_database_refuses_is_put_aside_and_the_rest_goes_on(scene: Scene, database_url: str) -> None:
    too_long = replace(opened(scene.company), model="m" * 500)
    scene.report(too_long, opened(scene.company, at=START + SECOND))
    scene.drain()
    refused = 0 if database_url.startswith("sqlite") else 1  # SQLite takes any length
    assert len(scene.rows()) == 2 - refused
    assert [row.code for row in scene.letters()] == ["refused"] * refused


def test_another_process_that_stored_the_same_update_first_keeps_its_pictures(scene: Scene) -> None:
    first = opened(scene.company)
    better = updated(scene.company, first.id, at=START + SECOND, crop=b"better")
    scene.store.store(first)
    faster = scene.store_with()

    class SlowStore(EvidenceStore):
        def write(self, folder: str, name: str, jpeg: bytes) -> StoredPicture:
            picture = super().write(folder, name, jpeg)
            if name.startswith("wide"):
                faster.store(better)
            return picture

    assert not scene.store_with(evidence=SlowStore(scene.folder)).store(better)
    (row,) = scene.rows()
    assert (scene.folder / row.crop_key).read_bytes() == b"better"
    assert (scene.folder / row.wide_key).exists()


def test_an_event_that_kills_its_reader_is_put_aside_in_the_end(scene: Scene) -> None:
    scene.report(opened(scene.company))
    for _ in range(7):
        store = CrashingStore(scene.folder)
        store.before = 1
        ingest = scene.restarted(evidence=store)
        try:
            scene.drain(ingest)
        except Killed:
            continue
    scene.assert_nothing_waits()
    assert [row.code for row in scene.letters()] == ["failed"]


def test_a_disk_that_refuses_loses_nothing(scene: Scene) -> None:
    scene.folder.parent.mkdir(exist_ok=True)
    scene.folder.write_text("not a folder")
    scene.report(opened(scene.company))
    for _ in range(9):
        with pytest.raises(Unavailable) as away:
            scene.drain()
        assert away.value.code == "evidence_unavailable"
    scene.folder.unlink()
    scene.drain()
    assert len(scene.rows()) == 1
    scene.assert_nothing_waits()


def test_a_locked_database_delays_and_loses_nothing(sqlite_url: str, redis: RedisClient, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    scene = Scene(database, redis, tmp_path / "evidence")
    scene.report(opened(scene.company))
    file = sqlite_file(sqlite_url)
    assert file is not None
    other = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as away:
        scene.drain()
    assert away.value.code == "database_unavailable"
    freed = threading.Timer(1.5, other.execute, args=("ROLLBACK",))
    freed.start()
    started_at = time.monotonic()
    scene.drain()
    assert 1 < time.monotonic() - started_at < 4
    assert len(scene.rows()) == 1
    scene.assert_nothing_waits()
    freed.join()
    other.close()
    database.close()


def test_a_redis_that_dies_in_the_middle_loses_nothing(
    sqlite_url: str, mortal_redis: RedisServer, tmp_path: Path
) -> None:
    database, redis = Database(sqlite_url), connect(mortal_redis.url, INSTALLATION)
    scene = Scene(database, redis, tmp_path / "evidence")
    events = [opened(scene.company, at=START + n * SECOND) for n in range(20)]
    scene.report(*events[:10])
    for _ in range(6):
        scene.ingest.step(block_seconds=0.01)
    mortal_redis.kill()
    with pytest.raises(Unavailable):
        scene.ingest.step()
    mortal_redis.start()
    scene.report(*events[10:])
    scene.drain()
    assert {row.id for row in scene.rows()} == {event.id for event in events}
    scene.assert_nothing_waits()
    redis.close()
    database.close()
