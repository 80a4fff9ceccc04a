"""The status of a capture thread, and how it measures the rate of pictures."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from statistics import fmean, pstdev

from backend.adapters.video.frame import StreamInfo
from backend.core.video.retry_policy import RetryState

RATE_SECONDS = 5.0
"""The stretch over which the rate is measured. Shorter jumps about; longer is slow to show a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureStatus:
    """A moment of a capture. `state`, `reason` and `since` mean what they mean in `CameraStatus`."""

    state: str
    """connecting, live, stale or failed."""
    since: datetime
    reason: str = ""
    """A code of `REASONS`. Beside `connecting`: why the connection before ended."""
    hint: str = ""
    """What a person can do about it."""
    info: StreamInfo | None = None
    """Of the connection now or, without one, of the last."""
    fps: float = 0.0
    """Pictures a second that arrived, over the last 5 seconds."""
    jitter: float = 0.0
    """How unevenly they did, see `FrameRate.jitter`."""
    last_frame_at: datetime | None = None
    last_frame_monotonic: float | None = None
    """When the newest picture arrived, on the monotonic clock."""
    frames_received: int = 0
    keys_received: int = 0
    """Key frames among them."""
    decode_errors: int = 0
    reconnects: int = 0
    """Attempts to open after the first one."""
    waited_seconds: float = 0.0
    """Spent on waiting for the source, in all: who waits has no queue of pictures before them."""
    retry: RetryState = field(default_factory=RetryState)
    """What failed since the source last gave pictures for a while."""
    retry_at: datetime | None = None
    """When it is opened again; None while it is open or being opened."""


class FrameRate:
    """Pictures a second over the last `RATE_SECONDS`. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._arrivals: deque[float] = deque(maxlen=1000)

    def add(self, now: float) -> None:
        """A picture arrived."""
        self._arrivals.append(now)

    def per_second(self, now: float) -> float:
        """The rate; 0 when fewer than two pictures arrived."""
        while self._arrivals and now - self._arrivals[0] > RATE_SECONDS:
            self._arrivals.popleft()
        if len(self._arrivals) < 2:
            return 0.0
        span = self._arrivals[-1] - self._arrivals[0]
        return (len(self._arrivals) - 1) / span if span > 0 else 0.0

    def jitter(self) -> float:
        """How unevenly pictures arrived: the intervals' standard deviation as a share of their mean; 0 for too few."""
        intervals = [later - earlier for earlier, later in pairwise(tuple(self._arrivals))]
        mean = fmean(intervals) if len(intervals) > 2 else 0.0
        return pstdev(intervals) / mean if mean > 0 else 0.0
