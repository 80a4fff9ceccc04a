"""Events on their way to Redis: written to disk first, sent, and taken off the disk a minute after.

So an event survives this process being killed at any moment, Redis being away for as long as the disk holds, and a
Redis that forgets what it has just answered (a power cut): whoever sees that it has started anew calls `send_again`.
Sending one twice does no harm: its id is the key under which it is stored. They are sent in the order in which they
were decided; one writer (a camera's worker) per folder.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from redis.exceptions import RedisError

from backend.adapters.events.journal_folder import JournalFolder
from backend.core.errors import MalformedEvent, Unavailable
from backend.core.events.events import AnyEvent, ViolationClosed

log = logging.getLogger(__name__)
MOST_EVENTS = 5000
"""Waiting events of one camera. Fewer lose events in a shorter outage, more fill the disk."""
MOST_BYTES = 500_000_000
"""The same in bytes on disk: 3,000 events with large pictures."""
MOST_UNSAVED = 200
"""Events that wait in memory (30 MB or so) while the disk takes nothing."""
KEEP_SECONDS = 60.0
"""How long a sent event stays on disk. Redis writes to its disk once a second; a disk that is full delays that."""
Send = Callable[[AnyEvent], None]


@dataclass(frozen=True, slots=True)
class JournalCounts:
    """How the journal is. `unsaved` of the waiting are in memory only; `refused` were decided and are lost."""

    waiting: int
    unsaved: int
    refused: int


class EventJournal:
    """One camera's outgoing events. Thread-safe."""

    def __init__(
        self,
        folder: Path,
        send: Send,
        *,
        keep_seconds: float = KEEP_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`send` raises RedisError or Unavailable when the event cannot go now.

        What an earlier process left waits, with what it had sent in its last `keep_seconds`.
        """
        self._folder = JournalFolder(folder)
        self._send = send
        self._keep_seconds = keep_seconds
        self._monotonic = monotonic
        self._lock = Lock()  # of what follows; never held while something is sent
        self._sending = Lock()
        self._waiting = self._folder.sizes()
        self._unsaved: dict[int, AnyEvent] = {}
        self._sent: deque[tuple[int, float, int]] = deque()
        self._bytes = sum(self._waiting.values())
        self._refused = 0
        self._next = max(self._waiting, default=0) + 1

    def add(self, event: AnyEvent) -> bool:
        """Keep the event; it is on disk when this returns. A disk that takes nothing leaves it in memory, loudly.

        Where there is no room it is refused: False, an error in the log, and counted. What was decided first is kept.
        The end of a violation is never refused: there are no more ends than openings.
        """
        with self._lock:
            if self._is_full and not isinstance(event, ViolationClosed):
                return self._refuse(event)
            number = self._next
            self._next += 1
            self._waiting[number] = 0
            self._unsaved[number] = event
            if not self._save(number) and len(self._unsaved) > MOST_UNSAVED and not isinstance(event, ViolationClosed):
                del self._unsaved[number], self._waiting[number]
                return self._refuse(event)
            return True

    def flush(self, *, budget_seconds: float = float("inf")) -> int:
        """One round; returns how many still wait.

        1. What was sent long ago is taken off the disk; what is in memory only is written down, if that works again.
        2. What waits is sent, oldest first, until one cannot go or the time is spent.
        """
        with self._sending:
            with self._lock:
                self._forget_sent()
                numbers = list(self._waiting)
                for number in list(self._unsaved):
                    if not self._save(number, loudly=False):
                        break
            deadline = self._monotonic() + budget_seconds
            for number in numbers:
                event = self._read(number)
                if event is None:
                    continue
                try:
                    self._send(event)
                except (RedisError, Unavailable):
                    break
                with self._lock:
                    self._is_sent(number)
                if self._monotonic() >= deadline:
                    break
            return len(self._waiting)

    def send_again(self) -> int:
        """What was sent and is still on disk waits again, in its old place. Returns how many."""
        with self._sending, self._lock:
            again = {number: size for number, _, size in self._sent}
            self._sent.clear()
            self._waiting = dict(sorted({**again, **self._waiting}.items()))
            self._bytes += sum(again.values())
            return len(again)

    def waiting(self) -> Iterator[AnyEvent]:
        """The events that wait, oldest first. One at a time: all of them may be too much for the memory."""
        for number in list(self._waiting):
            with self._sending:
                event = self._read(number) if number in self._waiting else None
            if event is not None:
                yield event

    def counts(self) -> JournalCounts:
        """How the journal is now."""
        return JournalCounts(len(self._waiting), len(self._unsaved), self._refused)

    @property
    def _is_full(self) -> bool:
        return len(self._waiting) >= MOST_EVENTS or self._bytes >= MOST_BYTES

    def _refuse(self, event: AnyEvent) -> bool:
        self._refused += 1
        said = ("the journal has no room (%d events wait): %s %s is lost", len(self._waiting), event.kind, event.id)
        log.error(*said, extra={"event_id": event.id})
        return False

    def _save(self, number: int, *, loudly: bool = True) -> bool:
        """From memory to disk, if the disk takes it. What was sent already makes room first."""
        try:
            size = self._folder.write(number, self._unsaved[number])
        except OSError as error:
            if self._sent:
                self._forget_sent(every=True)
                return self._save(number, loudly=loudly)
            if loudly:
                log.error("the journal cannot be written (%s): an event waits in memory only", error.strerror)
            return False
        del self._unsaved[number]
        self._waiting[number] = size
        self._bytes += size
        return True

    def _is_sent(self, number: int) -> None:
        size = self._waiting.pop(number)
        self._bytes -= size
        if self._unsaved.pop(number, None) is None:
            self._sent.append((number, self._monotonic(), size))
            self._forget_sent()

    def _forget_sent(self, *, every: bool = False) -> None:
        while self._sent and (every or self._monotonic() - self._sent[0][1] >= self._keep_seconds):
            self._folder.remove(self._sent.popleft()[0])

    def _read(self, number: int) -> AnyEvent | None:
        """The event of this number; None when its file is gone or broken (that is kept for whoever can read it)."""
        with self._lock:
            if number in self._unsaved:
                return self._unsaved[number]
        lost = 1
        try:
            return self._folder.read(number)
        except FileNotFoundError:
            lost = 0
            log.warning("journal entry %012d.event is gone: somebody else has sent it", number)
        except MalformedEvent as error:
            log.error("journal entry %012d.event cannot be read (%s); it is kept as .broken", number, error)
            self._folder.set_aside(number)
        except OSError as error:
            log.error(
                "journal entry %012d.event cannot be read (%s); it stays for the next start", number, error.strerror
            )
        with self._lock:
            self._refused += lost
            self._bytes -= self._waiting.pop(number)
        return None
