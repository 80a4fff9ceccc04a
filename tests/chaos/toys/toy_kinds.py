"""A keyed and a sampled kind of event for tests: Mandor itself publishes none of these classes yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import text

from backend.adapters.database.connection import Database
from backend.adapters.evidence.store import EvidenceStore
from backend.core.accounts.scope import Scope
from backend.core.events.delivery import Delivery, DeliveryLimits
from backend.core.events.envelope import Event
from backend.core.events.kind import EventKind
from backend.core.events.kinds import KINDS, Kinds
from backend.core.events.sampled_batch import SampledBatch
from backend.services.ingest import handlers
from backend.services.ingest.handlers import Handler

TABLES = (
    "CREATE TABLE toy_tallies (camera_id INTEGER, slot INTEGER, value INTEGER, event_id VARCHAR(36),"
    " PRIMARY KEY (camera_id, slot))",
    "CREATE TABLE toy_steps (id VARCHAR(36) PRIMARY KEY, camera_id INTEGER)",
    "CREATE TABLE toy_left_out (camera_id INTEGER, sequence VARCHAR(16), last INTEGER, events INTEGER,"
    " PRIMARY KEY (camera_id, sequence, last))",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(Event):
    """A value of a slot of time; the newest counts."""

    kind: ClassVar[str] = "toy.tally"

    slot: int
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Event):
    """One of very many."""

    kind: ClassVar[str] = "toy.step"


TALLY = EventKind(
    event=Tally,
    delivery=Delivery.KEYED,
    limits=DeliveryLimits(waiting=500, waiting_bytes=1_000_000, stream_entries=300),
    key=lambda tally: str(tally.slot),
)
STEP = EventKind(
    event=Step,
    delivery=Delivery.SAMPLED,
    limits=DeliveryLimits(waiting=40, waiting_bytes=100_000, stream_entries=30),
)
TOY_KINDS = Kinds(*KINDS, TALLY, STEP)


class ToyHandlers:
    """Stores them in tables of their own (`TABLES`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tally(self, event: Tally) -> bool:
        """Keep the newest value of the slot."""
        values = {"camera": event.camera_id, "slot": event.slot, "value": event.value, "id": event.id}
        upsert = text(
            "INSERT INTO toy_tallies (camera_id, slot, value, event_id) VALUES (:camera, :slot, :value, :id)"
            " ON CONFLICT (camera_id, slot) DO UPDATE SET value = excluded.value, event_id = excluded.event_id"
            " WHERE excluded.event_id > toy_tallies.event_id"
        )
        with self._database.writing(Scope.installation()) as session:
            return bool(session.execute(upsert, values).rowcount)  # type: ignore[attr-defined]

    def steps(self, batch: SampledBatch) -> bool:
        """Keep the events once each, and how many were left out with them."""
        left_out = {"camera": batch.camera_id, "sequence": batch.sequence, "last": batch.last, "n": batch.left_out}
        with self._database.writing(Scope.installation()) as session:
            for event in batch.events:
                row = {"id": event.id, "camera": event.camera_id}
                session.execute(text("INSERT INTO toy_steps VALUES (:id, :camera) ON CONFLICT DO NOTHING"), row)
            insert = "INSERT INTO toy_left_out VALUES (:camera, :sequence, :last, :n) ON CONFLICT DO NOTHING"
            session.execute(text(insert), left_out)
        return True


def handlers_of(database: Database, evidence: EvidenceStore) -> Mapping[str, Handler]:
    """Mandor's handlers and the toys'."""
    toys = ToyHandlers(database)
    return {**handlers.handlers_of(database, evidence), TALLY.name: toys.tally, STEP.name: toys.steps}
