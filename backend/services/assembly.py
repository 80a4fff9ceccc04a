"""Builds the backend's services from plain values, in one place. Nothing is connected before it is used."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from redis import Redis

from backend.adapters.accounts.tokens import Tokens
from backend.adapters.database.connection import Database
from backend.adapters.events.stream import EventConsumer
from backend.adapters.evidence.store import EvidenceStore
from backend.adapters.jobs.queue import JobQueue
from backend.adapters.live.subscription import LiveSubscription
from backend.adapters.machine.clock import new_id, utc_now
from backend.adapters.redis.connection import connect
from backend.adapters.video.source_probe_process import SourceProbe
from backend.core.evidence.retention import RetentionLimits
from backend.services.accounts.accounts import Accounts
from backend.services.cameras.cameras import Cameras
from backend.services.cameras.overrides import ChosenModes
from backend.services.cameras.sites import Sites
from backend.services.coverage.coverage import BlindTime
from backend.services.coverage.log import WatchLedger
from backend.services.coverage.upkeep import LedgerUpkeep
from backend.services.evidence.storage_report import StorageReport
from backend.services.ingest.counters import StoringNumbers
from backend.services.ingest.dead_letters import DeadLetters
from backend.services.ingest.ingest import EventIngest, StoredViolation
from backend.services.live.pictures import LivePictures
from backend.services.schedules.schedules import Schedules
from backend.services.system.disk_monitor import DiskMonitor, WatchedFolder
from backend.services.system.findings import SystemFindings
from backend.services.system.health import SystemHealth
from backend.services.system.metrics import Metrics
from backend.services.system.status import Installed, SystemStatus
from backend.services.violations.demo_pruning import DemoPruning
from backend.services.violations.violations import Violations


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
    coverage_log: WatchLedger
    coverage_upkeep: LedgerUpkeep
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
    limits: RetentionLimits | None = None,
    disk_places: tuple[WatchedFolder, ...] = (),
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
    disks = DiskMonitor(disk_places)
    listeners: list[Callable[[StoredViolation], None]] = []

    storing = StoringNumbers()

    def notify(stored: StoredViolation) -> None:
        storing.stored(stored, utc_now())
        began = time.monotonic()
        for listener in listeners:
            listener(stored)
        storing.told(time.monotonic() - began)

    ingest = EventIngest(consumer, database, evidence, notify)
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
        coverage_log=WatchLedger(database, redis, cameras, new_id),
        coverage_upkeep=LedgerUpkeep(database, new_id),
        storage=StorageReport(database, redis, disks, limits or RetentionLimits()),
        health=SystemHealth(redis, findings),
        system=SystemStatus(database, findings, installed or Installed()),
        metrics=Metrics(findings, storing),
        violation_listeners=listeners,
    )
