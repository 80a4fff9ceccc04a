"""The job that keeps evidence within its limits. `python -m backend.jobs.evidence_retention`: on a full disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from backend import settings as settings_module
from backend.adapters.database.connection import Database
from backend.adapters.evidence.store import EvidenceStore
from backend.adapters.logging import setup as logs
from backend.adapters.machine.place import place_of
from backend.adapters.machine.reserve_file import Ballast
from backend.adapters.redis.connection import connect
from backend.services.evidence.retention import EvidenceRetention
from backend.services.evidence.storage_report import note_run
from backend.settings import Settings


def run() -> None:
    """Everything that is due now. Unavailable when something is away: it is tried again."""
    settings = settings_module.load()
    at = datetime.now(UTC)
    with _retention(settings) as retention:
        retention.run(at=at)
        retention.take_ballast()
    installation = settings_module.installation_id(settings.data_dir)
    redis = connect(settings.redis_url, installation, place_of(settings.data_dir))
    note_run(redis, at=at)
    redis.close()


def main() -> None:
    """Make room on a full disk, without Redis."""
    settings = settings_module.load()
    logs.set_up("jobs", settings.log_level, file=settings.log_file)
    with _retention(settings) as retention:
        retention.make_room(at=datetime.now(UTC))


@contextmanager
def _retention(settings: Settings) -> Iterator[EvidenceRetention]:
    database = Database(settings.database_url)
    evidence, ballast = EvidenceStore(settings.evidence_dir), Ballast(settings.data_dir)
    try:
        yield EvidenceRetention(database, evidence, ballast, settings.limits, row_days=settings.violation_days)
    finally:
        database.close()


if __name__ == "__main__":
    main()
