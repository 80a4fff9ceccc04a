"""Parts that crash at a chosen moment, the way a killed process does: no handler of ours sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.events.consumer import EventConsumer, StreamEntry
from backend.adapters.evidence.store import EvidenceStore, StoredPicture
from backend.core.accounts.scope import Scope


class Killed(BaseException):
    """The process is gone."""


class CrashingStore(EvidenceStore):
    """Dies before or behind the n-th picture (from 1)."""

    before: int = 0
    behind: int = 0
    written = 0

    def write(self, folder: str, name: str, jpeg: bytes) -> StoredPicture:
        self.written += 1
        if self.written == self.before:
            raise Killed
        picture = super().write(folder, name, jpeg)
        if self.written == self.behind:
            raise Killed
        return picture


class CrashingDatabase(Database):
    """Dies before or behind a commit."""

    moment = ""

    @contextmanager
    def writing(self, scope: Scope) -> Iterator[Session]:
        with super().writing(scope) as session:
            yield session
            session.flush()
            if self.moment == "before":
                raise Killed
        if self.moment == "behind":
            raise Killed


class CrashingConsumer(EventConsumer):
    """Dies before or behind the acknowledgement."""

    moment = ""

    def done(self, entry: StreamEntry) -> None:
        if self.moment == "before":
            raise Killed
        super().done(entry)
        if self.moment == "behind":
            raise Killed
