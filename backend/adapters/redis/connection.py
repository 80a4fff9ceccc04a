"""Connections to Redis: bounded in time, so that a Redis that is away is noticed and never waited for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import (
    BusyLoadingError,
    ConnectionError,
    OutOfMemoryError,
    ReadOnlyError,
    ResponseError,
    TimeoutError,
)
from redis.retry import Retry

from backend.adapters.machine.place import Place
from backend.adapters.redis import ownership
from backend.adapters.redis.names import RedisNames
from backend.adapters.redis.ownership import RedisTaken
from backend.core.errors import Unavailable

TIMEOUT_SECONDS = 3.0
TAKEN_HINT = "Stop one of the two. A copy becomes an installation of its own without its file DATA_DIR/installation."
_PASSING = ("NOREPLICAS", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "UNKILLABLE", "BUSY ")
"""How answers begin that mean "not now": its replicas are away, a script keeps it busy."""


class RedisClient(Redis):
    """A client with the names of its installation."""

    names: RedisNames
    place: Place | None = None

    def renew_mark(self) -> None:
        """Renew the mark that this installation works here; nothing for a client without a place.

        Raises RedisError. With RedisTaken the client's connections are closed: a later one is refused as well. A Redis
        that cannot write is used without (see `ownership.guard`).
        """
        if self.place is None:
            return
        database = int(self.connection_pool.connection_kwargs.get("db") or 0)
        try:
            with suppress(ResponseError):
                held: Any = self.eval(*ownership.claim_arguments(self.names, self.place, database))
                ownership.check_answer(self.names, held)
        except RedisTaken:
            self.connection_pool.disconnect()
            raise


def connect(
    url: str, installation: str, place: Place | None = None, *, timeout_seconds: float = TIMEOUT_SECONDS
) -> RedisClient:
    """A client for `redis://…`, `rediss://…` or `unix://…`, for the installation of this id.

    With `place`, each of its connections claims the mark of the installation (see `ownership`); while another place
    holds it, commands raise RedisTaken, a ConnectionError. Nothing is sent until the first command.

    Raises `redis.exceptions.ConnectionError` or `TimeoutError` from its commands within `timeout_seconds`.
    A command whose connection had died while idle is tried once more; one that got no answer in time is not, since the
    next would wait as long.
    """
    names = RedisNames(installation)
    client: RedisClient = RedisClient.from_url(  # type: ignore[assignment]
        url,
        socket_timeout=timeout_seconds,
        socket_connect_timeout=timeout_seconds,
        retry=Retry(NoBackoff(), 1, supported_errors=(ConnectionError,)),
        health_check_interval=15,
        redis_connect_func=partial(ownership.guard, names=names, place=place) if place is not None else None,
    )
    client.names = names
    client.place = place
    return client


def try_to_write(redis: RedisClient) -> None:
    """A small write: a Redis whose memory or disk is full answers questions and refuses this. Raises RedisError."""
    redis.set(redis.names.trial, "", ex=1)


@contextmanager
def errors_as_unavailable() -> Iterator[None]:
    """Turns "Redis is away, full, still loading or cannot write to its disk" into Unavailable (`redis_unavailable`)."""
    try:
        yield
    except RedisTaken as error:
        raise Unavailable(str(error), code="redis_unavailable", hint=TAKEN_HINT) from error
    except (ConnectionError, TimeoutError, BusyLoadingError, OutOfMemoryError, ReadOnlyError) as error:
        raise _unavailable() from error
    except ResponseError as error:
        if str(error).startswith("MISCONF"):
            raise Unavailable(
                "Redis cannot write: its disk is full.", code="redis_unavailable", hint="Free some disk space."
            ) from error
        if not str(error).startswith(_PASSING):
            raise
        raise _unavailable() from error


def _unavailable() -> Unavailable:
    return Unavailable("Redis does not answer.", code="redis_unavailable", hint="Try again in a moment.")
