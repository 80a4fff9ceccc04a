"""One measurement of one side: what a number of cameras costs over a while, and how many frames it holds."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bench.measuring.process_costs import cpu_seconds, machine_cpu_seconds, memory_mb
from bench.sides.side import Progress, Side

HELD_SHARE = 0.95
"""Of the frames that are due, what must be handled for a camera's rate to count as held."""


@dataclass(frozen=True, slots=True)
class Window:
    """What was measured. Percent are of one core."""

    cameras: int
    fps: float
    """The rate that was asked for."""
    cpu_percent: float
    """Of all processes of the side together."""
    judged_fps: float
    """Frames a second and camera that were handled."""
    slowest_fps: float
    """The same of the camera that had the fewest."""
    quiet_share: float
    """Of the handled frames, those that the motion gate passed."""
    dropped: int
    elsewhere_percent: float
    """CPU that everything else on the machine used meanwhile, RTSP server and benchmark included."""

    @property
    def cpu_per_camera(self) -> float:
        """Percent of a core for each camera."""
        return self.cpu_percent / self.cameras

    @property
    def cpu_ms_per_frame(self) -> float:
        """CPU milliseconds for each handled frame."""
        frames = self.judged_fps * self.cameras
        return self.cpu_percent * 10 / frames if frames else float("inf")

    @property
    def is_held(self) -> bool:
        """Did every camera get its frames?"""
        return self.slowest_fps >= HELD_SHARE * self.fps


def measure(side: Side, cameras: int, *, fps: float, seconds: float) -> Window:
    """Watch for so many seconds; the cameras run and are warm already."""
    before = side.progress()
    process_ids = side.process_ids()
    began, cpu, machine = time.monotonic(), cpu_seconds(process_ids), machine_cpu_seconds()
    time.sleep(seconds)
    took = time.monotonic() - began
    used, all_used = cpu_seconds(side.process_ids()) - cpu, machine_cpu_seconds() - machine
    after = side.progress()
    rates = [_rate(a, b) for a, b in zip(before, after, strict=True)]
    handled = sum(b.handled - a.handled for a, b in zip(before, after, strict=True))
    quiet = sum(b.quiet - a.quiet for a, b in zip(before, after, strict=True))
    return Window(
        cameras=cameras,
        fps=fps,
        cpu_percent=100 * used / took,
        judged_fps=sum(rates) / cameras,
        slowest_fps=min(rates),
        quiet_share=quiet / handled if handled else 0.0,
        dropped=sum(b.dropped - a.dropped for a, b in zip(before, after, strict=True)),
        elsewhere_percent=100 * max(0.0, all_used - used) / took,
    )


def memory(side: Side) -> float:
    """What the side holds now, in 1,000,000 bytes."""
    return memory_mb(side.process_ids())


def slope(memory_by_cameras: dict[int, float]) -> float | None:
    """Megabytes per added camera, by least squares; None from fewer than two points."""
    if len(memory_by_cameras) < 2:
        return None
    mean_x = sum(memory_by_cameras) / len(memory_by_cameras)
    mean_y = sum(memory_by_cameras.values()) / len(memory_by_cameras)
    above = sum((x - mean_x) * (y - mean_y) for x, y in memory_by_cameras.items())
    return above / sum((x - mean_x) ** 2 for x in memory_by_cameras)


def _rate(before: Progress, after: Progress) -> float:
    return (after.handled - before.handled) / max(after.at - before.at, 1e-9)
