"""When a picture was taken, from the stream's own time stamps and the moment it arrived."""

from __future__ import annotations

from datetime import datetime, timedelta

DRIFT_SECONDS = 1.0
"""How far stamps and arrival may part before the clock is set again. Less follows every hiccup of the network;
more shows wrong times for longer after a camera has restarted its clock."""
SMALLEST_STEP = timedelta(milliseconds=1)


class StreamClock:
    """Turns stream seconds into UTC. One per connection.

    The distance between stream and wall clock is the smallest one seen: a picture can arrive late, never early.
    Time never runs backwards, unless the wall clock itself was set back by more than `DRIFT_SECONDS`.
    """

    def __init__(self, *, drift_seconds: float = DRIFT_SECONDS) -> None:
        self._drift = timedelta(seconds=drift_seconds)
        self._zero: datetime | None = None
        self._last: datetime | None = None

    def stamp(self, pts_seconds: float | None, now: datetime) -> datetime:
        """When the picture with this stamp, arriving `now`, was taken. Without a stamp that is `now`."""
        at = now if pts_seconds is None else self._from_stream(timedelta(seconds=pts_seconds), now)
        if self._last is not None and at <= self._last and self._last - now <= self._drift:
            at = self._last + SMALLEST_STEP
        self._last = at
        return at

    def _from_stream(self, pts: timedelta, now: datetime) -> datetime:
        if self._zero is None or not timedelta(0) <= now - (self._zero + pts) <= self._drift:
            self._zero = now - pts
        return self._zero + pts
