"""Who of the rendered clip a stored violation is about, and in which of its passages through the bay."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests.support.video.demo_truth import FRAMES, SIZE, TRUTH, Box

BEFORE_FRAMES, AFTER_FRAMES = 20, 10
"""Who may be meant: in view so long before a violation opens, or so long after (clocks and buffers)."""
PICTURE_FRAMES = 200
"""How long after the opening a better picture may still have been taken."""


def read(path: Path) -> list[float]:
    """When the clip began, each time: seconds since the epoch."""
    return [float(line) for line in path.read_text().splitlines()] if path.exists() else []


def passage(begins: Sequence[float], opened: float) -> float:
    """The beginning of the clip during which a violation opened; 0 for one before the first."""
    number = bisect_right(begins, opened)
    return begins[number - 1] if number else 0.0


def nearest_person(frame: int, box: Box) -> str:
    """The person of the truth, in view around this frame, who was nearest to the box (fractions) then or later."""
    near = _between(frame - BEFORE_FRAMES, frame + AFTER_FRAMES)
    candidates = {person["id"] for number in near for person in FRAMES[number]["people"]}
    place = np.array(box) * np.tile(SIZE, 2)
    distances = [
        (float(np.abs(np.array(person["box_xyxy"]) - place).sum()), str(person["id"]))
        for number in _between(frame - BEFORE_FRAMES, frame + PICTURE_FRAMES)
        for person in FRAMES[number]["people"]
        if person["id"] in candidates
    ]
    return min(distances)[1] if distances else "unknown"


def frame_at(begin: float, at: float) -> int:
    """The number of the frame that is shown `at`, in a clip that began at `begin`."""
    return round((at - begin) * TRUTH["fps"])


def _between(first: int, last: int) -> range:
    return range(max(0, first), min(len(FRAMES), last + 1))
