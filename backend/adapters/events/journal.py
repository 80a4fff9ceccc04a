"""Durable events on their way to Redis: written to disk first, sent, and taken off the disk a minute after.

So an event survives this process being killed at any moment, Redis being away for as long as the disk holds, and a
Redis that forgets what it has just answered (a power cut): when it has started anew, `send_again` is called.
Sending one twice does no harm: its id is the key under which it is stored. They are sent in the order in which they
were added; one writer (a camera's worker) per folder. Each kind has a limit of its own, so that a flood of one kind
displaces no other.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from redis.exceptions import RedisError

from backend.adapters.events.journal_folder import JournalFolder, StoredFile
from backend.core.errors import MalformedEvent, Unavailable
from backend.core.events.delivery import DeliveryLimits
from backend.core.events.envelope import Event
from backend.core.events.kinds import KINDS, Kinds

log = logging.getLogger(__name__)
MOST_UNSAVED = 200
"""Events that wait in memory (30 MB or so) while the disk takes nothing."""
KEEP_SECONDS = 60.0
"""How long a sent event stays on disk. Redis writes to its disk once a second; a disk that is full delays that."""
Send = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class JournalCounts:
    """How full the journal is. `unsaved` of the waiting are in memory only; `refused` were decided and are lost."""

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
        kinds: Kinds = KINDS,
        keep_seconds: float = KEEP_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`send` raises RedisError or Unavailable when the event cannot go now.

        What an earlier process left waits, with what it had sent in its last `keep_seconds`.
        """
        self._folder = JournalFolder(folder, kinds)
        self._kinds = kinds
        self._send = send
        self._keep_seconds = keep_seconds
        self._monotonic = monotonic
        self._lock = Lock()  # of what follows; never held while something is sent
        self._sending = Lock()
        self._waiting: dict[int, StoredFile] = {}
        self._entries: Counter[str] = Counter()  # waiting, by kind
        self._bytes: Counter[str] = Counter()
        for number, file in self._folder.files().items():
            self._count(number, file)
        self._unsaved: dict[int, Event] = {}
        self._sent: deque[tuple[int, float, StoredFile]] = deque()
        self._refused = 0
        self._next = max(self._waiting, default=0) + 1

    def add(self, event: Event) -> bool:
        """Keep the event; it is on disk when this returns. A full disk leaves it in memory, with an error.

        Where its kind has no room it is refused: False, an error in the log, and counted. What was added first is kept.
        A kind without a limit (the end of a violation) is never refused.
        """
        limits = self._kinds.of(event).limits
        with self._lock:
            if self._is_full(event.kind, limits):
                return self._refuse(event)
            number = self._next
            self._next += 1
            self._count(number, StoredFile(event.kind, 0))
            self._unsaved[number] = event
            if not self._save(number) and len(self._unsaved) > MOST_UNSAVED and limits.waiting is not None:
                del self._unsaved[number]
                self._uncount(number)
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
                    self._mark_sent(number)
                if self._monotonic() >= deadline:
                    break
            return len(self._waiting)

    def send_again(self) -> int:
        """What was sent and is still on disk waits again, in its old place. Returns how many."""
        with self._sending, self._lock:
            again = {number: file for number, _, file in self._sent}
            self._sent.clear()
            for number, file in again.items():
                self._count(number, file)
            self._waiting = dict(sorted(self._waiting.items()))
            return len(again)

    def waiting(self) -> Iterator[Event]:
        """The events that wait, oldest first. One at a time: all of them may be too much for the memory."""
        for number in list(self._waiting):
            with self._sending:
                event = self._read(number) if number in self._waiting else None
            if event is not None:
                yield event

    def counts(self) -> JournalCounts:
        """How full the journal is now."""
        return JournalCounts(len(self._waiting), len(self._unsaved), self._refused)

    def _is_full(self, kind: str, limits: DeliveryLimits) -> bool:
        too_many = limits.waiting is not None and self._entries[kind] >= limits.waiting
        return too_many or (limits.waiting_bytes is not None and self._bytes[kind] >= limits.waiting_bytes)

    def _count(self, number: int, file: StoredFile) -> None:
        self._waiting[number] = file
        self._entries[file.kind] += 1
        self._bytes[file.kind] += file.size

    def _uncount(self, number: int) -> StoredFile:
        file = self._waiting.pop(number)
        self._entries[file.kind] -= 1
        self._bytes[file.kind] -= file.size
        return file

    def _refuse(self, event: Event) -> bool:
        self._refused += 1
        facts = (event.kind, self._entries[event.kind], event.id)
        log.error("the journal has no room for %s (%d wait): %s is lost", *facts, extra={"event_id": event.id})
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
        kind = self._unsaved.pop(number).kind
        self._waiting[number] = StoredFile(kind, size)  # in its place: the order is that of the numbers
        self._bytes[kind] += size
        return True

    def _mark_sent(self, number: int) -> None:
        file = self._uncount(number)
        if self._unsaved.pop(number, None) is None:
            self._sent.append((number, self._monotonic(), file))
            self._forget_sent()

    def _forget_sent(self, *, every: bool = False) -> None:
        while self._sent and (every or self._monotonic() - self._sent[0][1] >= self._keep_seconds):
            self._folder.remove(self._sent.popleft()[0])

    def _read(self, number: int) -> Event | None:
        """The event of this number; None when its file is gone or broken (a broken one is kept for inspection)."""
        with self._lock:
            if number in self._unsaved:
                return self._unsaved[number]
        lost = 1
        try:
            return self._folder.read(number)
        except FileNotFoundError:
            lost = 0
            log.warning("journal entry %012d.event is gone: another process has sent it", number)
        except MalformedEvent as error:
            log.error("journal entry %012d.event cannot be read (%s); it is kept as .broken", number, error)
            self._folder.set_aside(number)
        except OSError as error:
            log.error(
                "journal entry %012d.event cannot be read (%s); it stays for the next start", number, error.strerror
            )
        with self._lock:
            self._refused += lost
            self._uncount(number)
        return None
