"""Makes an installation ready to start: key, database, first administrator, demonstration cameras."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from backend import settings as settings_module
from backend.adapters.database import schema_upgrade
from backend.adapters.database.connection import Database, sqlite_file
from backend.adapters.evidence.store import EvidenceStore
from backend.adapters.machine.local_zone import machine_zone
from backend.services.accounts.accounts import ensure_first_administrator
from backend.services.cameras.demo_cameras import add_demo_cameras
from backend.services.evidence import owner as evidence_owner
from backend.services.evidence.owner import Claim
from backend.settings import OURS_ALONE, Settings

EVIDENCE_WARNINGS = {
    Claim.NEWER: "there are pictures that are newer than the database; those that it does not know stay, unseen",
    Claim.SHARED: "another installation stores its pictures in the same folder, or did: what nobody needs there is not "
    "removed until EVIDENCE_DIR is another folder, or its installations.json is removed",
}
"""Warnings about the evidence folder."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What preparing did."""

    revision: str
    password: str | None
    """The first administrator's, when one had to be made: shown this once, stored nowhere."""
    time_zone: str
    """This machine's, which a first site is in until a user changes it."""
    demo_cameras: int
    evidence: Claim
    """What was found in the evidence folder."""


def privates(settings: Settings) -> list[Path]:
    """What holds passwords or pictures of people, of what there is."""
    wanted = (
        settings.data_dir,
        settings.evidence_dir,
        sqlite_file(settings.database_url),
        settings.root / ".env",
    )
    return [path for path in wanted if path is not None and path.exists()]


def check_first(settings: Settings) -> None:
    """What preparing needs, before anything is stopped for it: folders, the database.

    Raises MandorError or OSError with the obstacle. Running processes are not affected.
    """
    make_folders(settings)
    schema_upgrade.current_revision(settings.database_url)


def make_folders(settings: Settings) -> None:
    """What is written into. OSError when it cannot be made."""
    for folder in (settings.data_dir, settings.log_dir, settings.evidence_dir):
        folder.mkdir(parents=True, exist_ok=True)


def prepare(settings: Settings) -> Prepared:
    """Idempotent.

    1. The id, folders, for this user alone, and the signing key. 2. Migrations. 3. The first administrator and site.
    4. The evidence folder is marked as ours. 5. Demonstration cameras.
    """
    settings_module.installation_id(settings.data_dir)
    make_folders(settings)
    settings_module.secret_key(settings)
    revision = schema_upgrade.upgrade(settings.database_url)
    for private in privates(settings):
        with suppress(PermissionError):  # it is another user's, or a disk without modes: `make doctor` reports it
            private.chmod(private.stat().st_mode & ~OURS_ALONE)
    database = Database(settings.database_url)
    now, zone = datetime.now(UTC), machine_zone(os.environ)
    try:
        password = ensure_first_administrator(
            database, email=settings.admin_email, password=settings.admin_password, time_zone=zone, at=now
        )
        evidence = evidence_owner.claim(database, EvidenceStore(settings.evidence_dir), at=now)
        added = add_demo_cameras(database, at=now) if settings.demo else 0
    finally:
        database.close()
    return Prepared(revision, password, zone, added, evidence)
