"""One side on one scene: cameras added one by one, measured at each number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.measuring.measurement import Window, measure, memory, slope
from bench.measuring.processes import BenchError
from bench.sides.held import largest
from bench.sides.side import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to measure on a scene."""

    fps: float
    seconds: float
    """Length of each measurement. Short ones are at the mercy of what else runs."""
    cameras: tuple[int, ...]
    """Numbers at which memory and CPU are measured, rising."""
    compared_at: int
    """The number at which the two sides are compared; one of `cameras`."""
    settle_seconds: float
    """Between the start of a camera and its measurement."""


@dataclass(frozen=True, slots=True)
class SceneRun:
    """What came out."""

    windows: dict[int, Window]
    """With a viewer, by number of cameras."""
    unwatched: Window | None
    """Without one, at the number compared; None where a side cannot do without."""
    memory_mb: dict[int, float]
    compared_at: int
    model: str

    @property
    def compared(self) -> Window:
        """The window by which the sides are compared."""
        return self.windows[self.compared_at]

    @property
    def added_mb(self) -> float | None:
        """Memory per added camera."""
        return slope(self.memory_mb)

    def figures(self) -> dict[str, Any]:
        """For the JSON object."""
        seen = self.compared
        return {
            "model": self.model,
            "cameras": seen.cameras,
            "cpu_percent_per_camera": round(seen.cpu_per_camera, 2),
            "cpu_percent_per_camera_without_viewer": round(self.unwatched.cpu_per_camera, 2)
            if self.unwatched
            else None,
            "cpu_percent_by_cameras": {str(n): round(w.cpu_percent, 1) for n, w in self.windows.items()},
            "cpu_ms_per_frame": round(seen.cpu_ms_per_frame, 2),
            "judged_fps": round(seen.judged_fps, 2),
            "quiet_share": round(seen.quiet_share, 3),
            "dropped": seen.dropped,
            "first_camera_mb": round(self.memory_mb[min(self.memory_mb)], 1) if self.memory_mb else None,
            "memory_mb_per_added_camera": round(self.added_mb, 1) if self.added_mb is not None else None,
            "memory_mb_by_cameras": {str(n): round(mb, 1) for n, mb in self.memory_mb.items()},
            "elsewhere_percent": round(seen.elsewhere_percent, 1),
        }


def run(side: Side, plan: Plan, *, model: str, has_viewer_switch: bool, rest: Callable[[float], None]) -> SceneRun:
    """1. Add cameras up to the next number. 2. Let them settle. 3. CPU with viewers, and without. 4. Memory.

    `rest` waits for seconds.
    """
    windows: dict[int, Window] = {}
    memory_mb: dict[int, float] = {}
    unwatched: Window | None = None
    for cameras in plan.cameras:
        side.resize(cameras)
        side.show(True)
        rest(plan.settle_seconds)
        if cameras >= plan.compared_at:
            windows[cameras] = measure(side, cameras, fps=plan.fps, seconds=plan.seconds)
        memory_mb[cameras] = memory(side)
        if cameras == plan.compared_at and has_viewer_switch:
            side.show(False)
            rest(plan.settle_seconds)
            unwatched = measure(side, cameras, fps=plan.fps, seconds=plan.seconds)
    return SceneRun(windows, unwatched, memory_mb, plan.compared_at, model)


def held(
    side: Side, plan: Plan, windows: dict[int, Window], *, limit: int, doubling: bool, rest: Callable[[float], None]
) -> int:
    """How many cameras it holds, beginning with what the measurements say already."""

    def holds(cameras: int) -> bool:
        if cameras not in windows:
            try:
                side.resize(cameras)
            except BenchError:
                return False  # so starved that not even its first frames were judged in time
            side.show(True)
            rest(plan.settle_seconds)
            windows[cameras] = measure(side, cameras, fps=plan.fps, seconds=plan.seconds)
        return windows[cameras].is_held

    known = max((cameras for cameras, window in windows.items() if window.is_held), default=0)
    return largest(holds, known=known, limit=limit, doubling=doubling)
