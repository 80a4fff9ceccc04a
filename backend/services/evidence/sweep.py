"""Finds files that no violation points at, and removes them: what a crash between row and files left behind."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import evidence as pictures
from backend.adapters.evidence.store import EvidenceStore
from backend.core.accounts.scope import Scope
from backend.core.events.event_id import uuid7
from backend.services.evidence.owner import installation

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
        """Remove folders without a row; returns how many folders.

        1. Nothing goes unless the folder is marked as this installation's.
        2. Folders of violations whose pictures were removed go.
        3. Folders of no violation go too, of those that came after the mark, unless another installation stores its
           evidence here as well, or there are so many that the database must be another one: then they stay, loudly.
        4. Days and cameras without pictures go.
        """
        marks = self._evidence.marks()
        ours_since = {mark.installation: mark.since for mark in marks}.get(installation(self._database))
        if ours_since is None:
            log.error("the evidence folder is not marked as this installation's: nothing is removed; see `make run`")
            return 0
        first = uuid7(ours_since, bytes(10))
        removed, strangers, ours = 0, list[str](), 0
        folders = self._evidence.folders(before=at - OLD)
        for batch in _batches(folders):
            with self._database.reading(Scope.installation()) as session:
                known = pictures.known(session, [_id(folder) for folder in batch])
            for folder in batch:
                present = known.get(_id(folder))
                if present is None:
                    if _id(folder) >= first:
                        strangers.append(folder)
                elif present:
                    ours += 1
                else:
                    self._evidence.remove_folder(folder)
                    removed += 1
        if strangers and len(marks) > 1:
            log.warning("%d folders of evidence stay: another installation may need them", len(strangers))
        elif len(strangers) > max(MOST_STRANGERS, ours):
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
