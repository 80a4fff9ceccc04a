"""The stream loses nothing: what was delivered and not stored comes again, and a full one refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.adapters.events.consumer import EventConsumer
from backend.adapters.events.stream import append
from backend.adapters.redis.connection import RedisClient, connect
from backend.adapters.redis.names import EVENTS_GROUP
from backend.core.errors import Unavailable
from backend.core.events.kinds import from_wire
from tests.builders import CompanyOfWorld, opened
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import RedisServer, wait_until
from tests.support.installations.tmpfs import fill, tiny_disk

OURS = CompanyOfWorld(1, 1, 1, {}, {})
EVENT = opened(OURS)


def test_an_event_arrives_with_its_pictures_and_leaves_nothing_behind(
    redis: RedisClient, consumer: EventConsumer
) -> None:
    append(redis, EVENT)
    assert consumer.next() is None  # makes the group
    delivery = consumer.next()
    assert delivery is not None
    assert (from_wire(delivery.fields), delivery.deliveries) == (EVENT, 1)
    consumer.done(delivery)
    assert consumer.next(block_seconds=0.01) is None
    assert redis.xlen(redis.names.events) == 0


def test_what_was_not_acknowledged_comes_first_after_a_restart(redis: RedisClient, consumer: EventConsumer) -> None:
    later = opened(OURS)
    append(redis, EVENT)
    consumer.next()
    consumer.next()
    append(redis, later)
    restarted = EventConsumer(redis)
    first, second = restarted.next(), restarted.next()
    assert first is not None
    assert second is not None
    assert [from_wire(one.fields).id for one in (first, second)] == [EVENT.id, later.id]
    assert (first.deliveries, second.deliveries) == (2, 1)


def test_what_another_consumer_abandoned_is_taken_over(redis: RedisClient, consumer: EventConsumer) -> None:
    append(redis, EVENT)
    abandoned = EventConsumer(redis, name="gone")
    abandoned.next()
    assert abandoned.next() is not None
    taken = consumer.next()
    assert taken is not None
    assert from_wire(taken.fields) == EVENT


def test_what_is_given_back_does_not_count_as_a_delivery(redis: RedisClient, consumer: EventConsumer) -> None:
    append(redis, EVENT)
    consumer.next()
    for _ in range(8):
        delivery = consumer.next()
        assert delivery is not None
        assert delivery.deliveries == 1
        consumer.give_back(delivery)


def test_a_full_stream_refuses_so_that_the_worker_keeps_the_event(redis: RedisClient) -> None:
    for _ in range(3):
        append(redis, EVENT, max_entries=3)
    with pytest.raises(Unavailable) as refused:
        append(redis, EVENT, max_entries=3)
    assert refused.value.code == "events_backlog"


def test_an_entry_that_was_deleted_holds_up_nothing(redis: RedisClient, consumer: EventConsumer) -> None:
    append(redis, EVENT)
    append(redis, opened(OURS))
    consumer.next()
    abandoned = EventConsumer(redis)
    deleted, kept = abandoned.next(), abandoned.next()
    assert deleted is not None
    assert kept is not None
    redis.xdel(redis.names.events, deleted.entry_id)
    found = [consumer.next(block_seconds=0.01) for _ in range(3)]
    assert kept.entry_id in [delivery.entry_id for delivery in found if delivery is not None]
    assert redis.xpending(redis.names.events, EVENTS_GROUP)["pending"] == 1


def test_a_redis_that_is_full_is_away_and_drops_nothing(mortal_redis: RedisServer) -> None:
    client = connect(mortal_redis.url, INSTALLATION)
    append(client, EVENT)
    client.config_set("maxmemory", "100kb")
    with pytest.raises(Unavailable):
        append(client, EVENT)
    assert client.xlen(client.names.events) == 1
    client.close()


def test_a_redis_whose_disk_is_full_is_away_and_comes_back(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "disk", kilobytes=400) as disk:
        server = RedisServer(disk)
        server.start(fsync="everysec")
        client = connect(server.url, INSTALLATION)
        consumer = EventConsumer(client, retry_seconds=0)
        consumer.next(block_seconds=0.01)
        fill(disk)
        wait_until(lambda: refuses(client), "Redis to notice", seconds=20)
        with pytest.raises(Unavailable) as away:
            consumer.next(block_seconds=0.01)
        assert away.value.code == "redis_unavailable"
        (disk / "filling").unlink()
        wait_until(lambda: not refuses(client), "Redis to recover", seconds=20)
        assert consumer.next(block_seconds=0.01) is not None
        client.close()
        server.kill()


def refuses(client: RedisClient) -> bool:
    try:
        append(client, EVENT)
    except Unavailable:
        return True
    return False


def test_a_redis_that_was_killed_gives_everything_back(mortal_redis: RedisServer) -> None:
    client = connect(mortal_redis.url, INSTALLATION)
    consumer = EventConsumer(client, retry_seconds=0)
    append(client, EVENT)
    consumer.next()
    assert consumer.next() is not None
    mortal_redis.kill()
    with pytest.raises(Unavailable) as away:
        consumer.next()
    assert away.value.code == "redis_unavailable"
    with pytest.raises(Unavailable):
        append(client, EVENT)
    mortal_redis.start()
    delivery = consumer.next()
    assert delivery is not None
    assert from_wire(delivery.fields) == EVENT
    client.close()
