"""Builds the backend's services from plain values, in one place. Nothing is connected before it is used."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from backend.adapters.accounts.tokens import Tokens
from backend.adapters.database.connection import Database
from backend.adapters.events.consumer import EventConsumer
from backend.adapters.events.keyed_acknowledgements import KeyedConsumer
from backend.adapters.events.sampled_progress import SampledConsumer
from backend.adapters.evidence.store import EvidenceStore
from backend.adapters.jobs.queue import JobQueue
from backend.adapters.live.subscription import LiveSubscription
from backend.adapters.machine.clock import new_id, utc_now
from backend.adapters.machine.place import Place
from backend.adapters.redis.connection import RedisClient, connect
from backend.adapters.video.source_probe_process import SourceProbe
from backend.core.crowd.configuration import CrowdConfiguration
from backend.core.events.envelope import Event
from backend.core.events.kinds import KINDS, Kinds
from backend.core.evidence.retention import RetentionLimits
from backend.services.accounts.accepted_links import AcceptedLinks
from backend.services.accounts.accounts import Accounts
from backend.services.accounts.api_keys import ApiKeys
from backend.services.accounts.invitations import Invitations
from backend.services.accounts.own_account import OwnAccount
from backend.services.accounts.users import UserAdministration
from backend.services.audit.audit import Audit
from backend.services.cameras.cameras import Cameras
from backend.services.cameras.overrides import ModeOverrides
from backend.services.cameras.setting_names import SETTING_NAMES
from backend.services.cameras.sites import Sites
from backend.services.companies.companies import Companies
from backend.services.companies.erasures import Erasures
from backend.services.companies.registration import Mode as RegistrationMode
from backend.services.companies.registration import Registration
from backend.services.coverage.coverage import CoverageReports
from backend.services.coverage.log import CoverageLog
from backend.services.coverage.upkeep import CoverageUpkeep
from backend.services.crowd.crowd import Crowd
from backend.services.crowd.videos import CrowdVideos, free_room
from backend.services.evidence.storage_report import StorageReport
from backend.services.exposure.reports import ExposureReports
from backend.services.ingest.counters import IngestCounters
from backend.services.ingest.dead_letters import DeadLetters
from backend.services.ingest.event_store import EventStore
from backend.services.ingest.handlers import HandlersOf, handlers_of
from backend.services.ingest.ingest import EventIngest
from backend.services.ingest.sampled_ingest import SampledIngest
from backend.services.live.pictures import LivePictures
from backend.services.rules.applying import JudgedItems
from backend.services.rules.editing import CameraEditing
from backend.services.rules.facts import ConditionFacts
from backend.services.rules.rules import Rules
from backend.services.rules.trials import RuleTrials
from backend.services.rules.zone_pictures import ZonePictures
from backend.services.rules.zones import Zones
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
    redis: RedisClient
    accounts: Accounts
    audit: Audit
    companies: Companies
    registration: Registration
    erasures: Erasures
    own_account: OwnAccount
    users: UserAdministration
    invitations: Invitations
    api_keys: ApiKeys
    accepted_links: AcceptedLinks
    cameras: Cameras
    mode_overrides: ModeOverrides
    schedules: Schedules
    zones: Zones
    rules: Rules
    facts: ConditionFacts
    sites: Sites
    violations: Violations
    live_pictures: LivePictures
    subscription: LiveSubscription
    crowd: Crowd
    crowd_videos: CrowdVideos
    event_store: EventStore
    ingest: EventIngest
    keyed_ingest: EventIngest
    sampled_ingest: SampledIngest
    dead_letters: DeadLetters
    pruning: DemoPruning
    coverage: CoverageReports
    coverage_log: CoverageLog
    exposure: ExposureReports
    trials: RuleTrials
    coverage_upkeep: CoverageUpkeep
    health: SystemHealth
    storage: StorageReport
    system: SystemStatus
    metrics: Metrics
    event_listeners: list[Callable[[Event], None]]
    """Called with each event that changed something, after its commit."""

    def close(self) -> None:
        """Give back connections."""
        self.crowd.close()
        self.subscription.close()
        self.redis.close()
        self.database.close()


def build(
    *,
    database_url: str,
    redis_url: str,
    installation: str,
    place: Place | None = None,
    evidence_dir: Path,
    secret_key: str,
    token_lifetime: timedelta,
    probe: SourceProbe | None = None,
    limits: RetentionLimits | None = None,
    disk_places: tuple[WatchedFolder, ...] = (),
    installed: Installed | None = None,
    crowd_configuration: CrowdConfiguration | None = None,
    frames_dir: Path | None = None,
    crowd_dir: Path | None = None,
    reserve_bytes: int = 0,
    registration: RegistrationMode = "closed",
    kinds: Kinds = KINDS,
    event_handlers: HandlersOf = handlers_of,
) -> Backend:
    """The backend of the installation of this id. `kinds` and their `event_handlers`: what workers may report.

    `frames_dir`: where the inference server finds pictures of the crowd interface; None: in Redis. `crowd_dir`:
    where its videos are, of whose disk `reserve_bytes` stay free.
    """
    database = Database(database_url)
    redis = connect(redis_url, installation, place)
    evidence = EvidenceStore(evidence_dir)
    tokens = Tokens(secret_key)
    audit = Audit(database)
    accounts = Accounts(database, tokens, lifetime=token_lifetime, audit=audit)
    cameras = Cameras(database, redis, probe or SourceProbe(), SETTING_NAMES)
    editing = CameraEditing(database, cameras)
    subscription = LiveSubscription(redis_url, installation, place)
    disks = DiskMonitor(disk_places)
    coverage = CoverageReports(database)
    listeners: list[Callable[[Event], None]] = []
    counters = IngestCounters(kinds)

    def publish(event: Event) -> None:
        counters.count_stored(event, utc_now())
        began = time.monotonic()
        for listener in listeners:
            listener(event)
        counters.count_published(time.monotonic() - began)

    event_store = EventStore(database, event_handlers(database, evidence), publish, kinds=kinds)
    dead_letters = DeadLetters(database, event_store.take, kinds=kinds)
    crowd = Crowd(redis, crowd_configuration or CrowdConfiguration(), frames_dir=frames_dir)
    videos = crowd_dir or evidence_dir.parent / "spool" / "crowd"
    findings = SystemFindings(redis, disks, JobQueue(redis), cameras, dead_letters)
    return Backend(
        database=database,
        redis=redis,
        accounts=accounts,
        audit=audit,
        companies=Companies(database, cameras, accounts),
        registration=Registration(database, accounts, registration),
        erasures=Erasures(database, cameras, JobQueue(redis)),
        own_account=OwnAccount(database, accounts),
        users=UserAdministration(database),
        invitations=Invitations(database),
        api_keys=ApiKeys(database),
        accepted_links=AcceptedLinks(database, accounts),
        cameras=cameras,
        mode_overrides=ModeOverrides(database, cameras),
        schedules=Schedules(database),
        zones=Zones(database, editing, ZonePictures(redis)),
        rules=Rules(database, editing, JudgedItems(redis)),
        facts=ConditionFacts(database, cameras),
        sites=Sites(database),
        violations=Violations(database, evidence, tokens),
        live_pictures=LivePictures(subscription, cameras, accounts, tokens),
        subscription=subscription,
        crowd=crowd,
        crowd_videos=CrowdVideos(
            redis, JobQueue(redis), videos, crowd.configuration, partial(free_room, videos, reserve_bytes)
        ),
        event_store=event_store,
        ingest=EventIngest(EventConsumer(redis), database, event_store),
        keyed_ingest=EventIngest(KeyedConsumer(redis), database, event_store),
        sampled_ingest=SampledIngest(SampledConsumer(redis), event_store, counters.count_sampled),
        dead_letters=dead_letters,
        pruning=DemoPruning(database, evidence),
        coverage=coverage,
        exposure=ExposureReports(database, coverage),
        trials=RuleTrials(database),
        coverage_log=CoverageLog(database, redis, cameras, new_id),
        coverage_upkeep=CoverageUpkeep(database, new_id),
        storage=StorageReport(database, redis, disks, limits or RetentionLimits()),
        health=SystemHealth(redis, findings),
        system=SystemStatus(database, findings, installed or Installed()),
        metrics=Metrics(findings, counters, crowd.families),
        event_listeners=listeners,
    )
