"""The job that removes files of no violation, once a day."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from backend import settings as settings_module
from backend.adapters.database.connection import Database
from backend.adapters.evidence.store import EvidenceStore
from backend.services.evidence.sweep import EvidenceSweep

log = logging.getLogger(__name__)


def run() -> None:
    """One pass. Unavailable when something is away: it is tried again."""
    settings = settings_module.load()
    database = Database(settings.database_url)
    try:
        removed = EvidenceSweep(database, EvidenceStore(settings.evidence_dir)).run(at=datetime.now(UTC))
    finally:
        database.close()
    if removed:
        log.warning("the sweep removed %d folders without a row", removed)
