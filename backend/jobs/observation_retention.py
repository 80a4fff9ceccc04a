"""The job that removes exposure and tracks whose time is over, once an hour."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from backend import settings as settings_module
from backend.adapters.database.connection import Database
from backend.services.exposure.retention import remove_old

log = logging.getLogger(__name__)


def run() -> None:
    """One pass. Unavailable when the database is away: it is tried again."""
    database = Database(settings_module.load().database_url)
    try:
        removed = remove_old(database, at=datetime.now(UTC))
    finally:
        database.close()
    if removed:
        log.info("retention removed %d rows of exposure and tracks", removed)
