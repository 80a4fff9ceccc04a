"""What the inference server did in the last seconds, in a few numbers."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from backend.core.inference.lane import DEFAULT_TASK, Lane

WINDOW_SECONDS = 10.0
"""The time that is summed up. Shorter varies more; longer shows a change later."""
MOST_REQUESTS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Numbers of the last seconds. Milliseconds are null when no request was served."""

    pictures_per_second: float = 0.0
    """Of the default task."""
    refinements_per_second: float = 0.0
    """Pictures whose answer was refined."""
    milliseconds_mean: float | None = None
    """For a picture of the default task, from its pixels to its answer."""
    milliseconds_p95: float | None = None
    waiting_ms_mean: float | None = None
    """From a worker's request until it is served, of all tasks."""
    waiting_ms_p95: float | None = None
    queue: float = 0.0
    """How many requests waited when one was taken, on average."""
    busy: float = 0.0
    """Share of the time, 0 to 1."""
    cameras: int = 0
    """Cameras that were served."""
    stale: int = 0
    """Requests since the start that had expired before they could be served."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLoad:
    """Numbers of the last seconds of one task. Milliseconds are null when no request was served."""

    requests_per_second: float = 0.0
    milliseconds_mean: float | None = None
    """For a request, from its pixels to its answer; requests of a batch share a call and each count all of it."""
    milliseconds_p95: float | None = None
    waiting_ms_p95: float | None = None
    batch_mean: float | None = None
    """Requests in the call by which a request was answered, on average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedRequest:
    """A request that was answered. Times are seconds; `waited` is None when it cannot be known."""

    at: float
    seconds: float
    """From its pixels to its answer."""
    waited: float | None
    lane: Lane
    task: str
    refines: bool
    queue: int
    """Requests that waited when it was taken."""
    batch: int = 1
    """Requests that were answered by the same call."""


class LoadWindow:
    """Records served requests and sums them up. Not thread-safe."""

    def __init__(self, began: float) -> None:
        """`began`: now, on the clock of the requests."""
        self._began = began
        self._served: deque[ServedRequest] = deque(maxlen=MOST_REQUESTS)
        self._stale = 0

    def add(self, served: ServedRequest) -> None:
        """A request was answered at `served.at`."""
        self._served.append(served)

    def count_stale(self) -> None:
        """A request had expired."""
        self._stale += 1

    def load(self, now: float) -> Load:
        """All tasks in the last seconds."""
        served, seconds = self._recent(now), self._seconds(now)
        pictures = [1000 * one.seconds for one in served if one.task == DEFAULT_TASK]
        waited = _waited(served)
        return Load(
            pictures_per_second=round(len(pictures) / seconds, 2),
            refinements_per_second=round(sum(one.refines for one in served) / seconds, 2),
            milliseconds_mean=_mean(pictures),
            milliseconds_p95=_p95(pictures),
            waiting_ms_mean=_mean(waited),
            waiting_ms_p95=_p95(waited),
            queue=_mean([one.queue for one in served]) or 0.0,
            busy=round(min(1.0, sum(one.seconds / one.batch for one in served) / seconds), 3),
            cameras=len({one.lane.camera_id for one in served if one.lane.camera_id >= 0}),
            stale=self._stale,
        )

    def task_load(self, task: str, now: float) -> TaskLoad:
        """One task in the last seconds."""
        served = [one for one in self._recent(now) if one.task == task]
        milliseconds = [1000 * one.seconds for one in served]
        return TaskLoad(
            requests_per_second=round(len(served) / self._seconds(now), 2),
            milliseconds_mean=_mean(milliseconds),
            milliseconds_p95=_p95(milliseconds),
            waiting_ms_p95=_p95(_waited(served)),
            batch_mean=_mean([one.batch for one in served]),
        )

    def _recent(self, now: float) -> list[ServedRequest]:
        while self._served and self._served[0].at <= now - WINDOW_SECONDS:
            self._served.popleft()
        return list(self._served)

    def _seconds(self, now: float) -> float:
        return max(min(WINDOW_SECONDS, now - self._began), 1e-3)


def _waited(served: Sequence[ServedRequest]) -> list[float]:
    return [1000 * one.waited for one in served if one.waited is not None]


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None


def _p95(values: Sequence[float]) -> float | None:
    return round(sorted(values)[ceil(0.95 * len(values)) - 1], 1) if values else None
