"""What a version without ids in its names left in Redis is taken over, once and whole."""

from __future__ import annotations

import json

import pytest
from rq import Queue

from backend.adapters.cameras import config as camera_config
from backend.adapters.coverage import spans
from backend.adapters.events.consumer import EventConsumer
from backend.adapters.events.stream import append
from backend.adapters.redis.connection import RedisClient
from backend.adapters.redis.takeover import Takeover
from backend.core.cameras.camera import CameraConfig
from backend.core.events.wire import to_wire
from backend.workers.pm2_manager import OldNames
from tests.integration.events.test_event_stream import EVENT

CONFIG = CameraConfig(camera_id=7, company_id=1, site_id=1, name="gate", source="demo:warehouse")


@pytest.fixture
def old(redis: RedisClient) -> RedisClient:
    """A Redis as such a version leaves it when it is stopped."""
    redis.xadd("mandor:events", to_wire(EVENT))
    redis.xgroup_create("mandor:events", "backend", id="0")
    redis.set("mandor:camera:7:config", camera_config.encode(CONFIG))
    redis.hset("mandor:camera:7:episodes", "v1", "{}")
    redis.hset("mandor:camera:7:watched", mapping={"s1": "old", "s2": "old"})
    redis.set("mandor:camera:7:state", "{}", ex=10)
    redis.hset("mandor:processes", "jobs", 3)
    redis.set("mandor:job:evidence_sweep:due", "1", ex=3600)
    redis.set("mandor:beef:camera:7:config", "of another installation")
    redis.set("others:events", "of another program")
    return redis


def names_in(redis: RedisClient) -> set[str]:
    return {key.decode() for key in redis.keys("*")}


def test_events_configurations_and_open_violations_are_taken_over(old: RedisClient) -> None:
    assert Takeover(old).step() == 4
    entry = EventConsumer(old).next()
    assert entry is not None
    assert entry.event_id == EVENT.id
    assert camera_config.read(old, 7) == CONFIG
    assert old.hgetall(old.names.camera_episodes(7)) == {b"v1": b"{}"}
    ours = {old.names.of(name) for name in ("events", "camera:7:config", "camera:7:episodes", "camera:7:watched")}
    assert names_in(old) == {*ours, "mandor:beef:camera:7:config", "others:events"}
    assert Takeover(old).step() == 0


def test_what_is_there_already_stays_and_gets_the_rest(old: RedisClient) -> None:
    """As after a downgrade, or when the backend started first."""
    append(old, EVENT)
    old.hset(old.names.watch_spans(7), "s1", "new")
    old.set(old.names.camera_config(7), b"new")
    Takeover(old).step()
    assert old.xlen(old.names.events) == 2
    assert spans.read(old, [7]) == {7: {"s1": b"new", "s2": b"old"}}
    assert old.get(old.names.camera_config(7)) == b"new"
    assert not [name for name in names_in(old) if name.startswith("mandor:events")]


def test_a_takeover_that_was_interrupted_goes_on(old: RedisClient, monkeypatch: pytest.MonkeyPatch) -> None:
    append(old, EVENT)
    old.xadd("mandor:events", to_wire(EVENT))
    real, calls = old.xdel, []

    def dies_once(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 1:
            raise ConnectionError("killed")
        return real(*arguments)

    monkeypatch.setattr(old, "xdel", dies_once)
    with pytest.raises(ConnectionError):
        Takeover(old).step()
    Takeover(old).step()
    found = {json.loads(fields[b"json"])["id"] for _, fields in old.xrange(old.names.events)}
    assert found == {EVENT.id}
    assert not old.exists("mandor:events")


def test_names_that_are_in_use_are_left_alone(old: RedisClient) -> None:
    old.set("mandor:process:orchestrator", "{}", ex=15)
    before = names_in(old)
    assert Takeover(old).step() is None
    assert names_in(old) == before
    old.delete("mandor:process:orchestrator")
    assert Takeover(old).step() == 4


def test_the_orchestrator_takes_over_once_nothing_uses_the_names(
    old: RedisClient, caplog: pytest.LogCaptureFixture
) -> None:
    Queue("mandor", connection=old).enqueue("backend.jobs.evidence_sweep.run", job_id="evidence_sweep")
    old.set("mandor:process:orchestrator", "{}", ex=15)
    names = OldNames(old)
    for _ in range(2):
        names.step()
    assert [record.message for record in caplog.records if "earlier version uses this Redis" in record.message] != []
    old.delete("mandor:process:orchestrator")
    names.step()
    assert "4 keys of an earlier version in Redis were taken over" in caplog.text
    assert not {"mandor:events", "rq:queue:mandor", "rq:job:evidence_sweep"} & names_in(old)
    old.set("mandor:retention:ran", "by a version that was put back")
    names.step()
    assert old.exists("mandor:retention:ran"), "it looks once in the life of a process"
