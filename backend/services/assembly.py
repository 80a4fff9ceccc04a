"""Builds the backend's services from plain values, in one place. Nothing is connected before it is used."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from redis import Redis

from backend.adapters.clock import new_id, utc_now
from backend.adapters.database import Database
from backend.adapters.event_stream import EventConsumer
from backend.adapters.evidence_store import EvidenceStore
from backend.adapters.job_queue import JobQueue
from backend.adapters.live_subscription import LiveSubscription
from backend.adapters.redis_connection import connect
from backend.adapters.source_probe_process import SourceProbe
from backend.adapters.tokens import Tokens
from backend.core.retention import Limits
from backend.services.accounts import Accounts
from backend.services.blind_time import BlindTime
from backend.services.cameras import Cameras
from backend.services.chosen_modes import ChosenModes
from backend.services.dead_letters import DeadLetters
from backend.services.demo_pruning import DemoPruning
from backend.services.disk_watch import DiskWatch, Place
from backend.services.event_ingest import EventIngest, StoredViolation
from backend.services.ledger_upkeep import LedgerUpkeep
from backend.services.live_pictures import LivePictures
from backend.services.metrics import Metrics
from backend.services.schedules import Schedules
from backend.services.sites import Sites
from backend.services.storage_report import StorageReport
from backend.services.storing_numbers import StoringNumbers
from backend.services.system_findings import SystemFindings
from backend.services.system_health import SystemHealth
from backend.services.system_status import Installed, SystemStatus
from backend.services.violations import Violations
from backend.services.watch_ledger import WatchLedger


@dataclass(frozen=True, slots=True)
class Backend:
    """Everything that routes and background loops call."""

    database: Database
    redis: Redis
    accounts: Accounts
    cameras: Cameras
    chosen_modes: ChosenModes
    schedules: Schedules
    sites: Sites
    violations: Violations
    live_pictures: LivePictures
    subscription: LiveSubscription
    ingest: EventIngest
    dead_letters: DeadLetters
    pruning: DemoPruning
    blind_time: BlindTime
    ledger: WatchLedger
    ledger_upkeep: LedgerUpkeep
    health: SystemHealth
    storage: StorageReport
    system: SystemStatus
    metrics: Metrics
    violation_listeners: list[Callable[[StoredViolation], None]]
    """Called for each stored violation, after its commit."""

    def close(self) -> None:
        """Give back connections."""
        self.subscription.close()
        self.redis.close()
        self.database.close()


def build(
    *,
    database_url: str,
    redis_url: str,
    evidence_dir: Path,
    secret_key: str,
    token_lifetime: timedelta,
    probe: SourceProbe | None = None,
    limits: Limits | None = None,
    disk_places: tuple[Place, ...] = (),
    installed: Installed | None = None,
) -> Backend:
    """The backend of one installation."""
    database = Database(database_url)
    redis = connect(redis_url)
    evidence = EvidenceStore(evidence_dir)
    tokens = Tokens(secret_key)
    accounts = Accounts(database, tokens, lifetime=token_lifetime)
    cameras = Cameras(database, redis, probe or SourceProbe())
    subscription = LiveSubscription(redis_url)
    consumer = EventConsumer(redis)
    disks = DiskWatch(disk_places)
    listeners: list[Callable[[StoredViolation], None]] = []

    storing = StoringNumbers()

    def tell(stored: StoredViolation) -> None:
        storing.stored(stored, utc_now())
        began = time.monotonic()
        for listener in listeners:
            listener(stored)
        storing.told(time.monotonic() - began)

    ingest = EventIngest(consumer, database, evidence, tell)
    dead_letters = DeadLetters(database, ingest.take)
    findings = SystemFindings(redis, disks, JobQueue(redis), cameras, dead_letters)
    return Backend(
        database=database,
        redis=redis,
        accounts=accounts,
        cameras=cameras,
        chosen_modes=ChosenModes(database, cameras),
        schedules=Schedules(database),
        sites=Sites(database),
        violations=Violations(database, evidence, tokens),
        live_pictures=LivePictures(subscription, cameras, accounts, tokens),
        subscription=subscription,
        ingest=ingest,
        dead_letters=dead_letters,
        pruning=DemoPruning(database, evidence),
        blind_time=BlindTime(database),
        ledger=WatchLedger(database, redis, cameras, new_id),
        ledger_upkeep=LedgerUpkeep(database, new_id),
        storage=StorageReport(database, redis, disks, limits or Limits()),
        health=SystemHealth(redis, findings),
        system=SystemStatus(database, findings, installed or Installed()),
        metrics=Metrics(findings, storing),
        violation_listeners=listeners,
    )
