"""Something that counts only when it lasts, and is over only when it stays away: no flapping."""

from __future__ import annotations


class Lasting:
    """Evidence that comes and goes, made into a condition with a beginning. Times are seconds, ever growing."""

    def __init__(self, begin_seconds: float, end_seconds: float) -> None:
        """Set how long the evidence must hold, `begin_seconds`, and how long it must be absent, `end_seconds`."""
        self._begin = begin_seconds
        self._end = end_seconds
        self._first: float | None = None
        self._absent: float | None = None
        self._holds = False

    @property
    def since(self) -> float | None:
        """When the evidence began, once it has lasted; None while there is no such condition."""
        return self._first if self._holds else None

    def add(self, evidence: bool, at: float) -> None:
        """What one look says."""
        if evidence:
            self._absent = None
            if self._first is None:
                self._first = at
            self._holds = self._holds or at - self._first >= self._begin
            return
        if not self._holds:
            self._first = None
            return
        if self._absent is None:
            self._absent = at
        if at - self._absent >= self._end:
            self.forget()

    def forget(self) -> None:
        """As if nothing had been seen."""
        self._first, self._absent, self._holds = None, None, False
