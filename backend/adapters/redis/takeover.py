"""Takes over what a version without ids in its names left in Redis: unsent events, open violations, configurations.

Only for an installation whose data are older than its id, and only while no process of such a version reports there:
otherwise the names are in use by another installation that is not upgraded. Interrupted, it goes on where it stopped.
"""

from __future__ import annotations

import re
from typing import Any

from backend.adapters.redis.connection import RedisClient

OLD = re.compile(rb"mandor:(camera|events|fleet|inference|job|process|processes|retention|trial|watch)(:.*)?")
KEPT = re.compile(rb"mandor:(events(:.*)?|camera:\d+:(config|episodes|retry|watched)|retention:ran)")
"""What is worth keeping; the rest is written anew within seconds."""
IN_USE = b"mandor:process:"
"""Expires 15 s after the process's last report."""
_AT_ONCE = 100


class Takeover:
    """The names of one Redis database. Its method raises RedisError."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis

    def step(self) -> int | None:
        """Give every name without an id this installation's; returns how many were kept, None while they are in use."""
        found = sorted(key for key in self._redis.scan_iter(match="mandor:*", count=1000) if OLD.fullmatch(key))
        if any(key.startswith(IN_USE) for key in found):
            return None
        kept = [key for key in found if KEPT.fullmatch(key)]
        for key in kept:
            self._take(key, self._redis.names.of(key.decode().partition(":")[2]))
        for key in found:
            self._redis.delete(key)
        return len(kept)

    def _take(self, old: bytes, new: str) -> None:
        if self._redis.renamenx(old, new):
            return
        kind: Any = self._redis.type(old)  # both are there: what is newer stays, what is missing is added
        if kind == b"stream":
            self._append(old, new)
        elif kind == b"hash":
            fields: Any = self._redis.hgetall(old)
            for field, value in fields.items():
                self._redis.hsetnx(new, field, value)
        self._redis.delete(old)

    def _append(self, old: bytes, new: str) -> None:
        """Entries are deleted as they go; one that is sent twice changes nothing, its event has an id."""
        while True:
            entries: Any = self._redis.xrange(old, count=_AT_ONCE)
            if not entries:
                return
            for entry_id, fields in entries:
                self._redis.xadd(new, fields)
                self._redis.xdel(old, entry_id)
