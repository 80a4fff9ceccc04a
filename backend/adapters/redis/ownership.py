"""Marks a Redis with the installations that use it, and where each of them runs.

Names carry the installation's id, so several installations share a Redis, or a server by different database numbers.
A copy of a data folder has the id of the original: of two places with one id the Redis serves the one that holds the
mark, which every process renews and which expires when all are gone. To the other, Redis is away.

Marks are kept in database 0, whatever number is used, since published messages ignore the number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from redis import ConnectionPool, Redis
from redis.exceptions import ConnectionError, ResponseError

from backend.adapters.machine.place import Place
from backend.adapters.redis.names import RedisNames, owner_pattern

LEASE_SECONDS = 20.0
"""How long a mark holds. Shorter: a copy gets in while the original is busy. Longer: moving elsewhere takes longer."""
CLAIM = """
redis.pcall('SELECT', '0')
local held = redis.call('GET', KEYS[1])
if held and cjson.decode(held).place ~= ARGV[1] then return held end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return false
"""


class RedisTaken(ConnectionError):
    """The mark is held by another place: `holder`."""

    def __init__(self, holder: InstallationMark) -> None:
        super().__init__(f"This installation's names in Redis are used from {holder}.")
        self.holder = holder


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationMark:
    """An installation that uses a Redis, and where it runs."""

    installation: str
    place: str
    machine: str
    folder: str
    database: int

    def __str__(self) -> str:
        return f"{self.folder} on {self.machine}"


def claim_arguments(names: RedisNames, place: Place, database: int) -> tuple[str, int, str, str, str, int]:
    """The arguments of EVAL that set or renew the mark; it answers nothing, or the mark of another place."""
    body = {"place": place.id, "machine": place.machine, "folder": place.folder, "database": database}
    return CLAIM, 1, names.owner, place.id, json.dumps(body), int(LEASE_SECONDS * 1000)


def guard(connection: Any, names: RedisNames, place: Place) -> None:
    """Complete the handshake and claim the mark, on a new connection. RedisTaken when another place holds it.

    A Redis that cannot write now, or may not run scripts, is used without: reading must go on.
    """
    connection.on_connect()
    connection.send_command("EVAL", *claim_arguments(names, place, int(connection.db or 0)), check_health=False)
    with suppress(ResponseError):
        check_answer(names, connection.read_response())


def check_answer(names: RedisNames, held: Any) -> None:
    """RedisTaken when the answer to a claim is the mark of another place."""
    if held:
        raise RedisTaken(_mark(names.installation, held))


def marks(redis: Redis) -> list[InstallationMark]:
    """Every installation that uses this server now, by id. Raises RedisError."""
    with _database_0(redis) as client:
        keys = sorted(client.scan_iter(match=owner_pattern(), count=1000))
        values: list[Any] = client.mget(keys) if keys else []
    pairs = zip(keys, values, strict=True)
    return [_mark(key.decode().split(":")[1], value) for key, value in pairs if value is not None]


def give_up(redis: Redis, names: RedisNames) -> None:
    """Remove the mark, so that another place need not wait. Raises RedisError."""
    with _database_0(redis) as client:
        client.delete(names.owner)


@contextmanager
def _database_0(redis: Redis) -> Iterator[Redis]:
    pool = redis.connection_pool
    options = {k: v for k, v in pool.connection_kwargs.items() if k != "redis_connect_func"}
    with Redis(
        connection_pool=ConnectionPool(connection_class=pool.connection_class, **{**options, "db": 0})
    ) as client:
        yield client
        client.connection_pool.disconnect()


def _mark(installation: str, value: bytes) -> InstallationMark:
    body: dict[str, Any] = json.loads(value)
    return InstallationMark(
        installation=installation,
        place=str(body.get("place", "")),
        machine=str(body.get("machine", "?")),
        folder=str(body.get("folder", "?")),
        database=int(body.get("database", 0)),
    )
