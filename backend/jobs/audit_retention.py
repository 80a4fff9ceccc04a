"""The job that removes audit entries whose time is over, once a day."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from backend import settings as settings_module
from backend.adapters.database.connection import Database
from backend.services.audit.audit import remove_old

log = logging.getLogger(__name__)


def run() -> None:
    """One pass over all chains. Unavailable when the database is away: it is tried again."""
    settings = settings_module.load()
    if settings.audit_days == 0:
        return
    database = Database(settings.database_url)
    try:
        removed = remove_old(database, days=settings.audit_days, at=datetime.now(UTC))
    finally:
        database.close()
    if removed:
        log.warning("retention removed %d audit entries", removed)
