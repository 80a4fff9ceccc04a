"""Performs what `core/evidence/retention` decides: pictures go, the fact that it happened stays."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import evidence as pictures
from backend.adapters.database.repositories.evidence import EvidenceLocation
from backend.adapters.evidence.store import EvidenceStore, folder_of
from backend.adapters.machine.reserve_file import Ballast
from backend.core.accounts.scope import Scope
from backend.core.evidence.retention import ORDER, Removal, RetentionLimits, Why, decide

log = logging.getLogger(__name__)
BATCH = 200
"""Violations per transaction. Larger: the ingest waits longer for its turn to write. Smaller: more commits."""
LEAST_GAIN = 0.2
"""Of what was removed for the reserve, how much must be free afterwards. With less, removing more does not help (a
snapshot keeps the files, or something else fills the disk), and the run ends. Higher: a busy disk ends it too early."""
GONE_FOR = timedelta(days=2)
"""A row goes only so long after its pictures, when the sweep has surely been there."""


@dataclass(slots=True)
class Run:
    """What one run did."""

    pictures: Counter[Why] = field(default_factory=Counter)
    bytes: int = 0
    rows: int = 0

    @property
    def did_something(self) -> bool:
        """Whether anything went."""
        return bool(self.pictures or self.rows)


class EvidenceRetention:
    """Keeps evidence within its limits, for the whole installation."""

    def __init__(
        self,
        database: Database,
        evidence: EvidenceStore,
        ballast: Ballast,
        limits: RetentionLimits,
        *,
        row_days: int = 0,
    ) -> None:
        """`row_days`: after how many days the violations themselves go; 0 keeps them for ever."""
        self._database = database
        self._evidence = evidence
        self._ballast = ballast
        self._limits = limits
        self._row_days = row_days

    def run(self, *, at: datetime) -> Run:
        """Everything that is due at `at`. Unavailable when database or disk are away; running again goes on from there.

        1. What older versions stored is measured.
        2. Pictures go, batch by batch, until all limits hold.
        3. Rows go whose time is over.
        """
        run = Run()
        while self._measure():
            pass
        while self._step(run, at):
            pass
        while self._row_days and self._forget(run, at):
            pass
        if run.did_something:
            log.warning("retention removed %s pictures (%d bytes), %d rows", dict(run.pictures), run.bytes, run.rows)
        return run

    def make_room(self, *, at: datetime) -> Run:
        """The same on a disk so full that the database cannot note anything: the ballast goes first, and comes back."""
        self._ballast.drop()
        try:
            return self.run(at=at)
        finally:
            self.take_ballast()

    def take_ballast(self) -> None:
        """Take the ballast again where there is room for it beside the reserve."""
        if self._free_bytes() >= self._limits.free_bytes:
            self._ballast.take()

    def _free_bytes(self) -> int:
        """What is free, less what the ballast will take again."""
        return self._evidence.disk().free_bytes - self._ballast.missing_bytes

    def _step(self, run: Run, at: datetime) -> bool:
        """One batch; returns whether another one may be due.

        1. The rows are marked as without pictures. 2. Then the files go. A crash between the two leaves files
        without a row, which the sweep finds.
        """
        free_before = self._free_bytes()
        removals = self._decide(free_before, at)
        if not removals:
            return False
        with self._database.writing(Scope.installation()) as session:
            places = pictures.mark_removed(session, [removal.evidence.id for removal in removals], at=at)
        for place in places:
            self._evidence.remove_folder(_folder(place))
        gone = {place.id for place in places}
        done = [removal for removal in removals if removal.evidence.id in gone]
        run.pictures.update(removal.why for removal in done)
        run.bytes += sum(removal.evidence.bytes for removal in done)
        return bool(done) and self._helped(done, self._free_bytes() - free_before)

    def _decide(self, free_bytes: int, at: datetime) -> list[Removal]:
        with self._database.reading(Scope.installation()) as session:
            oldest = [one for kind in ORDER for one in pictures.oldest(session, kind, BATCH)]
            used = {kind: found.bytes for kind, found in pictures.used(session).items()}
        return decide(oldest, self._limits, used_bytes=used, free_bytes=free_bytes, at=at, most=BATCH)

    def _helped(self, done: list[Removal], gained: int) -> bool:
        for_reserve = sum(removal.evidence.bytes for removal in done if removal.why == "reserve")
        if gained >= for_reserve * LEAST_GAIN:
            return True
        log.error("removing %d bytes of evidence freed %d only: this run ends here", for_reserve, gained)
        return False

    def _measure(self) -> bool:
        with self._database.reading(Scope.installation()) as session:
            places = pictures.unmeasured(session, BATCH)
        sizes = {place.id: self._evidence.size_of(_folder(place)) for place in places}
        with self._database.writing(Scope.installation()) as session:
            for violation_id, size in sizes.items():
                pictures.measure(session, violation_id, size)
        return bool(places)

    def _forget(self, run: Run, at: datetime) -> bool:
        with self._database.writing(Scope.installation()) as session:
            forgotten = pictures.forget(
                session,
                opened_before=at - timedelta(days=self._row_days),
                removed_before=at - GONE_FOR,
                limit=BATCH,
            )
        run.rows += forgotten
        return forgotten > 0


def _folder(place: EvidenceLocation) -> str:
    return folder_of(place.company_id, place.camera_id, place.id, place.opened_at)
