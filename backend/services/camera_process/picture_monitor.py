"""Monitors whether a camera's picture can be trusted: samples some frames, and reports the camera's state."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from backend.adapters.video.capture_status import CaptureStatus
from backend.core.cameras.counters import Counters
from backend.core.picture_health.assessment import BLINDING, PictureCondition, PictureFault, PictureHealth, most_severe
from backend.core.picture_health.overload import OverloadDetector
from backend.core.picture_health.sample import GREY_HEIGHT, GREY_WIDTH, POINTS_HEIGHT, POINTS_WIDTH, PictureSample
from backend.core.picture_health.timestamps import StampMonitor
from backend.core.vision.colour import SAMPLED_HEIGHT, SAMPLED_WIDTH, has_colour
from backend.services.camera_process.analysis.frame import MonitoredFrame

log = logging.getLogger(__name__)
SAMPLE_SECONDS = 0.9
"""Least time between two samples: about one a second, whatever the frame rate. Each costs a millisecond of CPU."""
WAITING_SHARE = 0.3
"""Share of the time spent on waiting for the source from which on no pictures queue up before this process. Lower: a
machine without time for its threads looks like one that waits. Higher: a camera's slow clock looks like a queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedState:
    """State, since when and why, as in `CameraStatus`."""

    state: str
    since: datetime
    reason: str
    hint: str = ""


class PictureMonitor:
    """One camera's picture. `observe` belongs to one thread; the rest may be read by any."""

    def __init__(self, *, clock: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        """`clock` gives aware UTC, `monotonic` seconds."""
        self._clock = clock
        self._monotonic = monotonic
        self._health = PictureHealth()
        self._stamps = StampMonitor()
        self._overload = OverloadDetector()
        self._sampled_at: float | None = None
        self._reconnects = 0
        self._waited = 0.0
        self._waited_at: float | None = None
        self._worst: PictureCondition | None = None
        self.ignored: frozenset[str] = frozenset()
        """Codes of warnings that are not wanted for this camera."""

    @property
    def holds(self) -> bool:
        """Whether nothing may be assessed now: a black picture is no empty hall. True before it has lasted for long
        enough to be reported."""
        return self._health.shows_nothing or self.is_blind

    @property
    def is_blind(self) -> bool:
        """Whether frames arrive in which nothing can be assessed."""
        worst = self._worst
        return worst is not None and worst.code in BLINDING

    def observe(self, frame: MonitoredFrame, seen: CaptureStatus, counters: Counters | None) -> None:
        """A frame came. `counters`: what became of due frames; None while there is no detector for them."""
        now = self._monotonic()
        if seen.reconnects != self._reconnects:
            self._reconnects = seen.reconnects
            self._stamps.restart()
        self._stamps.add(frame.pts, now, frame.seq)
        at = frame.at.timestamp()
        if self._sampled_at is not None and 0 <= at - self._sampled_at < SAMPLE_SECONDS:
            return
        self._sampled_at = at
        grey = frame.to_gray(GREY_WIDTH, GREY_HEIGHT)
        points = frame.sampled_gray(POINTS_WIDTH, POINTS_HEIGHT)
        colour = has_colour(frame.sampled_bgr(SAMPLED_WIDTH, SAMPLED_HEIGHT))
        self._health.add(PictureSample(at, grey, points, seen.keys_received, colour))
        waits = self._waits(now, seen.waited_seconds)
        if counters is None:
            self._overload.reset()
        else:
            late = 0.0 if waits else self._stamps.late_seconds
            age = max(late, (self._clock() - frame.at).total_seconds())
            dropped = counters.drops.busy + counters.drops.late
            due = counters.judged + counters.quiet + dropped
            self._overload.add(now, age_seconds=age, due=due, dropped=dropped)
        self._conclude(now)

    def reported(self, seen: CaptureStatus, *, not_assessed: str) -> ReportedState:
        """The camera's state, given its capture's; `not_assessed`: why its frames are not assessed at the moment."""
        worst = self._worst
        if seen.state == "live" and worst is not None and worst.code in BLINDING:
            return ReportedState(state="blind", since=datetime.fromtimestamp(worst.since, UTC), reason=worst.code)
        if seen.state == "live" and not_assessed and not self.holds:
            return ReportedState(state=seen.state, since=seen.since, reason=not_assessed)
        if seen.state == "live" and worst is not None:
            return ReportedState(state=seen.state, since=seen.since, reason=worst.code)
        return ReportedState(state=seen.state, since=seen.since, reason=seen.reason, hint=seen.hint)

    def _waits(self, now: float, waited: float) -> bool:
        """Has the capture waited for the source lately? Then stamps that fall behind are those of a slow clock."""
        before, self._waited = self._waited, waited
        since, self._waited_at = self._waited_at, now
        return since is not None and now > since and (waited - before) / (now - since) >= WAITING_SHARE

    def _conclude(self, now: float) -> None:
        """Choose the most severe condition; times of the monotonic clock become times of the wall clock."""
        elapsed = {
            PictureFault.FALLING_BEHIND: self._overload.since,
            PictureFault.CLOCK_JUMPED: self._stamps.jumped_since(now),
        }
        wall = self._clock().timestamp() - now
        found = tuple(PictureCondition(code, wall + since) for code, since in elapsed.items() if since is not None)
        wanted = (one for one in self._health.conditions if one.code not in self.ignored)
        worst = most_severe((*wanted, *found))
        if (worst.code if worst else "") != (self._worst.code if self._worst else ""):
            log.info("the picture is %s", worst.code if worst else "well")
        self._worst = worst
