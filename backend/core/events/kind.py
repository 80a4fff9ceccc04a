"""A kind of event: its class, its delivery class and its limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from backend.core.events.delivery import Delivery, DeliveryLimits
from backend.core.events.envelope import Event, FieldForm

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind(Generic[E]):
    """What the worker, the stream and the backend need about a kind. ValueError when it contradicts itself."""

    event: type[E]
    delivery: Delivery
    limits: DeliveryLimits
    key: Callable[[E], str] | None = None
    """Keyed only: which value this is, unique within the camera and kind."""

    def __post_init__(self) -> None:
        if (self.delivery is Delivery.KEYED) != (self.key is not None):
            raise ValueError(f"{self.name}: a keyed kind has a key, and no other has one")
        forms = {one.metadata.get("form") for one in fields(self.event)}
        if self.delivery is Delivery.SAMPLED and FieldForm.BINARY in forms:
            raise ValueError(f"{self.name}: a sampled kind travels in batches and cannot carry pictures")

    @property
    def name(self) -> str:
        """The kind's name on the wire."""
        return self.event.kind
