"""Whose evidence a folder holds. A mark in it says so: the sweep of one installation must not remove another's.

An installation is known by when its first company was made, which its database says wherever it is moved or restored.
"""

from __future__ import annotations

from datetime import datetime

from backend.adapters.database import Database
from backend.adapters.evidence_store import EvidenceStore, Mark
from backend.adapters.repositories import companies
from backend.adapters.repositories import evidence as pictures
from backend.core.errors import Conflict


def installation(database: Database) -> str:
    """By what the installation of this database is known; empty before its first company is made."""
    with database.reading() as session:
        first = companies.first(session)
    return first.created_at.isoformat() if first is not None else ""


def require_ours(evidence: EvidenceStore, ours: str) -> None:
    """Conflict when the folder holds the evidence of an installation other than `ours`."""
    mark = evidence.mark()
    if mark is not None and mark.installation != ours:
        raise Conflict(
            f"{evidence.mark_file.parent} holds the evidence of another installation, or of a database that is gone.",
            hint=f"Set EVIDENCE_DIR to a folder of its own. If the other one is no more, remove {evidence.mark_file}.",
        )


def claim(database: Database, evidence: EvidenceStore, *, at: datetime) -> bool:
    """Mark the folder as this installation's. Conflict when it is another's.

    Evidence that is newer than anything in the database means that an older database was put back. Then the mark begins
    anew, so that what lies there already is left alone, and the answer is True.
    """
    ours = installation(database)
    require_ours(evidence, ours)
    is_marked = evidence.mark() is not None
    if is_marked:
        with database.reading() as session:
            known = pictures.newest(session) or ""
        if (evidence.newest() or "") <= known:
            return False
    evidence.set_mark(Mark(ours, at))
    return is_marked
