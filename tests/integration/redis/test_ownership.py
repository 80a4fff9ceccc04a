"""A Redis is marked with who uses it: a copy of an installation is refused, another installation is named."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis.exceptions import RedisError

from backend.adapters.machine.place import place_of
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.redis import ownership
from backend.adapters.redis.connection import RedisClient, connect, errors_as_unavailable
from backend.adapters.redis.ownership import RedisTaken
from backend.commands import start, stop
from backend.commands.checks import redis as redis_checks
from backend.commands.start import CannotStart
from backend.core.errors import Unavailable
from backend.settings import Settings, installation_id, parse
from tests.support.installations.servers import RedisServer


class Places:
    """An installation and its copy, with a client each."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        self.folders = [folder / "original", folder / "copy"]
        self.id = installation_id(self.folders[0])
        shutil.copytree(*self.folders)
        self.original, self.copy = (self.client(which) for which in (0, 1))

    def client(self, which: int, database: int = 0) -> RedisClient:
        return connect(f"{self.url}?db={database}", self.id, place_of(self.folders[which]))

    def settings(self, which: int) -> Settings:
        return parse({"DATA_DIR": str(self.folders[which]), "REDIS_URL": self.url}, root=self.folders[which])


@pytest.fixture
def places(shared_redis: RedisServer, redis_url: str) -> Iterator[Places]:
    home = Path(tempfile.mkdtemp(prefix="mandor-", dir="/tmp"))  # short: a data folder holds sockets
    found = Places(home, shared_redis.url)
    yield found
    found.original.close()
    found.copy.close()
    shutil.rmtree(home)


def test_redis_serves_the_original_and_not_its_copy(places: Places) -> None:
    places.original.set("key", "of the original")
    for _ in range(2):
        with pytest.raises(RedisTaken, match="/original on "):
            places.copy.set("key", "of the copy")
    with pytest.raises(RedisTaken):
        places.copy.pubsub().subscribe("channel")
    assert places.original.get("key") == b"of the original"


def test_a_copy_with_another_database_number_is_refused_too(places: Places) -> None:
    places.original.ping()
    with places.client(1, database=1) as copy, pytest.raises(RedisTaken):
        copy.ping()


def test_a_copy_gets_the_reason(places: Places) -> None:
    places.original.ping()
    with pytest.raises(Unavailable, match="DATA_DIR/installation") as refused, errors_as_unavailable():
        places.copy.ping()
    assert refused.value.code == "redis_unavailable"


def test_a_process_that_lost_the_mark_is_cut_off(places: Places) -> None:
    places.original.ping()
    ownership.give_up(places.original, places.original.names)  # as if it had been away for longer than the mark holds
    places.copy.ping()
    with pytest.raises(RedisTaken):
        Heartbeat(places.original, "backend").beat()
    with pytest.raises(RedisTaken):
        places.original.get("key")
    Heartbeat(places.copy, "backend").beat()


def test_the_mark_expires(places: Places) -> None:
    places.original.ping()
    names = places.original.names
    assert 0 < places.original.pttl(names.owner) <= 20_000
    places.original.pexpire(names.owner, 1)
    while places.original.exists(names.owner):
        pass
    assert places.copy.ping()


def test_another_installation_is_served_beside_it(places: Places, tmp_path: Path) -> None:
    places.original.ping()
    with connect(places.url, installation_id(tmp_path / "other"), place_of(tmp_path / "other")) as other:
        assert other.ping()
        assert {mark.folder for mark in ownership.marks(other)} == {str(places.folders[0]), str(tmp_path / "other")}


def test_a_redis_that_may_not_write_is_used_without_a_mark(shared_redis: RedisServer, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with connect(shared_redis.url, "aaaa") as plain:
        plain.set("key", "value")
        plain.config_set("maxmemory", 1)
        try:
            with connect(shared_redis.url, "aaaa", place_of(tmp_path / "data")) as client:
                assert client.get("key") == b"value"
                with pytest.raises(RedisError, match="maxmemory"):
                    client.set("key", "other")
        finally:
            plain.config_set("maxmemory", 0)


def test_a_copy_does_not_start_while_the_original_runs(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "CLAIM_SECONDS", 0.0)
    places.original.ping()
    start.claim_redis(places.settings(0))
    with pytest.raises(CannotStart, match="/original on ") as refused:
        start.claim_redis(places.settings(1))
    assert "DATA_DIR/installation" in refused.value.remedy


def test_an_installation_that_was_stopped_is_not_waited_for(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "CLAIM_SECONDS", 0.0)
    start.claim_redis(places.settings(0))
    stop.give_up_redis(places.settings(0))
    start.claim_redis(places.settings(1))
    stop.give_up_redis(places.settings(0))
    with pytest.raises(RedisTaken):
        places.original.ping()


def test_the_doctor_names_a_copy_and_other_installations(
    places: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places.original.ping()
    with connect(places.url, installation_id(tmp_path / "other"), place_of(tmp_path / "other")) as other:
        other.ping()
        assert redis_checks.redis(places.settings(0))
        assert f"another installation, kept apart by its names: {tmp_path / 'other'}" in capsys.readouterr().out
    assert not redis_checks.redis(places.settings(1))
    assert f"used from {places.folders[0]}" in capsys.readouterr().out
