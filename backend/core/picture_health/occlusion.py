"""Detects a dark or covered picture: no light, or an object in front of the lens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backend.core.picture_health.sample import PictureSample

STEP = 3
"""Pixels of 160 x 90 within which an edge rises."""


@dataclass(frozen=True, slots=True)
class OcclusionOptions:
    """Thresholds for a dark or covered picture."""

    black_level: float = 28.0
    """Grey level (0 to 255) that the brightest places of a dark picture do not reach. Higher: dim halls are dark."""
    black_range: float = 8.0
    """Grey levels between the brightest and the darkest places of a dark picture. Higher: a night scene with little
    to be seen is dark. Lower: glow in a corner makes a black picture a scene."""
    edge: float = 4.0
    """Grey levels by which a pixel of 160 x 90 differs from those three before and behind it, taken together, to be an
    edge. Noise does less, since it is averaged, and so do the slow shades of what is too near to be sharp."""
    edge_of_level: float = 0.04
    """The same as a share of the picture's brightness: a bright thing before the lens shows its own folds."""
    edge_share: float = 0.03
    """Share of the picture with edges, below which it is covered. Higher: a hall with bare walls is covered. Lower: a
    hand that leaves a corner free is none."""


def is_dark(sample: PictureSample, options: OcclusionOptions) -> bool:
    """Whether there is no light. A night scene with visible structure is not dark."""
    darkest, brightest = np.percentile(sample.tiny, (2, 98))
    return bool(brightest < options.black_level and brightest - darkest < options.black_range)


def edge_share(sample: PictureSample, options: OcclusionOptions) -> float:
    """Share of the picture, 0 to 1, that shows an edge."""
    small = sample.small
    across = np.abs(2 * small[:, STEP:-STEP] - small[:, 2 * STEP :] - small[:, : -2 * STEP])
    down = np.abs(2 * small[STEP:-STEP] - small[2 * STEP :] - small[: -2 * STEP])
    level = max(options.edge, options.edge_of_level * float(small.mean()))
    return float(((across[STEP:-STEP] > level) | (down[:, STEP:-STEP] > level)).mean())


def is_covered(sample: PictureSample, options: OcclusionOptions) -> bool:
    """Whether the picture has light but hardly any edges."""
    return not is_dark(sample, options) and edge_share(sample, options) < options.edge_share
