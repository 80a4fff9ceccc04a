"""Which lanes rest because their pictures ended this process repeatedly; see `core.inference.quarantine`."""

from __future__ import annotations

import logging
from collections.abc import Callable

from backend.adapters.inference.queue import InferenceQueue
from backend.core.inference.lane import Lane
from backend.core.inference.quarantine import remembered, rest_seconds

log = logging.getLogger(__name__)


class LaneQuarantine:
    """The marks of all lanes, kept in Redis across processes."""

    def __init__(self, queue: InferenceQueue, wall_clock: Callable[[], float]) -> None:
        """Wall time, since marks outlive a start of the machine."""
        self._queue = queue
        self._wall_clock = wall_clock
        self._deaths: dict[Lane, tuple[float, ...]] | None = None

    def learn(self) -> None:
        """Once: read the marks, and mark the lanes that the predecessor was serving when it died. Raises RedisError."""
        if self._deaths is not None:
            return
        at, deaths = self._wall_clock(), self._queue.deaths()
        for lane in self._queue.interrupted():
            deaths[lane] = (*remembered(deaths.get(lane, ()), at), at)
            self._queue.keep_deaths(lane, deaths[lane])
            rest = rest_seconds(deaths[lane], at)
            log.warning(
                "the process before died with a picture of camera %d (task %s); it rests for %.0f s",
                lane.camera_id,
                lane.task,
                rest,
            )
        self._deaths = deaths

    def rests(self, lane: Lane) -> bool:
        """Whether the lane is not served now."""
        return rest_seconds(self._marks(lane), self._wall_clock()) > 0

    def is_marked(self, lane: Lane) -> bool:
        """Whether the process died with it lately: it is served alone then."""
        return bool(remembered(self._marks(lane), self._wall_clock()))

    def resting(self, task: str) -> tuple[int, ...]:
        """The cameras whose lane of this task rests."""
        return tuple(sorted(one.camera_id for one in self._deaths or () if one.task == task and self.rests(one)))

    def _marks(self, lane: Lane) -> tuple[float, ...]:
        return (self._deaths or {}).get(lane, ())
