"""A worker's way to publish events: each kind is delivered as its class promises."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from redis.exceptions import RedisError

from backend.adapters.events import stream as event_stream
from backend.adapters.events.journal import EventJournal
from backend.adapters.redis.connection import RedisClient
from backend.core.errors import Unavailable
from backend.core.events.delivery import Delivery
from backend.core.events.envelope import Event
from backend.core.events.kinds import KINDS, Kinds
from backend.services.events.keyed_outbox import KeyedOutbox
from backend.services.events.sampled_outbox import SampledOutbox

log = logging.getLogger(__name__)
BUDGET_SECONDS = 0.5
"""How long one round may send. Longer delays the camera's status report, shorter drains a backlog more slowly."""
KEYED_FOLDER = "keyed"
Publish = Callable[[Event], bool]
"""As `EventDelivery.publish`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryCounts:
    """What a worker still holds of each class."""

    durable: int
    """Not in the stream yet."""
    keyed: int
    """Not acknowledged yet."""
    sampled: int
    """Batches that are not in the stream yet."""


class EventDelivery:
    """One camera's outgoing events. `publish` may be called by any thread, `step` belongs to one."""

    def __init__(
        self,
        redis: RedisClient,
        folder: Path,
        *,
        kinds: Kinds = KINDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._redis = redis
        self._kinds = kinds
        self._monotonic = monotonic
        self._run = ""
        self.journal = EventJournal(
            folder, lambda event: event_stream.append(redis, event, kinds=kinds), kinds=kinds, monotonic=monotonic
        )
        self._keyed = KeyedOutbox(redis, folder / KEYED_FOLDER, kinds, monotonic)
        self._sampled = SampledOutbox(redis, folder, kinds, monotonic)
        self.counts = DeliveryCounts(durable=self.journal.counts().waiting, keyed=0, sampled=0)
        """As of the last step."""

    def publish(self, event: Event) -> bool:
        """Deliver the event as its kind's class promises; False when there was no room and it is lost.

        A durable event is on disk when this returns, a keyed one survives this process, a sampled one may be thinned.
        """
        event = replace(event, monotonic=self._monotonic())
        match self._kinds.of(event).delivery:
            case Delivery.DURABLE:
                return self.journal.add(event)
            case Delivery.KEYED:
                return self._keyed.put(event)
            case Delivery.SAMPLED:
                self._sampled.add(event)
                return True

    def step(self) -> int:
        """One round; returns how many durable events and keyed values still wait. A Redis that is away delays them.

        1. A Redis that has started anew may have forgotten what it answered last: that is sent again.
        2. Durable events go first. 3. Keyed values. 4. Sampled events, in what is left of the time.
        """
        deadline = self._monotonic() + BUDGET_SECONDS
        try:
            run = event_stream.run_of(self._redis)
        except (RedisError, Unavailable):
            run = self._run
        if self._run not in ("", run):
            log.warning("Redis has started anew: %d events are sent again", self.journal.send_again())
            self._keyed.send_again()
        self._run = run
        self.counts = DeliveryCounts(
            durable=self.journal.flush(budget_seconds=BUDGET_SECONDS),
            keyed=self._keyed.flush(deadline),
            sampled=self._sampled.flush(deadline),
        )
        return self.counts.durable + self.counts.keyed

    def forget(self) -> None:
        """The camera is gone for good: what only its next worker would need goes too."""
        self._sampled.forget()
