"""Reads published messages: waits for one that has arrived in part, and notices a connection that is silently gone.

The client raises TimeoutError when the rest of a message does not come in the time of one read, and keeps what it has:
the next read goes on there. A proxy that drops a connection without a word is noticed by an answer to PING that is
overdue.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from redis.client import PubSub
from redis.exceptions import ConnectionError, TimeoutError

from backend.adapters.redis.connection import RedisClient

PARTIAL_SECONDS = 20.0
"""How long the rest of a message may take. Shorter: a slow line interrupts viewers. Longer: a broken one holds them."""
SILENT_SECONDS = 10.0
"""How long an answer to PING may take. Shorter: a busy Redis is taken for gone. Longer: its messages are missed."""


@dataclass(frozen=True, slots=True)
class PublishedMessage:
    """A message and the channel on which it came."""

    channel: str
    data: bytes


class MessageReader:
    """A subscription to some channels, for one thread. After a RedisError of its methods it is closed and made anew."""

    def __init__(self, redis: RedisClient, *channels: str) -> None:
        self._pubsub: PubSub = redis.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
        self._partial_since: float | None = None
        self._unanswered_since: float | None = None
        try:
            self._pubsub.subscribe(*channels)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> MessageReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def read(self, timeout_seconds: float = 0.0) -> PublishedMessage | None:
        """The next message, or None when none is complete within about `timeout_seconds`."""
        try:
            message: dict[str, Any] | None = self._pubsub.get_message(timeout=timeout_seconds)
        except TimeoutError:
            self._wait_for_the_rest()
            return None
        self._partial_since = None
        if message is None:
            self._check_answers()
            return None
        self._unanswered_since = None
        return PublishedMessage(bytes(message["channel"]).decode(), bytes(message["data"]))

    def close(self) -> None:
        """Give the connection back."""
        self._pubsub.close()

    def _wait_for_the_rest(self) -> None:
        now = time.monotonic()
        if self._partial_since is None:
            self._partial_since = now
        elif now - self._partial_since > PARTIAL_SECONDS:
            raise ConnectionError("The rest of a message does not come.")

    def _check_answers(self) -> None:
        now = time.monotonic()
        if not self._pubsub.health_check_response_counter:
            self._unanswered_since = None
        elif self._unanswered_since is None:
            self._unanswered_since = now
        elif now - self._unanswered_since > SILENT_SECONDS:
            raise ConnectionError("Redis does not answer a subscriber.")
