"""The tables.

Each resource carries its `company_id` (`owned`), and a query sees only what its unit of work's scope holds.

They refer to each other by name, so all of them are loaded together.
"""

from __future__ import annotations

from backend.adapters.database.tables.accounts import EMAIL_LENGTH, Invitation, User, UserLimit
from backend.adapters.database.tables.api_keys import ApiKey
from backend.adapters.database.tables.audit import INSTALLATION, AuditEntry, AuditStart
from backend.adapters.database.tables.base import Base, UtcTime
from backend.adapters.database.tables.cameras import Camera, CameraStateChange
from backend.adapters.database.tables.companies import Company, Site
from backend.adapters.database.tables.coverage import StoredCoverageSpan
from backend.adapters.database.tables.events import DeadLetter
from backend.adapters.database.tables.exposure import StoredExposureMinute
from backend.adapters.database.tables.owned import AtSite, MaybeOwned, OfCamera, Owned
from backend.adapters.database.tables.rules import RuleVersion, StoredFact, StoredRule, StoredZone
from backend.adapters.database.tables.schedules import Schedule
from backend.adapters.database.tables.tracks import StoredTrack
from backend.adapters.database.tables.violations import Violation

__all__ = [
    "EMAIL_LENGTH",
    "INSTALLATION",
    "ApiKey",
    "AtSite",
    "AuditEntry",
    "AuditStart",
    "Base",
    "Camera",
    "CameraStateChange",
    "Company",
    "DeadLetter",
    "Invitation",
    "MaybeOwned",
    "OfCamera",
    "Owned",
    "RuleVersion",
    "Schedule",
    "Site",
    "StoredCoverageSpan",
    "StoredExposureMinute",
    "StoredFact",
    "StoredRule",
    "StoredTrack",
    "StoredZone",
    "User",
    "UserLimit",
    "UtcTime",
    "Violation",
]
