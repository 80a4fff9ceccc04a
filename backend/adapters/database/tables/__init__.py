"""The tables.

Each resource carries its `company_id`, and every query on it names one.

They refer to each other by name, so all of them are loaded together.
"""

from __future__ import annotations

from backend.adapters.database.tables.accounts import User
from backend.adapters.database.tables.base import Base, UtcTime
from backend.adapters.database.tables.cameras import Camera, CameraStateChange
from backend.adapters.database.tables.companies import Company, Site
from backend.adapters.database.tables.coverage import StoredCoverageSpan
from backend.adapters.database.tables.events import DeadLetter
from backend.adapters.database.tables.schedules import Schedule
from backend.adapters.database.tables.violations import Violation

__all__ = [
    "Base",
    "Camera",
    "CameraStateChange",
    "Company",
    "DeadLetter",
    "Schedule",
    "Site",
    "StoredCoverageSpan",
    "User",
    "UtcTime",
    "Violation",
]
