"""Time stamps of a stream: detects jumps and measures how late pictures arrive."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class StampOptions:
    """What counts as a jump."""

    jump_seconds: float = 3.0
    """How far stamps may part from the wall clock and from the count of pictures between two samples. Lower:
    every stall of the network is a jump. Higher: small jumps are not reported."""
    shown_seconds: float = 60.0
    """How long a jump is reported after it happened. Shorter is overlooked; longer reports what is over."""
    steps: int = 20
    """Pictures from which the usual time between pictures is learned."""
    drift: float = 0.001
    """Seconds per second by which a camera's clock may be slow without its pictures counting as late."""


class StampMonitor:
    """Follows one connection after the other. Times are seconds; not thread-safe."""

    def __init__(self, options: StampOptions | None = None) -> None:
        self._options = options or StampOptions()
        self._jumped_at: float | None = None
        self.restart()

    def restart(self) -> None:
        """A new connection has stamps of its own. A past jump stays reported."""
        self._last: tuple[float, float, int] | None = None
        self._periods: deque[float] = deque(maxlen=self._options.steps)
        self._earliest: float | None = None
        self.late_seconds = 0.0
        """How much later the last picture arrived than the promptest one of this connection."""

    def add(self, stamp: float, arrived: float, seq: int) -> None:
        """A picture with this stamp, the `seq`-th of the camera, arrived at this time of the monotonic clock."""
        last, self._last = self._last, (stamp, arrived, seq)
        offset = arrived - stamp
        if last is not None:
            stamped, waited, pictures = stamp - last[0], arrived - last[1], seq - last[2]
            if self._is_jump(stamped, waited, pictures):
                self._jumped_at, self._earliest = arrived, None
                self._periods.clear()
            elif pictures > 0:
                self._periods.append(stamped / pictures)
            if self._earliest is not None:
                self._earliest += self._options.drift * max(0.0, waited)
        self._earliest = offset if self._earliest is None else min(self._earliest, offset)
        self.late_seconds = offset - self._earliest

    def jumped_since(self, now: float) -> float | None:
        """When the stamps jumped, while that is recent; None otherwise."""
        at = self._jumped_at
        return at if at is not None and now - at < self._options.shown_seconds else None

    def _is_jump(self, stamped: float, waited: float, pictures: int) -> bool:
        """Stamps that go on as the wall clock does, or as the pictures do, have not jumped."""
        limit = self._options.jump_seconds
        if abs(stamped - waited) <= limit:
            return False
        usual = median(self._periods) if self._periods else 0.0
        return stamped < 0 or abs(stamped - pictures * usual) > limit
