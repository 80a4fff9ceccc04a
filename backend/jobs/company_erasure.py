"""The job that erases companies that are to go."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from backend import settings as settings_module
from backend.adapters.database.connection import Database
from backend.adapters.evidence.store import EvidenceStore
from backend.adapters.machine.place import place_of
from backend.adapters.redis.connection import connect
from backend.services.companies.erasures import erase_pending

log = logging.getLogger(__name__)


def run() -> None:
    """Every erasure that was asked for. Unavailable when something is away: it is tried again."""
    settings = settings_module.load()
    database = Database(settings.database_url)
    installation = settings_module.installation_id(settings.data_dir)
    redis = connect(settings.redis_url, installation, place_of(settings.data_dir))
    try:
        erase_pending(database, EvidenceStore(settings.evidence_dir), redis, at=datetime.now(UTC))
    finally:
        redis.close()
        database.close()
