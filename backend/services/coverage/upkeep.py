"""Keeps the coverage log small: overlaps of old spans are resolved, and very old spans are removed.

So are very old changes of cameras.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import camera_changes, cameras, coverage_spans
from backend.core.accounts.scope import Scope
from backend.core.coverage.intervals import condensed

RAW = timedelta(days=2)
"""Spans stay as they were reported this long. Late reports find them whole; longer costs rows."""
CONDENSED_BACK = timedelta(days=32)
"""How far back a pass makes up for earlier ones that did not run, because Mandor was off."""
KEPT = timedelta(days=400)
"""A year can be compared with the one before, with a month to do it in."""


class CoverageUpkeep:
    """One pass over every camera; repeated, it changes nothing."""

    def __init__(self, database: Database, new_id: Callable[[datetime], str]) -> None:
        self._database = database
        self._new_id = new_id

    def step(self, *, at: datetime) -> bool:
        """Condense and forget, one camera at a time. Unavailable when the database is away."""
        with self._database.reading(Scope.installation()) as session:
            rows = cameras.of_every_company_ever(session)
        for row in rows:
            with self._database.writing(Scope.company(row.company_id)) as session:
                coverage_spans.remove_older(session, row.company_id, row.id, at - KEPT)
                camera_changes.remove_older(session, row.company_id, row.id, at - KEPT)
                self._condense(session, row.company_id, row.id, at - RAW)
        return False

    def _condense(self, session: Session, company_id: int, camera_id: int, until: datetime) -> None:
        """Replace what ended in the window by its condensed form, where that is less.

        Hours that a younger span reaches into are left as they are: they are not complete yet.
        """
        since = (until - CONDENSED_BACK).replace(hour=0, minute=0, second=0, microsecond=0)
        ended = coverage_spans.ended(session, company_id, camera_id, since, until)
        younger = coverage_spans.begins_before(session, company_id, camera_id, ending_after=until)
        complete = min(until, younger) if younger is not None else until
        kept = condensed((coverage_spans.span_of(row) for row in ended), since, complete)
        if len(kept) >= len(ended):
            return
        coverage_spans.remove(session, company_id, [row.id for row in ended])
        for span in kept:
            coverage_spans.add(session, company_id, camera_id, self._new_id(span.since), span)
