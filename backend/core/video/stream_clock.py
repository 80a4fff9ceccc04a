"""When a picture was taken, from the stream's own time stamps and the moment it arrived."""

from __future__ import annotations

from datetime import datetime, timedelta

DRIFT_SECONDS = 1.0
"""How far stamps and arrival may part before the clock is set again. Less follows every stall of the network;
more shows wrong times for longer after a camera has restarted its clock."""
GAP_SECONDS = 2.0
"""A pause of arrivals after which a picture may have lain in a buffer. Less suspects cameras of few pictures; more
takes an old picture for a new one."""
SETTLE_SECONDS = 1.0
"""How long late pictures may take to catch up. Longer shows nothing for longer where a camera's clock stood still."""
CATCHING_UP = 0.5
"""Seconds that a backlog becomes shorter by in a second, at least. A camera that sends as fast as it films: 0."""
SMALLEST_STEP = timedelta(milliseconds=1)


class StreamClock:
    """Turns stream seconds into UTC. One per connection.

    The distance between stream and wall clock is the smallest one seen: a picture can arrive late, never early.
    A picture that comes after a pause with a stamp from before it is as old as its stamp says; so are those behind it
    as long as they catch up. Where they do not, the camera's clock stood still, and it is set again.
    Time never runs backwards, unless the wall clock itself was set back by more than `DRIFT_SECONDS`.
    """

    def __init__(self, *, drift_seconds: float = DRIFT_SECONDS, is_buffered: bool = True) -> None:
        """`is_buffered`: pictures may wait on the way, as they do not when a clip is played."""
        self._drift = timedelta(seconds=drift_seconds)
        self._is_buffered = is_buffered
        self._zero: datetime | None = None
        self._last: datetime | None = None
        self._before: tuple[timedelta, datetime] | None = None
        """Stamp and arrival of the picture before."""
        self._late: tuple[datetime, timedelta] | None = None
        """Since when pictures are late, and how late they were then."""

    def stamp(self, pts_seconds: float | None, now: datetime) -> datetime:
        """When the picture with this stamp, arriving `now`, was taken. Without a stamp that is `now`."""
        at = now if pts_seconds is None else self._from_stream(timedelta(seconds=pts_seconds), now)
        if self._last is not None and at <= self._last and self._last - now <= self._drift:
            at = self._last + SMALLEST_STEP
        self._last = at
        return at

    def _from_stream(self, pts: timedelta, now: datetime) -> datetime:
        before, self._before = self._before, (pts, now)
        late = timedelta(0) if self._zero is None else now - (self._zero + pts)
        if self._zero is None or late < timedelta(0):
            self._set(pts, now)
        elif late <= self._drift:
            self._late = None
        elif not self._is_backlog(pts, now, late, before):
            self._set(pts, now)
        return (self._zero or now - pts) + pts

    def _set(self, pts: timedelta, now: datetime) -> None:
        self._zero, self._late = now - pts, None

    def _is_backlog(
        self, pts: timedelta, now: datetime, late: timedelta, before: tuple[timedelta, datetime] | None
    ) -> bool:
        """Is the picture as old as its stamp says? Otherwise the camera's clock is slow, stood still or went back."""
        if before is not None and self._is_buffered:
            stamped, waited = pts - before[0], now - before[1]
            has_paused = waited > timedelta(seconds=GAP_SECONDS)
            if has_paused and timedelta(0) <= stamped < waited - self._drift:
                if self._late is not None:
                    return False  # a pause before each picture: its stamps are not to be trusted
                self._late = now, late
        if self._late is None:
            return False
        since, first = self._late
        elapsed = now - since
        return elapsed < timedelta(seconds=SETTLE_SECONDS) or first - late >= CATCHING_UP * elapsed
