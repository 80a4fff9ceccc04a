"""Detects a moved camera: compares the scene's edges with those of the known views.

Only the direction of edges counts, not their height, so light may come and go; people and machines hide some of them,
never most. A view that was accepted is known for good, so day and night may be two known views of one scene.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.picture_health.sample import PictureSample

BLOCK = 9
"""Edges are compared in blocks of this many pixels of 160 x 90 a side."""
LONGEST_STEP = 5.0
"""Seconds: the longest time for which a single sample may count."""
MIN_EDGE_STRENGTH = 0.02
"""Mean squared length of the directions in a block that has edges."""
Edges = NDArray[np.float32]
"""(2, 81, 144): the directions of edges across and down; longer where they are clearer, at most 1."""


@dataclass(frozen=True, slots=True)
class SceneOptions:
    """Thresholds for another view."""

    same_likeness: float = 0.40
    """Median likeness (-1 to 1) of the blocks from which on a view is the one before. Higher: shadows and lamps move
    the camera. Lower: a camera that was turned a little is not noticed."""
    learning_likeness: float = 0.65
    """Median likeness from which on a known view learns. Lower: a camera that turns slowly takes its view along.
    Higher: a view does not follow the day."""
    learning_seconds: float = 20.0
    """How long a first view must be stable to be learned."""
    acceptance_seconds: float = 600.0
    """How long another view must be stable to be accepted without a person. Shorter: a camera that is turned
    away is accepted early. Longer: a lorry that parks before the camera is warned about for longer."""
    memory_seconds: float = 120.0
    """How long ago what a view shows still counts. Shorter: a person who stands still becomes part of it."""
    views: int = 4
    """Known views: day, night, and what a camera that turns by itself shows."""
    smoothing_seconds: float = 3.0
    """Time constant of the average that is compared. Longer: noise and passers-by count less, but a turn is seen
    later."""
    soft_edge: float = 5.0
    """Grey levels at which an edge counts half. Lower: noise becomes edges. Higher: dim scenes have none."""


@dataclass(slots=True)
class _View:
    edges: Edges
    first_seen: float
    last_seen: float


class SceneReference:
    """The views of one camera. Not thread-safe."""

    def __init__(self, options: SceneOptions | None = None) -> None:
        self._options = options or SceneOptions()
        self._known: list[_View] = []
        self._other: _View | None = None
        self._now: Edges | None = None
        self._last_at = 0.0
        self.is_other = False
        """Whether the last two samples showed a view that is not known."""
        self.accepted = 0
        """Views that were accepted after the first."""

    def add(self, sample: PictureSample) -> None:
        """Add a sample, later than those before."""
        edges = edges_of(sample, self._options.soft_edge)
        if self._now is not None:
            share = 1.0 - math.exp(-max(0.0, sample.at - self._last_at) / self._options.smoothing_seconds)
            edges = self._now + np.float32(share) * (edges - self._now)
        self._now, self._last_at = edges, sample.at
        likenesses = [likeness(view.edges, edges) for view in self._known]
        if likenesses and max(likenesses) >= self._options.same_likeness:
            self.is_other, self._other = False, None
            view = self._known.pop(int(np.argmax(likenesses)))
            self._known.append(
                self._remember(view, edges, sample.at) if max(likenesses) >= self._options.learning_likeness else view
            )
            return
        other = self._other
        if other is None or likeness(other.edges, edges) < self._options.same_likeness:
            self._other = _View(edges, sample.at, sample.at)
            return
        self._other = self._remember(other, edges, sample.at)
        stable = sample.at - other.first_seen
        self.is_other = bool(self._known)
        if stable >= (self._options.acceptance_seconds if self._known else self._options.learning_seconds):
            self.accepted += bool(self._known)
            self._known = [*self._known[1 - self._options.views :], self._other]
            self.is_other, self._other = False, None

    def _remember(self, view: _View, edges: Edges, at: float) -> _View:
        """The view updated with this sample; at first it is the plain average of its samples."""
        memory = min(self._options.memory_seconds, at - view.first_seen + 1.0)
        share = min(0.5, min(LONGEST_STEP, at - view.last_seen) / memory)
        return _View(view.edges + np.float32(share) * (edges - view.edges), view.first_seen, at)


def edges_of(sample: PictureSample, soft_edge: float) -> Edges:
    """The directions of the edges in a sample."""
    small = sample.small
    across = small[:, 2:] - small[:, :-2]
    down = small[2:] - small[:-2]
    field = np.stack([across[4:85, 7:151], down[3:84, 8:152]])
    return np.asarray(field / (soft_edge + np.hypot(field[0], field[1])), dtype=np.float32)


def likeness(known: Edges, now: Edges) -> float:
    """Median over the blocks with edges in the known view: 1 the same edges, 0 others, -1 the same turned round."""
    both, ours, theirs = _sums(known * now), _sums(known * known), _sums(now * now)
    where = ours > MIN_EDGE_STRENGTH * BLOCK * BLOCK
    if not where.any():
        return 0.0
    return float(np.median(both[where] / np.sqrt(ours[where] * theirs[where] + 1e-3)))


def _sums(field: Edges) -> NDArray[np.float32]:
    whole = field[0] + field[1]
    rows, columns = whole.shape[0] // BLOCK, whole.shape[1] // BLOCK
    return np.asarray(whole.reshape(rows, BLOCK, columns, BLOCK).sum(axis=(1, 3)), dtype=np.float32)
