"""Ownership of an evidence folder by marks in it: the sweep of one installation must not remove another's.

An installation is known by when its first company was made, which its database holds wherever it is moved or restored.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import companies
from backend.adapters.database.repositories import evidence as pictures
from backend.adapters.evidence.store import EvidenceStore, Mark
from backend.core.accounts.scope import Scope


class Claim(StrEnum):
    """What was found when an installation claimed a folder."""

    ALONE = "alone"
    SHARED = "shared"
    """Another installation stores evidence there, too, or did: what no violation points at stays."""
    NEWER = "newer"
    """There is evidence newer than the database, so an older one was put back: what is there already stays."""


def installation(database: Database) -> str:
    """By what the installation of this database is known; empty before its first company is made."""
    with database.reading(Scope.installation()) as session:
        first = companies.first(session)
    return first.created_at.isoformat() if first is not None else ""


def claim(database: Database, evidence: EvidenceStore, *, at: datetime) -> Claim:
    """Mark the folder as this installation's; returns what was found.

    The mark begins now, or stays as it is. Where evidence is newer than anything in the database, it begins anew.
    """
    ours = installation(database)
    marks = evidence.marks()
    others = [mark for mark in marks if mark.installation != ours]
    is_marked = len(others) < len(marks)
    is_newer = is_marked and not others and _is_newer(database, evidence)
    if is_newer or not is_marked:
        evidence.set_marks([*others, Mark(ours, at)])
    if others:
        return Claim.SHARED
    return Claim.NEWER if is_newer else Claim.ALONE


def _is_newer(database: Database, evidence: EvidenceStore) -> bool:
    with database.reading(Scope.installation()) as session:
        known = pictures.newest(session) or ""
    return (evidence.newest() or "") > known
