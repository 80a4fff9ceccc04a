"""A Redis that hangs costs one time limit, and a connection that died while idle costs nothing."""

from __future__ import annotations

import time

import pytest
from redis.exceptions import ConnectionError, TimeoutError

from backend.adapters.redis.connection import connect
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import RedisServer

LIMIT_SECONDS = 1.0


@pytest.mark.parametrize("is_open", [True, False], ids=["open connection", "new connection"])
def test_a_redis_that_hangs_holds_a_command_for_one_time_limit(mortal_redis: RedisServer, *, is_open: bool) -> None:
    with connect(mortal_redis.url, INSTALLATION, timeout_seconds=LIMIT_SECONDS) as client:
        if is_open:
            client.ping()
        mortal_redis.pause()
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            client.get("anything")
        assert time.monotonic() - began < LIMIT_SECONDS + 0.5


def test_a_connection_that_died_while_idle_is_opened_anew(mortal_redis: RedisServer) -> None:
    with connect(mortal_redis.url, INSTALLATION) as client:
        client.set("kept", "1")
        mortal_redis.kill()
        mortal_redis.start()
        assert client.get("kept") == b"1"


def test_a_redis_that_is_not_there_is_noticed_at_once(mortal_redis: RedisServer) -> None:
    with connect(mortal_redis.url, INSTALLATION) as client:
        mortal_redis.kill()
        began = time.monotonic()
        with pytest.raises(ConnectionError):
            client.ping()
        assert time.monotonic() - began < 1.0
