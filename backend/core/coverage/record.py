"""What a camera's worker reports of its coverage: when it judged pictures, and why it did not.

Observed time runs from one observation to the next, never ahead of the last one. Blind time begins where it ends. A
clock that jumps, or a thread that stood still, leaves a hole, and a hole never counts as observed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backend.core.coverage.reasons import FALLING_BEHIND, OBSERVED

LONGEST_BETWEEN_OBSERVATIONS = timedelta(seconds=3)
"""Observations further apart do not count as continuous: a person walks through in that time. Shorter makes blind
slivers of a network's jitter, longer calls an overloaded camera observed."""
LONGEST_SILENCE = timedelta(seconds=30)
"""A blind reason that is repeated after a longer pause begins anew; what lay between is not known."""
REASON_KNOWN_WITHIN = timedelta(seconds=15)
"""How long a cause may take to be known. Until then observations are missing for no known reason."""
CLOCK_JUMP = timedelta(seconds=2)
"""The wall clock may differ from the monotonic one by this much between two calls before it counts as set anew."""
MOST_UNSENT = 500
"""Spans kept while Redis is away. The oldest go first; their time becomes unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSpan:
    """One stretch of the report. `id` stays while it grows; a closed one never changes again."""

    id: str
    since: datetime
    until: datetime
    reason: str = OBSERVED
    closed: bool = False


class CoverageRecord:
    """The report of one worker process. Not thread-safe. Times: the wall clock, and monotonic seconds beside it."""

    def __init__(self, new_id: Callable[[datetime], str]) -> None:
        self._new_id = new_id
        self._open: CoverageSpan | None = None
        self._unsent: dict[str, CoverageSpan] = {}
        self._clock: tuple[datetime, float] | None = None
        self._reason: str | None = None
        self._reason_at: datetime | None = None

    def observe(self, at: datetime, monotonic: float) -> None:
        """A picture was judged, or found unchanged."""
        self._follow_clock(at, monotonic)
        if self._reason != OBSERVED:
            return  # judged, but worth nothing: covered, dark
        now = self._open
        if now is not None and now.reason == OBSERVED and at - now.until <= LONGEST_BETWEEN_OBSERVATIONS:
            self._grow(at)
            return
        if now is not None and at - now.until <= LONGEST_SILENCE:
            self._blind(at, FALLING_BEHIND if now.reason == OBSERVED else now.reason)
        self._begin(at, at, OBSERVED)

    def set_reason(self, at: datetime, monotonic: float, reason: str, *, since: datetime | None = None) -> None:
        """Why the worker does not judge, about once a second; `OBSERVED` when nothing prevents it.

        `since`: when the reason began, where that was found out later. It counts against what was observed meanwhile.
        """
        self._follow_clock(at, monotonic)
        self._reason = reason
        if reason != OBSERVED:
            self._reason_at = at
            self._blind(at, reason, since)
            return
        now = self._open
        if now is None:
            self._begin(at, at, FALLING_BEHIND)
        elif now.reason == OBSERVED:
            if at - now.until > LONGEST_BETWEEN_OBSERVATIONS:
                self._blind(at, FALLING_BEHIND)
        elif self._reason_at is not None and at - self._reason_at <= REASON_KNOWN_WITHIN:
            self._blind(at, now.reason)  # the cause is gone, the first observation is still to come
        else:
            self._blind(at, FALLING_BEHIND)

    def unsent(self) -> tuple[CoverageSpan, ...]:
        """What changed since it was last marked as sent, oldest first."""
        return tuple(self._unsent.values())

    def mark_sent(self, spans: tuple[CoverageSpan, ...]) -> None:
        """These are safe elsewhere; what changed meanwhile stays."""
        for span in spans:
            if self._unsent.get(span.id) == span:
                del self._unsent[span.id]

    def end(self) -> None:
        """The process ends in order: nothing more will be added."""
        self._close()

    def _blind(self, at: datetime, reason: str, since: datetime | None = None) -> None:
        now = self._open
        if now is None or at - now.until > LONGEST_SILENCE:
            self._begin(at, at, reason)
        elif now.reason == reason:
            self._grow(at)
        elif now.reason == FALLING_BEHIND and at - now.since <= REASON_KNOWN_WITHIN:
            self._keep(replace(now, until=at, reason=reason))  # now the cause is known
        elif now.reason == OBSERVED:
            self._begin(min(now.until, since or now.until), at, reason)
        else:
            self._grow(at)
            self._begin(at, at, reason)

    def _begin(self, since: datetime, until: datetime, reason: str) -> None:
        self._close()
        self._keep(CoverageSpan(id=self._new_id(since), since=since, until=until, reason=reason))

    def _grow(self, until: datetime) -> None:
        if self._open is not None and until > self._open.until:
            self._keep(replace(self._open, until=until))

    def _close(self) -> None:
        if self._open is not None:
            self._keep(replace(self._open, closed=True))
            self._open = None

    def _keep(self, span: CoverageSpan) -> None:
        self._open = span
        self._unsent[span.id] = span
        while len(self._unsent) > MOST_UNSENT:
            del self._unsent[next(iter(self._unsent))]

    def _follow_clock(self, at: datetime, monotonic: float) -> None:
        if self._clock is not None:
            wall = at - self._clock[0]
            passed = timedelta(seconds=monotonic - self._clock[1])
            if abs(wall - passed) > CLOCK_JUMP:
                self._close()
                self._reason_at = None
        self._clock = (at, monotonic)
