"""Finds files that no violation points at, and removes them: what a crash between row and files left behind."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from backend.adapters.database import Database
from backend.adapters.evidence_store import EvidenceStore
from backend.adapters.repositories import evidence as pictures

log = logging.getLogger(__name__)
OLD = timedelta(days=1)
"""A younger folder may belong to a violation that is being stored. Longer: what a crash left takes room longer."""
BATCH = 500
MOST_STRANGERS = 100
"""More folders without a row than this, and more than those with one, mean the wrong database, not a crash."""


class EvidenceSweep:
    """One pass over the evidence."""

    def __init__(self, database: Database, evidence: EvidenceStore) -> None:
        self._database = database
        self._evidence = evidence

    def run(self, *, at: datetime) -> int:
        """Remove what nobody sees; says how many folders.

        1. Folders of violations whose pictures were removed go.
        2. Folders of no violation go too, unless there are so many that the database must be another one (a new one
           beside old evidence, a backup): then they stay, loudly.
        3. Days and cameras without pictures go.
        """
        removed, strangers, ours = 0, list[str](), 0
        folders = self._evidence.folders(before=at - OLD)
        for batch in _batches(folders):
            with self._database.reading() as session:
                known = pictures.known(session, [_id(folder) for folder in batch])
            for folder in batch:
                present = known.get(_id(folder))
                if present is None:
                    strangers.append(folder)
                elif present:
                    ours += 1
                else:
                    self._evidence.remove_folder(folder)
                    removed += 1
        if len(strangers) > max(MOST_STRANGERS, ours):
            log.error("%d folders of evidence are of no violation in this database: they stay", len(strangers))
        else:
            for folder in strangers:
                self._evidence.remove_folder(folder)
            removed += len(strangers)
        self._evidence.remove_empty()
        return removed


def _id(folder: str) -> str:
    return folder.rpartition("/")[2]


def _batches(folders: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(folders, BATCH)):
        yield batch
