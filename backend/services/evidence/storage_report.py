"""What evidence takes, what the disks have left, and what retention did: for the system page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import evidence as pictures
from backend.adapters.database.repositories.evidence import RemovedPictures, UsedStorage
from backend.adapters.redis.connection import RedisClient, errors_as_unavailable
from backend.core.accounts.scope import Scope
from backend.core.errors import Unavailable
from backend.core.evidence.retention import ORDER, EvidenceClass, RetentionLimits
from backend.services.system.disk_monitor import DiskMonitor, DiskState

REMOVED_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassReport:
    """A class of evidence with its limits; 0 is no limit."""

    kind: EvidenceClass
    used: UsedStorage
    days: int
    most_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageView:
    """`ran_at`: when retention last ran to its end; None when it never has, or when Redis is away."""

    classes: list[ClassReport]
    disks: list[DiskState]
    removed: RemovedPictures
    ran_at: datetime | None


class StorageReport:
    """Counts the pictures within the scope; disks and retention are the installation's."""

    def __init__(self, database: Database, redis: RedisClient, disks: DiskMonitor, limits: RetentionLimits) -> None:
        self._database = database
        self._redis = redis
        self._disks = disks
        self._limits = limits

    def of(self, scope: Scope, *, at: datetime) -> StorageView:
        """How it stands at `at`. Unavailable when the database is away."""
        with self._database.reading(scope) as session:
            used = pictures.used(session, scope.owner_id)
            removed = pictures.removed_since(session, scope.owner_id, at - REMOVED_WITHIN)
        return StorageView(
            classes=[self._class(kind, used) for kind in ORDER],
            disks=self._disks.read(),
            removed=removed,
            ran_at=last_ran(self._redis),
        )

    def _class(self, kind: EvidenceClass, used: Mapping[EvidenceClass, UsedStorage]) -> ClassReport:
        return ClassReport(
            kind=kind,
            used=used.get(kind, UsedStorage(0, 0, 0, None)),
            days=self._limits.days.get(kind, 0),
            most_bytes=self._limits.most_bytes.get(kind, 0),
        )


def note_run(redis: RedisClient, *, at: datetime) -> None:
    """Note that retention ran to its end."""
    with errors_as_unavailable():
        redis.set(redis.names.retention_ran, at.isoformat())


def last_ran(redis: RedisClient) -> datetime | None:
    """When that was."""
    try:
        with errors_as_unavailable():
            raw: bytes | None = redis.get(redis.names.retention_ran)  # type: ignore[assignment]
    except Unavailable:
        return None
    return None if raw is None else datetime.fromisoformat(raw.decode())
