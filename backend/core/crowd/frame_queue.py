"""Whose picture is analysed next: one waiting and one in flight for each client, the client served longest ago first.

A newer picture replaces the one that waits, so a client that sends more than is served gets the newest, has no effect
on others, and the memory is bounded by the number of clients.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

C = TypeVar("C", bound=Hashable)
F = TypeVar("F")


class FrameQueue(Generic[C, F]):
    """Pictures `F` of clients `C`. Not thread-safe."""

    def __init__(self) -> None:
        self._waiting: dict[C, F] = {}
        self._in_flight: set[C] = set()
        self._served: dict[C, int] = {}
        self._count = 0

    def __len__(self) -> int:
        """Pictures that wait."""
        return len(self._waiting)

    def offer(self, client: C, frame: F) -> F | None:
        """A client's picture waits from now on. Returns the one that it replaces."""
        replaced = self._waiting.get(client)
        self._waiting[client] = frame
        return replaced

    def take(self) -> tuple[C, F] | None:
        """The next picture; its client has none else analysed until `done`. None when none can be taken."""
        ready = [client for client in self._waiting if client not in self._in_flight]
        if not ready:
            return None
        client = min(ready, key=lambda one: self._served.get(one, 0))  # of equals, the one that asked first
        self._count += 1
        self._served[client] = self._count
        self._in_flight.add(client)
        return client, self._waiting.pop(client)

    def done(self, client: C) -> None:
        """The client's picture was analysed, or could not be."""
        self._in_flight.discard(client)
        if client not in self._waiting and not self._waiting and not self._in_flight:
            self._served.clear()  # nobody waits: the order of the past has no effect any more

    def remove(self, client: C) -> None:
        """The client has gone. A picture of it that is in flight ends as any other."""
        self._waiting.pop(client, None)
        self._served.pop(client, None)
