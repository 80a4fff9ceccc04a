"""Processes announce that they run: one key each that expires, and a record of each start.

A start after an orderly end (`end`) is no restart; one after a crash, a kill or a watchdog is.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import psutil
from redis.exceptions import RedisError

from backend import __version__
from backend.adapters.processes.pm2_ancestry import is_abandoned
from backend.adapters.redis.connection import RedisClient
from backend.core.events.timestamps import format_time, parse_time

EXPIRES_SECONDS = 15.0
"""A process is silent after this. Shorter calls a busy process dead; longer hides a dead one."""
EVERY_SECONDS = 3.0
HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a process reports about itself."""

    pid: int
    started_at: datetime
    at: datetime
    """By its own clock, at the time of the announcement."""
    version: str
    memory_bytes: int
    cpu_share: float
    """Of one core, since the announcement before; 2.0 is two cores."""
    abandoned: bool = False
    """The PM2 that started it is gone: it is not restarted when it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessReport:
    """A process that announced itself once. `announcement` is None while it is silent."""

    name: str
    announcement: Announcement | None
    restarts: int
    """Since its last orderly end."""
    restarts_last_hour: int
    clock_offset_seconds: float | None
    """By how much its clock is ahead of ours."""


class Heartbeat:
    """The announcing side, for a process's loop."""

    def __init__(self, redis: RedisClient, name: str) -> None:
        self._redis = redis
        self._name = name
        self._process = psutil.Process()
        self._process.cpu_percent()  # from here on it is measured
        self._started_at = datetime.fromtimestamp(self._process.create_time(), UTC)
        self._noted = False
        self._beaten_at = float("-inf")

    def beat(self) -> bool:
        """Announce that this process runs, at most every few seconds; returns whether it did. Raises RedisError."""
        if time.monotonic() - self._beaten_at < EVERY_SECONDS:
            return False
        self._redis.renew_mark()
        now = datetime.now(UTC)
        announcement = Announcement(
            pid=os.getpid(),
            started_at=self._started_at,
            at=now,
            version=__version__,
            memory_bytes=self._process.memory_info().rss,
            cpu_share=round(self._process.cpu_percent() / 100, 3),
            abandoned=is_abandoned(self._process),
        )
        body = {k: format_time(v) if isinstance(v, datetime) else v for k, v in asdict(announcement).items()}
        pipe = self._redis.pipeline(transaction=True)
        if not self._noted:
            pipe.hincrby(self._redis.names.processes, self._name, 1)
            pipe.zadd(self._redis.names.process_starts, {f"{self._name} {now.timestamp():.3f}": now.timestamp()})
            pipe.zremrangebyscore(self._redis.names.process_starts, "-inf", now.timestamp() - HOUR)
        pipe.set(self._redis.names.process(self._name), json.dumps(body), px=int(EXPIRES_SECONDS * 1000))
        pipe.execute()
        self._noted, self._beaten_at = True, time.monotonic()
        return True

    def end(self) -> None:
        """This process ends because it was asked to: it is not missed, and its next start is no restart."""
        with suppress(RedisError):
            forget(self._redis, self._name)


def forget(redis: RedisClient, name: str) -> None:
    """Nobody expects this process any more. Raises RedisError."""
    starts: list[bytes] = redis.zrange(redis.names.process_starts, 0, -1)  # type: ignore[assignment]
    pipe = redis.pipeline(transaction=True)
    pipe.delete(redis.names.process(name))
    pipe.hdel(redis.names.processes, name)
    for member in starts:
        if _name_of(member) == name:
            pipe.zrem(redis.names.process_starts, member)
    pipe.execute()


def read(redis: RedisClient, *, at: datetime) -> dict[str, ProcessReport]:
    """Every process that announced itself and did not end in order, by name. Raises RedisError."""
    known: dict[bytes, bytes] = redis.hgetall(redis.names.processes)  # type: ignore[assignment]
    names = sorted(name.decode() for name in known)
    pipe = redis.pipeline(transaction=False)
    pipe.zrangebyscore(redis.names.process_starts, at.timestamp() - HOUR, "+inf")
    for name in names:
        pipe.get(redis.names.process(name))
        pipe.pttl(redis.names.process(name))
    starts, *answers = pipe.execute()
    recent = [_name_of(member) for member in starts]
    return {
        name: _report(name, int(known[name.encode()]), recent.count(name), answers[2 * i], answers[2 * i + 1], at)
        for i, name in enumerate(names)
    }


def _report(name: str, starts: int, recent: int, body: bytes | None, left_ms: int, at: datetime) -> ProcessReport:
    announcement = _decode(body) if body is not None else None
    offset = None
    if announcement is not None and left_ms > 0:
        age_seconds = EXPIRES_SECONDS - left_ms / 1000
        offset = round((announcement.at - at).total_seconds() + age_seconds, 3)
    return ProcessReport(
        name=name,
        announcement=announcement,
        restarts=max(0, starts - 1),
        restarts_last_hour=max(0, min(recent, starts - 1)),
        clock_offset_seconds=offset,
    )


def _decode(body: bytes) -> Announcement:
    fields: dict[str, Any] = json.loads(body)
    fields["started_at"], fields["at"] = parse_time(fields["started_at"]), parse_time(fields["at"])
    return Announcement(**{k: v for k, v in fields.items() if k in Announcement.__dataclass_fields__})


def _name_of(member: bytes) -> str:
    return member.decode().rpartition(" ")[0]
