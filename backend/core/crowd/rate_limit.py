"""How often a client may send pictures: a token bucket."""

from __future__ import annotations


class RateLimit:
    """One client's. Times are seconds of one clock; not thread-safe."""

    def __init__(self, per_second: float, burst: float | None = None) -> None:
        """`burst`: how many may come at once after a pause; None: those of two seconds, and at least 2."""
        self._per_second = per_second
        self._burst = burst if burst is not None else max(2.0, 2 * per_second)
        self._tokens = self._burst
        self._at: float | None = None

    def allow(self, at: float) -> bool:
        """Whether one more may come now; if so, it counts."""
        elapsed = max(0.0, at - self._at) if self._at is not None else 0.0
        self._tokens = min(self._burst, self._tokens + elapsed * self._per_second)
        self._at = at
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    @property
    def retry_after(self) -> float:
        """Seconds until one more may come, as of the last `allow`."""
        return max(0.0, (1 - self._tokens) / self._per_second)
