"""Holds sampled events of one kind until they are sent, in bounded memory.

At the limit every second event is left out, then every second of the rest, and so on. So what stays is spread evenly
over the time, which dropping the oldest or the newest would not do.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from backend.core.events.delivery import DeliveryLimits
from backend.core.events.envelope import Event
from backend.core.events.sampled_batch import SampledBatch
from backend.core.events.wire import body_of


@dataclass(frozen=True, slots=True)
class _Held:
    number: int
    event: Event
    size: int


class SampleBuffer:
    """Events of one kind. Not thread-safe."""

    def __init__(self, limits: DeliveryLimits) -> None:
        self._limits = limits
        self._held: list[_Held] = []
        self._bytes = 0
        self._stride = 1
        self._first: tuple[int, Event] | None = None
        self._last: tuple[int, Event] | None = None

    def __len__(self) -> int:
        return len(self._held)

    @property
    def is_empty(self) -> bool:
        """Whether there is neither an event nor one that was left out to report."""
        return self._first is None

    def add(self, number: int, event: Event) -> None:
        """Hold the event of this number; numbers ascend."""
        self._first = self._first or (number, event)
        self._last = (number, event)
        if number % self._stride:
            return
        held = _Held(number, event, len(json.dumps(body_of(event))))
        self._held.append(held)
        self._bytes += held.size
        while self._held and self._is_full:
            self._thin()

    def take(self, sequence: str) -> SampledBatch | None:
        """Everything as one batch, and begin anew; None when nothing was added."""
        if self._first is None or self._last is None:
            return None
        (first, earliest), (last, latest) = self._first, self._last
        batch = SampledBatch(
            kind=latest.kind,
            company_id=latest.company_id,
            site_id=latest.site_id,
            camera_id=latest.camera_id,
            sequence=sequence,
            first=first,
            last=last,
            since=earliest.at,
            until=latest.at,
            events=tuple(held.event for held in self._held),
        )
        self._held, self._bytes, self._stride, self._first, self._last = [], 0, 1, None, None
        return batch

    @property
    def _is_full(self) -> bool:
        most, most_bytes = self._limits.waiting, self._limits.waiting_bytes
        return (most is not None and len(self._held) > most) or (most_bytes is not None and self._bytes > most_bytes)

    def _thin(self) -> None:
        self._stride *= 2
        self._held = [held for held in self._held if held.number % self._stride == 0]
        self._bytes = sum(held.size for held in self._held)
