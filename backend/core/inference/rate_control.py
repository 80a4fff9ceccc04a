"""Rate control: how often a worker sends a picture to the inference server.

As often as wanted while answers come quickly, less often when they do not.

Additive increase, multiplicative decrease, as in TCP (Jacobson 1988): cameras that share a busy server converge to
equal rates without coordination, and use what becomes free within seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

ON_TIME = 1e-3
"""Seconds by which a picture may be early and still be due: the times of pictures are rounded."""


@dataclass(frozen=True, slots=True)
class RateOptions:
    """How the rate follows the answers. Rates are per second."""

    lowest: float = 0.5
    """The rate that remains when nothing is answered. Higher: a worker waits for nothing more often; lower: it
    notices later that the server is back."""
    slow: float = 0.8
    """Share of the interval that an answer may take. Lower: capacity is left unused; higher: the live picture waits."""
    after_slow: float = 0.85
    """What is left of the rate after a slow answer. Lower: it oscillates; higher: it follows a sudden load late."""
    after_none: float = 0.5
    """What is left of the rate after no answer."""
    gain: float = 0.05
    """Share of the wanted rate that each quick answer adds. Higher: it recovers sooner, and oscillates more."""


class DetectionRate:
    """One camera's rate. Times are seconds of one clock; not thread-safe."""

    def __init__(self, wanted: float, options: RateOptions | None = None) -> None:
        """`wanted`: pictures a second when there is capacity."""
        self._options = options or RateOptions()
        self._wanted = wanted
        self._rate = wanted
        self._due = float("-inf")

    @property
    def per_second(self) -> float:
        """Pictures a second that are sent now."""
        return self._rate

    def is_due(self, at: float) -> bool:
        """Whether a picture of this time is to be sent."""
        if self._rate >= self._wanted:
            return True
        return at >= self._due - ON_TIME or self._due - at > 1 / self._options.lowest  # or the clock was put back

    def answered(self, at: float, took_seconds: float) -> None:
        """The picture of that time was answered after this many seconds."""
        options = self._options
        if took_seconds > options.slow / self._rate:
            self._set(at, self._rate * options.after_slow)
        else:
            self._set(at, self._rate + self._wanted * options.gain)

    def unanswered(self, at: float) -> None:
        """At this moment the worker gave up waiting for an answer."""
        self._set(at, self._rate * self._options.after_none)

    def _set(self, at: float, rate: float) -> None:
        self._rate = min(max(rate, min(self._options.lowest, self._wanted)), self._wanted)
        on_time = at if at - self._due > 1 / self._rate or at < self._due else self._due
        self._due = on_time + 1 / self._rate
