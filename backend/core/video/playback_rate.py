"""When the pictures of a clip are due, so that it plays as a camera would."""

from __future__ import annotations

GIVE_UP_SECONDS = 1.0
"""How late playing may be before it goes on from where it is. More makes a stalled machine race to catch up."""


class PlaybackClock:
    """Real time for a clip: its seconds against a monotonic clock. One per playing."""

    def __init__(self, *, give_up_seconds: float = GIVE_UP_SECONDS) -> None:
        self._give_up = give_up_seconds
        self._zero: float | None = None

    def wait_seconds(self, pts_seconds: float, now: float) -> float:
        """Seconds until this picture is due; 0 when it is late. The first picture is due at once."""
        if self._zero is None or now - (self._zero + pts_seconds) > self._give_up:
            self._zero = now - pts_seconds
        return max(0.0, self._zero + pts_seconds - now)
