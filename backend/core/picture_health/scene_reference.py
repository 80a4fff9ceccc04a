"""Whether a camera still looks at what it looked at before: the scene's edges against those that were learned.

Only the direction of edges counts, not their height, so light may come and go; people and machines hide some of them,
never most. A view that was accepted is known for good, so day and night may be two known views of one scene.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.picture_health.sample import PictureLook

BLOCK = 9
"""Edges are compared in blocks of this many pixels of 160 x 90 a side."""
LONGEST_STEP = 5.0
"""Seconds: for how long a time a single look may stand."""
CLEAR = 0.02
"""Mean squared length of the directions in a block that has edges."""
Edges = NDArray[np.float32]
"""(2, 81, 144): the directions of edges across and down; longer where they are clearer, at most 1."""


@dataclass(frozen=True, slots=True)
class SceneOptions:
    """When a view is another one."""

    same: float = 0.40
    """Median likeness (-1 to 1) of the blocks from which on a view is the one before. Higher: shadows and lamps move
    the camera. Lower: a camera that was turned a little is not noticed."""
    surely: float = 0.65
    """Median likeness from which on a known view learns. Lower: a camera that turns slowly takes its view along.
    Higher: a view does not follow the day."""
    learning_seconds: float = 20.0
    """How long a first view must be stable to be learned."""
    acceptance_seconds: float = 600.0
    """How long another view must be stable to be accepted without a person. Shorter: who turns a camera away need
    not wait. Longer: a lorry that parks before the camera is warned about for longer."""
    memory_seconds: float = 120.0
    """How long ago what a view shows still counts. Shorter: somebody who stands still becomes part of it."""
    views: int = 4
    """Known views: day, night, and what a camera that turns by itself shows."""
    calming_seconds: float = 3.0
    """What is compared is the average of about so long. Longer: noise and passers-by count less, but a turn is seen
    later."""
    soft: float = 5.0
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
        """Whether the last look showed another view than those that are known, twice in a row."""
        self.accepted = 0
        """Views that were accepted after the first."""

    def add(self, look: PictureLook) -> None:
        """One more look, later than those before."""
        edges = edges_of(look, self._options.soft)
        if self._now is not None:
            share = 1.0 - math.exp(-max(0.0, look.at - self._last_at) / self._options.calming_seconds)
            edges = self._now + np.float32(share) * (edges - self._now)
        self._now, self._last_at = edges, look.at
        likes = [likeness(view.edges, edges) for view in self._known]
        if likes and max(likes) >= self._options.same:
            self.is_other, self._other = False, None
            view = self._known.pop(int(np.argmax(likes)))
            self._known.append(self._remember(view, edges, look.at) if max(likes) >= self._options.surely else view)
            return
        other = self._other
        if other is None or likeness(other.edges, edges) < self._options.same:
            self._other = _View(edges, look.at, look.at)
            return
        self._other = self._remember(other, edges, look.at)
        stable = look.at - other.first_seen
        self.is_other = bool(self._known)
        if stable >= (self._options.acceptance_seconds if self._known else self._options.learning_seconds):
            self.accepted += bool(self._known)
            self._known = [*self._known[1 - self._options.views :], self._other]
            self.is_other, self._other = False, None

    def _remember(self, view: _View, edges: Edges, at: float) -> _View:
        """The view with this look in it; in its first moments it is the average of what was seen."""
        memory = min(self._options.memory_seconds, at - view.first_seen + 1.0)
        share = min(0.5, min(LONGEST_STEP, at - view.last_seen) / memory)
        return _View(view.edges + np.float32(share) * (edges - view.edges), view.first_seen, at)


def edges_of(look: PictureLook, soft: float) -> Edges:
    """The directions of the edges in a look."""
    small = look.small
    across = small[:, 2:] - small[:, :-2]
    down = small[2:] - small[:-2]
    field = np.stack([across[4:85, 7:151], down[3:84, 8:152]])
    return np.asarray(field / (soft + np.hypot(field[0], field[1])), dtype=np.float32)


def likeness(known: Edges, now: Edges) -> float:
    """Median over the blocks with edges in the known view: 1 the same edges, 0 others, -1 the same turned round."""
    both, ours, theirs = _sums(known * now), _sums(known * known), _sums(now * now)
    where = ours > CLEAR * BLOCK * BLOCK
    if not where.any():
        return 0.0
    return float(np.median(both[where] / np.sqrt(ours[where] * theirs[where] + 1e-3)))


def _sums(field: Edges) -> NDArray[np.float32]:
    whole = field[0] + field[1]
    rows, columns = whole.shape[0] // BLOCK, whole.shape[1] // BLOCK
    return np.asarray(whole.reshape(rows, BLOCK, columns, BLOCK).sum(axis=(1, 3)), dtype=np.float32)
