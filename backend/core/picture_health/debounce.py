"""Debounce: a condition begins when evidence has held for a time and ends when it has been absent."""

from __future__ import annotations


class Debounce:
    """Turns intermittent evidence into a condition with a start time, without flapping. Times are growing seconds."""

    def __init__(self, begin_seconds: float, end_seconds: float) -> None:
        """Set how long the evidence must hold, `begin_seconds`, and how long it must be absent, `end_seconds`."""
        self._begin = begin_seconds
        self._end = end_seconds
        self._first: float | None = None
        self._absent: float | None = None
        self._holds = False

    @property
    def since(self) -> float | None:
        """When the evidence began, once it has held long enough; None while the condition does not hold."""
        return self._first if self._holds else None

    def add(self, evidence: bool, at: float) -> None:
        """Add the evidence of one sample."""
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
            self.reset()

    def reset(self) -> None:
        """Return to the initial state."""
        self._first, self._absent, self._holds = None, None, False
