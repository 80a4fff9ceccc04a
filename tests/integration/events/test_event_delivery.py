"""A camera's events and open violations survive a Redis that forgets."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from backend.adapters.events.stream import append
from backend.adapters.redis.connection import RedisClient, connect
from backend.adapters.violations import open_episodes as camera_episodes
from backend.core.events.kinds import from_wire
from backend.services.events.delivery import EventDelivery
from backend.services.violations.open_violations import FILE, OpenViolations
from tests.builders import START, CompanyOfWorld, closed, opened
from tests.integration.cameras.test_camera_redis import EPISODE
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import RedisServer

OURS = CompanyOfWorld(1, 1, 7, {}, {})


@pytest.fixture
def client(mortal_redis: RedisServer) -> Iterator[RedisClient]:
    found = connect(mortal_redis.url, INSTALLATION, timeout_seconds=1.0)
    yield found
    found.close()


def test_what_a_power_cut_takes_from_redis_is_sent_again(
    tmp_path: Path, mortal_redis: RedisServer, client: RedisClient
) -> None:
    delivery = EventDelivery(client, tmp_path / "journal")
    events = [opened(OURS, at=START + timedelta(seconds=n), crop=bytes(5000)) for n in range(4)]
    delivery.journal.add(events[0])
    assert delivery.step() == 0
    log = tmp_path / "appendonly.aof"
    on_disk = log.stat().st_size
    for event in events[1:3]:
        delivery.journal.add(event)
    assert delivery.step() == 0
    mortal_redis.kill()
    delivery.journal.add(events[3])
    assert delivery.step() == 1
    os.truncate(log, on_disk + 3000)  # in the middle of an entry, as a power cut leaves it
    mortal_redis.start()
    assert client.xlen(client.names.events) == 1
    assert delivery.step() == 0
    stored = [from_wire(fields).id for _, fields in client.xrange(client.names.events)]
    assert sorted(set(stored)) == sorted(event.id for event in events)
    assert stored[1:] == [event.id for event in events], "in their order"


def test_a_redis_that_was_only_away_gets_nothing_twice(tmp_path: Path, client: RedisClient) -> None:
    delivery = EventDelivery(client, tmp_path / "journal")
    delivery.journal.add(opened(OURS))
    for _ in range(3):
        assert delivery.step() == 0
    assert client.xlen(client.names.events) == 1


def test_open_violations_survive_a_redis_that_is_empty(tmp_path: Path, client: RedisClient) -> None:
    folder, journal = tmp_path / "journal", EventDelivery(client, tmp_path / "journal").journal
    other = replace(EPISODE, violation_id="01a1fbe6-6b03-7000-8000-00000000000f")
    OpenViolations(client, 7, folder).save([EPISODE, other])
    client.flushall()
    journal.add(closed(OURS, other.violation_id, at=START))
    new = opened(OURS)
    journal.add(new)
    assert OpenViolations(client, 7, folder).load(journal) == ([EPISODE], [replace(new, crop=b"", wide=b"")])


@pytest.mark.parametrize(("ended", "left"), [(1, True), (2, False)])
def test_a_violation_that_was_reopened_is_open_until_that_opening_ends(
    tmp_path: Path, client: RedisClient, ended: int, left: bool
) -> None:
    folder, journal = tmp_path / "journal", EventDelivery(client, tmp_path / "journal").journal
    again = replace(EPISODE, opening=2)
    OpenViolations(client, 7, folder).save([again])
    journal.add(closed(OURS, again.violation_id, at=START, opening=ended))
    assert OpenViolations(client, 7, folder).load(journal) == ([again] if left else [], [])


def test_a_long_journal_is_not_read_into_memory_at_once(tmp_path: Path, client: RedisClient) -> None:
    folder, journal = tmp_path / "journal", EventDelivery(client, tmp_path / "journal").journal
    for _ in range(40):
        journal.add(opened(OURS, wide=bytes(1_000_000)))
    tracemalloc.start()
    try:
        _, found = OpenViolations(client, 7, folder).load(journal)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(found) == 40
    assert peak < 8_000_000


def test_without_a_readable_file_redis_is_believed(tmp_path: Path, client: RedisClient) -> None:
    folder, journal = tmp_path / "journal", EventDelivery(client, tmp_path / "journal").journal
    camera_episodes.save(client, 7, [EPISODE])
    assert OpenViolations(client, 7, folder).load(journal) == ([EPISODE], [])
    for broken in ("", "[{}]", "[7]", '{"box"', "[[]]"):
        (folder / FILE).write_text(broken)
        assert OpenViolations(client, 7, folder).load(journal) == ([EPISODE], [])


def test_that_nothing_is_open_is_remembered_while_redis_is_away(
    tmp_path: Path, mortal_redis: RedisServer, client: RedisClient
) -> None:
    folder, journal = tmp_path / "journal", EventDelivery(client, tmp_path / "journal").journal
    OpenViolations(client, 7, folder).save([EPISODE])
    mortal_redis.kill()
    OpenViolations(client, 7, folder).save([])
    mortal_redis.start()
    assert camera_episodes.load(client, 7) == [EPISODE]
    assert OpenViolations(client, 7, folder).load(journal) == ([], [])


def test_a_disk_that_refuses_leaves_no_file_that_is_out_of_date(tmp_path: Path, client: RedisClient) -> None:
    folder, journal = tmp_path / "journal", EventDelivery(client, tmp_path / "journal").journal
    kept = OpenViolations(client, 7, folder)
    kept.save([EPISODE])
    (folder / f".{FILE}.tmp").mkdir()  # it cannot be written
    kept.save([])
    (folder / f".{FILE}.tmp").rmdir()
    assert not (folder / FILE).exists()
    assert kept.load(journal) == ([], [])


def test_entries_of_an_earlier_run_do_not_hinder(tmp_path: Path, client: RedisClient) -> None:
    append(client, opened(OURS))
    delivery = EventDelivery(client, tmp_path / "journal")
    delivery.journal.add(opened(OURS))
    assert delivery.step() == 0
    assert client.xlen(client.names.events) == 2
