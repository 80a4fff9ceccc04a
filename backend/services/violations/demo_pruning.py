"""Keeps demonstrations from filling the disk: a demonstration camera keeps its newest violations only."""

from __future__ import annotations

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras, violations
from backend.adapters.evidence.store import EvidenceStore, folder_of
from backend.core.accounts.scope import Scope

KEEP = 200
"""Violations per demonstration camera. Fewer empty the list of a new user, more fill the disk."""
BATCH = 100


class DemoPruning:
    """Forgets old violations of demonstration cameras, and of no others."""

    def __init__(self, database: Database, evidence: EvidenceStore, *, keep: int = KEEP) -> None:
        self._database = database
        self._evidence = evidence
        self._keep = keep

    def step(self) -> bool:
        """One batch of one camera; says whether there was any.

        1. The rows go first: nothing points at pictures that are gone.
        2. Then the pictures. A crash between the two leaves files without a row, never a row without files.
        """
        with self._database.reading(Scope.installation()) as session:
            demos = [camera for camera in cameras.of_every_company(session) if camera.demo]
        return any(self._prune(camera.company_id, camera.id) for camera in demos)

    def _prune(self, company_id: int, camera_id: int) -> bool:
        with self._database.writing(Scope.company(company_id)) as session:
            old = violations.old_demos(session, company_id, camera_id, self._keep, BATCH)
            violations.remove(session, company_id, [row.id for row in old])
        for row in old:
            self._evidence.remove_folder(folder_of(row.company_id, row.camera_id, row.id, row.opened_at))
        return bool(old)
