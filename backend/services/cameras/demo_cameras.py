"""Demonstration cameras, so that a newcomer sees real detections within a minute."""

from __future__ import annotations

from datetime import datetime

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras, companies
from backend.core.accounts.scope import Scope

DEMOS = (
    ("Demo: warehouse, day", "demo:warehouse"),
    ("Demo: warehouse, night", "demo:warehouse_night?start=20"),
)


def add_demo_cameras(database: Database, *, at: datetime) -> int:
    """Add them to the first company if there has never been a camera.

    Removed ones count. Returns how many were added.
    """
    with database.writing(Scope.installation()) as session:
        site = companies.first_site(session)
        if site is None or cameras.ever_any(session):
            return 0
        for name, source in DEMOS:
            cameras.add(
                session,
                site.company_id,
                site.id,
                name=name,
                source=source,
                mode="detect",
                enabled=True,
                demo=True,
                at=at,
            )
    return len(DEMOS)
