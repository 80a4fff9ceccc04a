"""Settings of detection: how often, and by which analysers."""

from __future__ import annotations

from dataclasses import dataclass

from backend.core.cameras.settings.specification import names, number

LEAST_FPS, MOST_FPS = 1.0, 15.0
"""Below 1 a second the tracker loses people between frames (it keeps them for 1.5 s), so nobody is judged for long
enough. Above 15 a second nothing is gained: evidence counts at most five times a second, and the cost of detection
grows with the rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectionSettings:
    """Detection of one camera."""

    detect_fps: float = number(
        5.0,
        least=LEAST_FPS,
        most=MOST_FPS,
        description="Pictures a second that are analysed. Fewer need less of the processor and see short events "
        "later or not at all.",
    )
    analysers: tuple[str, ...] = names(
        ("ppe",), names_of="analysers", description="What is analysed in the pictures: names of analysers."
    )
