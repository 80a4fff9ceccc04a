"""What a camera's worker can testify about itself: when it looked at pictures, and why it did not.

Judged time runs from one look to the next, never ahead of the last one. Blind time begins where judged time ends. A
clock that jumps, or a thread that stood still, leaves a hole, and a hole is never watched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backend.core.coverage.reasons import FALLING_BEHIND, JUDGED

LONGEST_BETWEEN_LOOKS = timedelta(seconds=3)
"""Looks further apart are not watching: somebody walks through in that time. Shorter makes blind slivers of a network's
jitter, longer calls an overloaded camera watched."""
LONGEST_SILENCE = timedelta(seconds=30)
"""A blind reason that is repeated after a longer pause begins anew; what lay between is not known."""
NAMED_LATE = timedelta(seconds=15)
"""How long a cause may take to be known. Until then looks are missing for no known reason."""
CLOCK_JUMP = timedelta(seconds=2)
"""The wall clock may differ from the steady one by this much between two calls before it counts as set anew."""
MOST_UNSENT = 500
"""Spans kept while Redis is away. The oldest go first; their time becomes unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSpan:
    """One stretch of testimony. `id` stays while it grows; a closed one never changes again."""

    id: str
    since: datetime
    until: datetime
    reason: str = JUDGED
    closed: bool = False


class WatchRecord:
    """The testimony of one worker process. Not thread-safe. Times: the wall clock, and steady seconds beside it."""

    def __init__(self, new_id: Callable[[datetime], str]) -> None:
        self._new_id = new_id
        self._open: WatchSpan | None = None
        self._unsent: dict[str, WatchSpan] = {}
        self._clock: tuple[datetime, float] | None = None
        self._reason: str | None = None
        self._reason_at: datetime | None = None

    def looked(self, at: datetime, steady: float) -> None:
        """A picture was judged, or seen to be as it was."""
        self._follow_clock(at, steady)
        if self._reason != JUDGED:
            return  # looked at, but told to be worthless: covered, dark
        now = self._open
        if now is not None and now.reason == JUDGED and at - now.until <= LONGEST_BETWEEN_LOOKS:
            self._grow(at)
            return
        if now is not None and at - now.until <= LONGEST_SILENCE:
            self._blind(at, FALLING_BEHIND if now.reason == JUDGED else now.reason)
        self._begin(at, at, JUDGED)

    def told(self, at: datetime, steady: float, reason: str, *, since: datetime | None = None) -> None:
        """What the worker says of itself, about once a second; `JUDGED` when nothing speaks against it.

        `since`: when the reason began, where that was found out later. It counts against what was judged meanwhile.
        """
        self._follow_clock(at, steady)
        self._reason = reason
        if reason != JUDGED:
            self._reason_at = at
            self._blind(at, reason, since)
            return
        now = self._open
        if now is None:
            self._begin(at, at, FALLING_BEHIND)
        elif now.reason == JUDGED:
            if at - now.until > LONGEST_BETWEEN_LOOKS:
                self._blind(at, FALLING_BEHIND)
        elif self._reason_at is not None and at - self._reason_at <= NAMED_LATE:
            self._blind(at, now.reason)  # the cause is gone, the first look is still to come
        else:
            self._blind(at, FALLING_BEHIND)

    def unsent(self) -> tuple[WatchSpan, ...]:
        """What changed since it was last `sent`, oldest first."""
        return tuple(self._unsent.values())

    def sent(self, spans: tuple[WatchSpan, ...]) -> None:
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
        elif now.reason == FALLING_BEHIND and at - now.since <= NAMED_LATE:
            self._keep(replace(now, until=at, reason=reason))  # now the cause is known
        elif now.reason == JUDGED:
            self._begin(min(now.until, since or now.until), at, reason)
        else:
            self._grow(at)
            self._begin(at, at, reason)

    def _begin(self, since: datetime, until: datetime, reason: str) -> None:
        self._close()
        self._keep(WatchSpan(id=self._new_id(since), since=since, until=until, reason=reason))

    def _grow(self, until: datetime) -> None:
        if self._open is not None and until > self._open.until:
            self._keep(replace(self._open, until=until))

    def _close(self) -> None:
        if self._open is not None:
            self._keep(replace(self._open, closed=True))
            self._open = None

    def _keep(self, span: WatchSpan) -> None:
        self._open = span
        self._unsent[span.id] = span
        while len(self._unsent) > MOST_UNSENT:
            del self._unsent[next(iter(self._unsent))]

    def _follow_clock(self, at: datetime, steady: float) -> None:
        if self._clock is not None:
            wall = at - self._clock[0]
            passed = timedelta(seconds=steady - self._clock[1])
            if abs(wall - passed) > CLOCK_JUMP:
                self._close()
                self._reason_at = None
        self._clock = (at, steady)
